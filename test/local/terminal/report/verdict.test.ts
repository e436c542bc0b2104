import { describe, expect, it } from 'vitest';
import type { Sample } from '../../../../lib/domain/sample.ts';
import { standingsOf } from '../../../../lib/local/terminal/report/standings.ts';
import { roundsToPart, verdictOf } from '../../../../lib/local/terminal/report/verdict.ts';
import { CHAT, failedSample, fullRace, roundsOf, sampleOf } from './raced.ts';

function verdict(samples: readonly (readonly Sample[])[]): string {
  const [region] = standingsOf(roundsOf(samples), CHAT);
  if (region === undefined) throw new Error('no round');
  return verdictOf(region);
}

const times = (count: number, make: (index: number) => Sample[]) =>
  Array.from({ length: count }, (_, index) => make(index));

describe('verdictOf', () => {
  it('names the fastest, and who comes next', () => {
    const [region] = standingsOf(fullRace(), CHAT);
    expect(region && verdictOf(region)).toBe(
      'Fastest to the first token: a/fast, 106 ms (median of 12, 95 % range 102-109). Next, in a tie: b/one (205 ms) and c/other (206 ms).',
    );
  });

  it('does not part what differs by less than the tie margin', () => {
    const rounds = times(12, () => [sampleOf('a/one', 100), sampleOf('b/two', 102)]);
    expect(verdict(rounds)).toBe(
      'No single fastest: a/one (100 ms) and b/two (102 ms) cannot be told apart at 95 %. The closest differ by less than the 3 % that count as a tie.',
    );
  });

  it('says about how many more rounds would part what scatters', () => {
    const rounds = times(12, (index) => [sampleOf('a/one', 100), sampleOf('b/two', index % 2 === 0 ? 90 : 140)]);
    expect(verdict(rounds)).toMatch(
      /cannot be told apart at 95 %\. If the gap stays as it is, about \d+ more rounds would part them\.$/,
    );
  });

  it('promises nothing where even a thousand rounds would hardly do', () => {
    const rounds = times(12, (index) => [sampleOf('a/one', 100), sampleOf('b/two', index % 2 === 0 ? 20 : 540)]);
    expect(verdict(rounds)).toMatch(/Not even a thousand more rounds might part them\.$/);
  });

  it('counts the tied where it is everybody', () => {
    const rounds = times(12, () => ['a/1', 'b/2', 'c/3', 'd/4', 'e/5'].map((id) => sampleOf(id, 100)));
    expect(verdict(rounds)).toMatch(
      /^No single fastest: all 5 \(a\/1 \(100 ms\), .* and 2 others\) cannot be told apart/,
    );
  });

  it.each<[string, readonly (readonly Sample[])[], string]>([
    [
      'too few rounds',
      times(3, (index) => [sampleOf('a/b', 90 + index), sampleOf('c/d', 80)]),
      'Too few rounds to rank (3 of 10). First in the latest round: c/d, 80.0 ms.',
    ],
    [
      'too few values',
      times(12, (index) => [index < 9 ? sampleOf('a/b', 90) : failedSample('a/b', 'connect')]),
      'Nobody can be ranked: none has the 10 values that a median needs.',
    ],
    ['all failed', times(12, () => [failedSample('a/b', 'connect')]), 'No verdict: every probe failed.'],
    [
      'all void',
      times(2, () => [sampleOf('a/b', 90, { void: ['loop-late'] })]),
      'No verdict: every sample is void, because our own instrument was late. Is the machine busy?',
    ],
    [
      'alone',
      times(12, () => [sampleOf('a/b', 90)]),
      'a/b, 90.0 ms (median of 12, 95 % range 90.0-90.0) is the only one with enough values to be ranked.',
    ],
  ])('%s', (_, rounds, sentence) => {
    expect(verdict(rounds)).toBe(sentence);
  });
});

describe('roundsToPart', () => {
  // log-ratios of 0.1 +- 0.1: m = 0.1, s^2 = 12/11 * 0.01, so n > 4 s^2 / (0.1 - log 1.03)^2 = 8.8, but at least 10
  it.each([
    [0.1, 0.1, 10],
    [0.1, 0.3, 80],
    [0.02, 0.3, 'within-margin'],
  ])('mean %d, deviation %d', (mean, deviation, expected) => {
    const rounds = roundsOf(
      times(12, (index) => [
        sampleOf('a/b', 100 * Math.exp(mean + (index % 2 === 0 ? deviation : -deviation))),
        sampleOf('c/d', 100),
      ]),
    );
    expect(roundsToPart(rounds, 'a/b', 'c/d')).toBe(expected);
  });

  it('needs more rounds where one of the two often fails', () => {
    const pair = (index: number) => [
      sampleOf('a/b', 110),
      index % 2 === 0 ? sampleOf('c/d', 100) : failedSample('c/d', 'connect'),
    ];
    expect(roundsToPart(roundsOf(times(12, pair)), 'a/b', 'c/d')).toBe(20);
  });

  it('cannot tell from a single pair', () => {
    expect(roundsToPart(roundsOf([[sampleOf('a/b', 1), sampleOf('c/d', 2)]]), 'a/b', 'c/d')).toBeNull();
  });
});
