import { describe, expect, it } from 'vitest';
import type { SeriesDocument } from '../../../lib/board/schemas.ts';
import { nextAt } from '../../../lib/page/chart/keys.ts';
import { publicationNote, readoutAt } from '../../../lib/page/chart/readout.ts';
import { roundTicks } from '../../../lib/page/chart/round-ticks.ts';
import { type ChartData, chartDataOf } from '../../../lib/page/chart/series-data.ts';

type History = SeriesDocument['histories'][number];

function historyOf(
  region: string,
  startsAt: string,
  p50: readonly (number | null)[],
  more: Partial<History> = {},
): History {
  return {
    ...{ workload: 'chat', region, startsAt, bucketS: 3_600 },
    ttftP50Ms: [...p50],
    ttftLowMs: p50.map((value) => (value === null ? null : value - 10)),
    ttftHighMs: p50.map((value) => (value === null ? null : value + 10)),
    n: p50.map((value) => (value === null ? 0 : 12)),
    failed: p50.map(() => 0),
    daily: { startsAt, n: [], ttftP95Ms: [], voided: [], failures: {} },
    distribution: { n: 0, timedOut: 0, ttftMs: [] },
    hoursOfDay: [],
    ...more,
  };
}

function documentOf(...histories: readonly History[]): SeriesDocument {
  return {
    schema: 'photofinish/series@1',
    ...{ generatedAt: '2026-11-22T03:15:00Z', staleAfterS: 7_200, runId: 'run-1', simulation: false },
    ...{ target: 'a/b', provider: 'a', simulated: false, histories: [...histories] },
  };
}

const LATER = historyOf('eu-west-1', '2026-11-22T02:00:00Z', [300, 310]);
const EARLIER = historyOf('us-east-1', '2026-11-22T00:00:00Z', [200, null, 220, 230]);
const data = chartDataOf(documentOf(EARLIER, LATER), 'chat') as ChartData;

describe('the data of the chart', () => {
  it('lays regions that began at different times on one row of times', () => {
    expect(data.timesS).toEqual([0, 1, 2, 3].map((hour) => Date.parse('2026-11-22T00:00:00Z') / 1_000 + hour * 3_600));
    expect(data.lines.map(({ region, p50Ms, n }) => [region, p50Ms, n])).toEqual([
      ['us-east-1', [200, null, 220, 230], [12, 0, 12, 12]],
      ['eu-west-1', [null, null, 300, 310], [0, 0, 12, 12]],
    ]);
    expect(data.lines[1]?.lowMs).toEqual([null, null, 290, 300]);
  });

  it('takes a document of an earlier version, which has no intervals', () => {
    const { ttftLowMs: _low, ttftHighMs: _high, ...old } = LATER;
    const { lines } = chartDataOf(documentOf(old as History), 'chat') as ChartData;
    expect(lines[0]?.highMs).toEqual([null, null]);
  });

  it('is none for another workload', () => {
    expect(chartDataOf(documentOf(LATER), 'long-context')).toBeNull();
    expect(chartDataOf(documentOf(), 'chat')).toBeNull();
  });
});

describe('the readout', () => {
  it('tells of each shown region, never a figure without its n', () => {
    expect(readoutAt(data, 2, () => true)).toEqual([
      'From 2026-11-22 02:00 UTC',
      'us-east-1: median 220 ms (95 % interval 210–230, n 12)',
      'eu-west-1: median 300 ms (95 % interval 290–310, n 12)',
    ]);
    expect(readoutAt(data, 1, (region) => region === 'us-east-1')).toEqual([
      'From 2026-11-22 01:00 UTC',
      'us-east-1: no attempt',
    ]);
  });

  it('tells of attempts that came to nothing', () => {
    const failing = historyOf('us-east-1', '2026-11-22T00:00:00Z', [null], { n: [12], failed: [12] });
    const { length, ...lines } = readoutAt(chartDataOf(documentOf(failing), 'chat') as ChartData, 0, () => true);
    expect([length, lines]).toMatchObject([2, { 1: 'us-east-1: no median (n 12, 12 failed)' }]);
  });

  it('says which publication it is of, where it is not that of the page', () => {
    const generatedAt = '2026-11-22T03:15:00Z';
    expect(publicationNote(data, { runId: 'run-1', generatedAt })).toBeNull();
    expect(publicationNote(data, { runId: 'run-0', generatedAt: '2026-11-22T02:15:00Z' })).toBe(
      'Drawn from a newer publication than this page: that of 2026-11-22 03:15:00 UTC.',
    );
    expect(publicationNote(data, { runId: 'run-2', generatedAt: '2026-11-22T04:15:00Z' })).toContain('an older');
  });
});

describe('keys', () => {
  const month = { timesS: Array.from({ length: 720 }, (_, hour) => hour * 3_600), bucketS: 3_600 };
  it.each([
    ['ArrowLeft', 100, 99],
    ['ArrowRight', 100, 101],
    ['PageDown', 100, 76],
    ['PageUp', 100, 124],
    ['PageDown', 3, 0],
    ['ArrowRight', 719, 719],
    ['Home', 100, 0],
    ['End', 100, 719],
    ['ArrowLeft', null, 719],
    ['ArrowRight', null, 719],
    ['Tab', 100, null],
    ['a', null, null],
  ])('%s from %s leads to %s', (key, from, to) => {
    expect(nextAt(key, from, month)).toBe(to);
  });
});

describe('round ticks', () => {
  it.each([
    ['linear', 0, 700, false, [0, 200, 400, 600]],
    ['within a decade', 190, 640, true, [200, 300, 400, 500, 600]],
    ['over decades', 40, 3_000, true, [50, 100, 200, 500, 1_000, 2_000]],
    ['over many decades', 1, 60_000, true, [1, 10, 100, 1_000, 10_000]],
    ['small', 0.1, 0.35, true, [0.1, 0.15, 0.2, 0.25, 0.3, 0.35]],
    ['of one value', 5, 5, true, [5]],
  ])('%s', (_, low, high, isLog, ticks) => {
    expect(roundTicks(low, high, isLog)).toEqual(ticks);
  });
});
