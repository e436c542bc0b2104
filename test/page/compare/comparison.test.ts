import { describe, expect, it } from 'vitest';
import type { RoundsDocument } from '../../../lib/board/schemas.ts';
import { OUTCOME_CACHED, OUTCOME_OK, OUTCOME_UNTOLD, OUTCOME_VOID, outcomeOf } from '../../../lib/domain/series.ts';
import { decodeValue } from '../../../lib/domain/value-code.ts';
import { bucketOf, comparisonOf } from '../../../lib/page/compare/comparison.ts';
import { entrantOf } from '../../../lib/page/compare/entrant.ts';

const HOUR_S = 3_600;
const NOW = '2026-11-22T12:00:00Z';
const NOW_S = Date.parse(NOW) / 1_000;
const WANTED = { targets: ['a/1', 'b/2'], workload: 'chat', region: 'all', window: '7d' };
const OPTIONS = { since: {}, everyMs: 3_600_000 };

type Series = RoundsDocument['series'][number];
const documentOf = (target: string, series: readonly Series[], generatedAt = NOW): RoundsDocument => ({
  schema: 'photofinish/rounds@1',
  ...{ generatedAt, staleAfterS: 900, runId: 'r', simulation: false, target, provider: 'p', simulated: false },
  outcomes: ['ok', 'cached', 'void', 'untold', 'server-error', 'of a later version'],
  series: [...series],
});
// a round an hour up to now
const steady = (ttftMs: number, more: Partial<Series> = {}, n = 168): Series => ({
  workload: 'chat',
  region: 'near',
  slots: Array.from({ length: n }, (_, index) => (index === 0 ? NOW_S - (n - 1) * HOUR_S : HOUR_S)),
  ttftMs: Array(n).fill(ttftMs),
  outcome: Array(n).fill(0),
  ...more,
});

describe('published rounds', () => {
  it('become columns again', () => {
    const series = steady(0, { ttftMs: [100, null, null, null, null, null], outcome: [0, 1, 2, 3, 4, 5] }, 6);
    const { target, parts } = entrantOf(documentOf('a/1', [series]), 'chat', 'all');
    const columns = parts[0]?.columns;
    expect(target).toBe('a/1');
    expect([...(columns?.slots ?? [])]).toEqual([5, 4, 3, 2, 1, 0].map((hours) => NOW_S - hours * HOUR_S));
    expect([...(columns?.outcomes ?? [])]).toEqual([
      ...[OUTCOME_OK, OUTCOME_CACHED, OUTCOME_VOID, OUTCOME_UNTOLD, outcomeOf('server-error'), OUTCOME_UNTOLD],
    ]);
    expect(decodeValue(columns?.codes.ttftMs[0] ?? 0)).toBeCloseTo(100, 1);
    expect([...(columns?.codes.ttftMs.subarray(1) ?? [])]).toEqual([0, 0, 0, 0, 0]);
  });

  it('are those of the workload and the region that are asked for', () => {
    const document = documentOf('a/1', [steady(1), steady(1, { region: 'far' }), steady(1, { workload: 'long' })]);
    const regionsOf = (region: string) => entrantOf(document, 'chat', region).parts.map((part) => part.region);
    expect(regionsOf('all')).toEqual(['near', 'far']);
    expect(regionsOf('far')).toEqual(['far']);
    expect(regionsOf('mars')).toEqual([]);
  });
});

describe('a comparison', () => {
  const documents = [100, 200, 400, 100].map((ttftMs, place) => documentOf(`t/${place}`, [steady(ttftMs)]));

  it('is of each pair once, and over time of the first against each other', () => {
    const { pairs, overTime, publishedAt } = comparisonOf(WANTED, documents, OPTIONS);
    expect(pairs.map(({ own, other }) => `${own}${other}`)).toEqual(['01', '02', '03', '12', '13', '23']);
    expect(pairs.map(({ match }) => match.verdict)).toEqual(['faster', 'faster', 'tie', 'faster', 'slower', 'slower']);
    expect(pairs[0]?.match.paired).toBe(168);
    expect(overTime.map(({ timesAsFast }) => timesAsFast.at(-1)?.toFixed(1))).toEqual(['2.0', '4.0', '1.0']);
    expect(publishedAt).toBe(NOW);
  });

  it('ends at the newest publication', () => {
    const older = documentOf('b/2', [steady(200)], '2026-11-22T11:00:00Z');
    expect(comparisonOf(WANTED, [documentOf('a/1', [steady(100)]), older], OPTIONS).publishedAt).toBe(NOW);
  });

  it('cuts newcomers into days where the field is old', () => {
    const young = [100, 200].map((ttftMs) => documentOf('a/1', [steady(ttftMs, {}, 36)]));
    const verdict = (since: number, region = 'near') =>
      comparisonOf({ ...WANTED, region }, young, { ...OPTIONS, since: { chat: { near: since, far: 0 } } }).pairs[0]
        ?.match.verdict;
    expect(verdict(NOW_S - 30 * 24 * HOUR_S)).toBe('tie');
    expect(verdict(NOW_S - 35 * HOUR_S)).toBe('faster');
    expect(verdict(NOW_S - 35 * HOUR_S, 'all')).toBe('tie'); // the other region is old
  });

  it.each([
    ['7d', 5 / 60, 6],
    ['24h', 5 / 60, 1],
    ['7d', 1, 12],
    ['7d', 12, 24],
  ])('over %s of a round every %d h is drawn by %d h', (window, everyHours, hours) => {
    const lengthMs = (window === '7d' ? 168 : 24) * HOUR_S * 1_000;
    expect(bucketOf(lengthMs, everyHours * HOUR_S * 1_000)).toBe(hours * HOUR_S * 1_000);
  });
});
