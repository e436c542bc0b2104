import { describe, expect, test } from 'vitest';
import { OUTCOME_CACHED, OUTCOME_VOID, outcomeOf } from '../../lib/domain/series.ts';
import { WINDOWS } from '../../lib/domain/window.ts';
import { RACE_SPAN } from '../../lib/stats/span.ts';
import { summarise } from '../../lib/stats/summary.ts';
import { columnsOf, EVERY_MS, HOUR_MS, NOW_MS, partOf, type Row } from './series.ts';

const [HOUR, DAY] = WINDOWS as [(typeof WINDOWS)[number], (typeof WINDOWS)[number]];
const options = { target: 'a/one', region: 'us-east-1', window: DAY, nowMs: NOW_MS, everyMs: EVERY_MS };

test('outcomes are counted apart: void is no attempt, our own faults are not the provider’s', () => {
  const rows = [
    { atMs: NOW_MS - 5 * EVERY_MS, value: 100 },
    { atMs: NOW_MS - 4 * EVERY_MS, outcome: OUTCOME_VOID },
    { atMs: NOW_MS - 3 * EVERY_MS, outcome: outcomeOf('truncated') },
    { atMs: NOW_MS - 2 * EVERY_MS, outcome: outcomeOf('auth') },
    { atMs: NOW_MS - EVERY_MS, value: 300 },
  ];
  expect(summarise([{ region: 'us-east-1', columns: columnsOf(rows) }], options)).toMatchObject({
    due: 5,
    seen: 5,
    voided: 1,
    attempts: 4,
    ok: 2,
    failures: { truncated: 1, auth: 1 },
    failedShare: 0.5,
    providerFaultShare: 1 / 3,
    lastOkAt: (NOW_MS - EVERY_MS) / 1_000,
  });
});

test('what came out of a cache is ok, and in no figure of speed', () => {
  const rows = [
    { atMs: NOW_MS - 2 * EVERY_MS, value: 100 },
    { atMs: NOW_MS - EVERY_MS, outcome: outcomeOf('server-error') },
    { atMs: NOW_MS, outcome: OUTCOME_CACHED },
  ];
  const figures = summarise([{ region: 'us-east-1', columns: columnsOf(rows) }], options);
  expect(figures).toMatchObject({ attempts: 3, ok: 2, cached: 1, failures: { 'server-error': 1 } });
  expect(figures).toMatchObject({ failedShare: 1 / 3, providerFaultShare: 1 / 3, lastOkAt: NOW_MS / 1_000 });
  expect(figures.metrics.ttftMs).toMatchObject({ n: 1, latest: expect.closeTo(100, 1) });
});

test('without samples nothing is claimed', () => {
  const figures = summarise([{ region: 'us-east-1', columns: columnsOf([]) }], options);
  expect(figures).toMatchObject({ due: 0, seen: 0, failedShare: null, providerFaultShare: null, lastOkAt: null });
  expect(figures.metrics.ttftMs).toMatchObject({ n: 0, p50: null, latest: null });
  expect(figures.trend).toEqual(Array(24).fill(null));
});

test('a quantile stays empty until its n carries it; the newest value is there at once', () => {
  const values = (n: number) => Array.from({ length: n }, (_, index) => 100 + index);
  const of = (n: number) => summarise([partOf(values(n))], options).metrics.ttftMs;
  expect(of(9)).toMatchObject({ n: 9, p50: null, p90: null, latest: expect.closeTo(108, 1) });
  expect(of(10)).toMatchObject({ p50: expect.closeTo(104.5, 1), p90: null });
  expect(of(199)).toMatchObject({ p90: expect.any(Number), p95: null, p5: null });
  expect(of(200)).toMatchObject({ p95: expect.any(Number), p5: expect.any(Number), p99: null });
});

test('regions are pooled by value, not averaged', () => {
  const fast = partOf(Array<number>(90).fill(100));
  const slow = partOf(Array<number>(10).fill(1_000), 'eu-west-1');
  const figures = summarise([fast, slow], { ...options, region: 'all' });
  expect(figures).toMatchObject({ seen: 100, due: 100 });
  expect(figures.metrics.ttftMs.p50).toBeCloseTo(100, 1);
});

test('gaps are due: since the first sample, or since the window began', () => {
  const hours = (count: number) => Math.round((count * HOUR_MS) / EVERY_MS);
  const rows = [10, 9, 1].map((ago) => ({ atMs: NOW_MS - ago * HOUR_MS, value: 100 }));
  expect(summarise([{ region: 'r', columns: columnsOf(rows) }], options)).toMatchObject({ due: hours(10), seen: 3 });
  const older = [{ atMs: NOW_MS - 30 * HOUR_MS, value: 100 }, ...rows];
  expect(summarise([{ region: 'r', columns: columnsOf(older) }], options)).toMatchObject({
    due: hours(24) - 1,
    seen: 3,
  });
});

