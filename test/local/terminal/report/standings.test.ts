import { describe, expect, it } from 'vitest';
import { hopeless, standingsOf } from '../../../../lib/local/terminal/report/standings.ts';
import { CHAT, failedSample, fullRace, roundsOf, sampleOf } from './raced.ts';

describe('standingsOf', () => {
  const [local] = standingsOf(fullRace(), CHAT);
  const of = (target: string) => local?.standings.find((standing) => standing.target === target);

  it('puts the ranked first, then the unranked by what they have', () => {
    expect(local?.standings.map(({ target }) => target)).toEqual(['a/fast', 'b/one', 'c/other', 'd/flaky', 'e/down']);
    expect(of('a/fast')?.rank).toMatchObject({ best: 1, worst: 1 });
    expect(of('b/one')?.rank).toMatchObject({ best: 2, worst: 3 });
    expect(of('d/flaky')).toMatchObject({ rank: null, unrankedReason: 'fewer than 10 rounds with a value (8)' });
  });

  it('counts void samples, and makes no figure of them', () => {
    expect(local).toMatchObject({ samples: 60, voided: 1 });
    expect(local?.voidReasons).toEqual(new Map([['loop-late', 1]]));
    expect(of('c/other')?.figures).toMatchObject({ seen: 12, attempts: 11, ok: 11, voided: 1 });
  });

  it('counts what came out of a cache as ok, and makes no figure of it', () => {
    const [cached] = standingsOf(roundsOf([[sampleOf('a/b', 90)], [sampleOf('a/b', 5, { cached: true })]]), CHAT);
    expect(cached).toMatchObject({ samples: 2, cached: 1, voided: 0 });
    expect(cached?.standings[0]).toMatchObject({
      figures: { attempts: 2, ok: 2, cached: 1, metrics: { ttftMs: { n: 1 } } },
      ttftExtremes: { low: 90, high: 90 },
    });
  });

  it('keeps failures beside the figures', () => {
    expect(of('d/flaky')?.figures.failures).toEqual({ 'rate-limited': 4 });
    expect(of('e/down')).toMatchObject({ ttftExtremes: null, figures: { ok: 0, failedShare: 1 } });
  });

  it('knows the lowest and the highest value, also before there is a median', () => {
    const [short] = standingsOf(fullRace().slice(0, 3), CHAT);
    const standing = short?.standings.find(({ target }) => target === 'a/fast');
    expect(standing?.figures.metrics.ttftMs).toMatchObject({ n: 3, p50: null });
    expect(standing?.ttftExtremes).toEqual({ low: 100, high: 107 });
  });

  it('keeps regions apart', () => {
    const rounds = [
      ...roundsOf([[sampleOf('a/b', 90)]], 'eu-west-1'),
      ...roundsOf([[sampleOf('a/b', 50)]], 'us-east-1'),
    ];
    const found = standingsOf(rounds, CHAT).map(({ region, standings }) => [region, standings[0]?.ttftExtremes?.low]);
    expect(found).toEqual([
      ['eu-west-1', 90],
      ['us-east-1', 50],
    ]);
  });

  it('has nothing to say of nothing', () => {
    expect(standingsOf([], CHAT)).toEqual([]);
  });
});

describe('hopeless', () => {
  it.each([
    ['all failed', [failedSample('a/b', 'connect'), failedSample('a/b', 'auth')], ['a/b']],
    ['one succeeded', [failedSample('a/b', 'connect'), sampleOf('a/b', 5)], []],
    ['the only success is void', [failedSample('a/b', 'connect'), sampleOf('a/b', 5, { void: ['loop-late'] })], []],
    ['all failed, and void', [{ ...failedSample('a/b', 'connect'), void: ['reference-off'] as const }], ['a/b']],
  ])('%s', (_, samples, targets) => {
    expect(hopeless(roundsOf(samples.map((sample) => [sample])))).toEqual(targets);
  });

  it('looks at all regions together', () => {
    const rounds = [...roundsOf([[failedSample('a/b', 'connect')]], 'x'), ...roundsOf([[sampleOf('a/b', 5)]], 'y')];
    expect(hopeless(rounds)).toEqual([]);
  });
});
