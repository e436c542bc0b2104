import { describe, expect, it } from 'vitest';
import { standingsOf } from '../../../lib/page/share/standings.ts';
import { verdictOf } from '../../../lib/page/share/verdict.ts';
import { failedSample, fullRace, roundsOf, sampleOf } from '../../local/terminal/report/raced.ts';
import { sharedRace } from './shared.ts';

function verdictAfter(rounds: ReturnType<typeof fullRace>): string {
  const run = sharedRace(rounds);
  const [region] = run.regions;
  if (region === undefined) throw new Error('no region');
  // the isolating marks stand around each name
  return verdictOf(standingsOf(run, region), region.slots.length).replace(/[\u2068\u2069]/g, '');
}

const alike = Array.from({ length: 13 }, (_, index) => {
  const wobble = (index * 7) % 13;
  return [sampleOf('b/one', 200 + wobble), sampleOf('c/other', 201 + ((wobble * 5) % 13))];
});

describe('the verdict', () => {
  it.each<[string, ReturnType<typeof fullRace>, string]>([
    ['a clear one', fullRace(), 'Fastest to the first token: a/fast (median 106 ms, n = 12).'],
    [
      'a tie',
      roundsOf(alike),
      'No single fastest: b/one (median 206 ms, n = 13) and c/other (median 207 ms, n = 13) cannot be told apart at 95 %.',
    ],
    [
      'too early',
      roundsOf([[sampleOf('a/b', 120), sampleOf('c/d', 90.4)], [sampleOf('a/b', 110)]]),
      'Too few rounds to rank (2 of 10). The quickest single answer came from c/d: 90.4 ms.',
    ],
    [
      'nobody with ten values',
      roundsOf(Array.from({ length: 12 }, (_, at) => [at < 5 ? sampleOf('a/b', 100) : failedSample('a/b', 'auth')])),
      'Nobody can be ranked: none has the 10 values that a median needs. The quickest single answer came from a/b: 100 ms.',
    ],
    ['all failed', roundsOf([[failedSample('a/b', 'auth')]]), 'No verdict: every probe failed.'],
    [
      'all void',
      roundsOf([[sampleOf('a/b', 100, { void: ['loop-late'] })]]),
      'No verdict: every sample is void, because the instrument was late.',
    ],
    [
      'one alone',
      roundsOf(Array.from({ length: 12 }, () => [sampleOf('a/b', 100), failedSample('c/d', 'auth')])),
      'a/b (median 100 ms, n = 12) is the only one with enough values to be ranked.',
    ],
  ])('%s', (_, rounds, verdict) => {
    expect(verdictAfter(rounds)).toBe(verdict);
  });
});