test('a round counts as due one cadence after its instant: it takes a while to be stored', () => {
  const until = (lastMs: number) => {
    const rows = [2, 1].map((ago) => ({ atMs: lastMs - ago * EVERY_MS, value: 100 }));
    return summarise([{ region: 'r', columns: columnsOf(rows) }], options).due;
  };
  expect(until(NOW_MS)).toBe(2);
  expect(until(NOW_MS - EVERY_MS)).toBe(3);
});

test('what lies outside the window, or in the future of a clock set back, is left out', () => {
  const rows = [25, 23, -1].map((ago) => ({ atMs: NOW_MS - ago * HOUR_MS, value: 100 }));
  expect(summarise([{ region: 'r', columns: columnsOf(rows) }], options).seen).toBe(1);
});

test('the trend is the median of each twenty-fourth, oldest first', () => {
  const rows = [
    { atMs: NOW_MS - 23.5 * HOUR_MS, value: 100 },
    { atMs: NOW_MS - 23.4 * HOUR_MS, value: 300 },
    { atMs: NOW_MS, value: 50 },
  ];
  const { trend } = summarise([{ region: 'r', columns: columnsOf(rows) }], options);
  expect(trend[0]).toBeCloseTo(200, 0);
  expect(trend.slice(1, 23)).toEqual(Array(22).fill(null));
  expect(trend[23]).toBeCloseTo(50, 1);
});

test('a race of a few rounds is summed up over all of them', () => {
  const figures = summarise([partOf([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110])], {
    ...options,
    window: RACE_SPAN,
  });
  expect(figures).toMatchObject({ seen: 11, due: 11 });
  expect(figures.metrics.ttftMs.p50).toBeCloseTo(60, 1);
  expect(figures.metrics.ttftMs.p50Interval?.low).toBeCloseTo(20, 1);
});

test('the live window is a window like any other here', () => {
  expect(summarise([partOf(Array<number>(40).fill(100))], { ...options, window: HOUR }).metrics.ttftMs.n).toBe(12);
});

describe('first tokens that did not come in time', () => {
  const row = (index: number, more: Partial<Row>): Row => ({ atMs: NOW_MS - (299 - index) * EVERY_MS, ...more });
  const seriesWith = (timeouts: number, failure: 'timeout-first-token' | 'truncated' = 'timeout-first-token') => {
    const rows = Array.from({ length: 300 }, (_, index) =>
      row(index, index < timeouts ? { outcome: outcomeOf(failure) } : { value: 100 + index }),
    );
    const part = { region: 'us-east-1', columns: columnsOf(rows) };
    return summarise([part], { ...options, window: { lengthMs: 300 * EVERY_MS + 1, blockMs: null } }).metrics;
  };

  test('count in the quantiles as slower than all others', () => {
    // 300 probes, 20 of them without a first token: the median is that of all, between the 150th and the 151st
    const { ttftMs } = seriesWith(20);
    expect([ttftMs.n, ttftMs.timedOut, ttftMs.beyond]).toEqual([280, 20, ['p95']]);
    expect(ttftMs.p50).toBeCloseTo(100 + 20 + 149.5, 0);
    expect(ttftMs.p95).toBeNull();
  });

  test('count in the interval of the median too', () => {
    // the 134th and the 167th of 300, by the binomial law
    const { p50Interval } = seriesWith(20).ttftMs;
    expect(p50Interval?.low).toBeCloseTo(100 + 20 + 133 - 1, -0.5);
    expect(p50Interval?.high).toBeCloseTo(100 + 20 + 167 - 1, -0.5);
    // 140 of 300: the median is known, the upper end of its interval is not
    expect(seriesWith(140).ttftMs).toMatchObject({ p50: expect.any(Number), p50Interval: null });
  });

  test('push even the median beyond the deadline where they are the most', () => {
    expect(seriesWith(160).ttftMs).toMatchObject({
      timedOut: 160,
      beyond: ['p50', 'p90', 'p95'],
      p50: null,
      p50Interval: null,
    });
  });

  test('are no timeouts where it is another failure, or another figure', () => {
    expect(seriesWith(30, 'truncated').ttftMs).toMatchObject({ timedOut: 0, beyond: [] });
    expect(seriesWith(30).outputTokensPerSecond).toMatchObject({ timedOut: 0, beyond: [] });
  });
});
