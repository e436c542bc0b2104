import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryBand } from '../../../lib/board/detail/series-detail.ts';
import { seriesDetail } from '../../../lib/board/detail/series-figures.ts';
import {
  OUTCOME_CACHED,
  OUTCOME_OK,
  OUTCOME_UNTOLD,
  OUTCOME_VOID,
  outcomeOf,
  type SeriesKey,
} from '../../../lib/domain/series.ts';
import { decodeValue, encodeValue } from '../../../lib/domain/value-code.ts';
import { columnsOf, noise, type Row, seeded } from '../../stats/series.ts';

const NOW_MS = Date.parse('2026-11-22T12:30:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const KEY: SeriesKey = { workload: 'chat', region: 'local', target: 'a/b' };
const TIMED_OUT = outcomeOf('timeout-first-token');
const FAILED = outcomeOf('server-error');

const minutesAgo = (minutes: number, what: Omit<Row, 'atMs'>): Row => ({ atMs: NOW_MS - minutes * MINUTE_MS, ...what });
const detailOf = (rows: readonly Row[]) => seriesDetail(columnsOf(rows), KEY, NOW_MS);
const whole = (values: readonly (number | null)[]) => values.map((value) => value && Math.round(value));
/** So many rounds, one a minute, the newest one at now. */
const minutely = (whats: readonly Omit<Row, 'atMs'>[]) =>
  whats.map((what, index) => minutesAgo(whats.length - 1 - index, what));

describe('hourly', () => {
  it('puts samples into their hours, with a gap where there are none', () => {
    const detail = detailOf([
      minutesAgo(170, { value: 100 }),
      minutesAgo(160, { outcome: FAILED }),
      minutesAgo(155, { value: 300 }),
      minutesAgo(20, { outcome: OUTCOME_VOID }),
      minutesAgo(10, { value: 500 }),
      minutesAgo(7, { outcome: OUTCOME_CACHED, value: 1 }),
      minutesAgo(5, { outcome: FAILED }),
    ]);
    expect(detail).toMatchObject(KEY);
    expect(detail.hourly).toMatchObject({ startsAtMs: Date.parse('2026-11-22T09:00:00Z'), bucketMs: HOUR_MS });
    expect(detail.hourly.n).toEqual([3, 0, 0, 3]);
    expect(detail.hourly.failed).toEqual([1, 0, 0, 1]);
    expect(whole(detail.hourly.ttftP50Ms)).toEqual([200, null, null, 500]);
    expect(detail.hourly.ttftLowMs).toEqual([null, null, null, null]);
    expect(detail.history).toMatchObject({ startsAtMs: Date.parse('2026-11-22T08:00:00Z'), bucketMs: 4 * HOUR_MS });
    expect(detail.history.n).toEqual([3, 3]);
  });

  it('bounds the median of 12 values by the 3rd and the 10th', () => {
    const { hourly } = detailOf(minutely(Array.from({ length: 12 }, (_, index) => ({ value: 100 * (index + 1) }))));
    expect(whole([hourly.ttftLowMs[0] ?? 0, hourly.ttftP50Ms[0] ?? 0, hourly.ttftHighMs[0] ?? 0])).toEqual([
      300, 650, 1_000,
    ]);
  });

  it('counts a first token that came too late as above all values: the median rises, then cannot be told', () => {
    const median = (late: number) =>
      detailOf(
        minutely([
          ...Array.from({ length: 12 - late }, (_, index) => ({ value: 100 * (index + 1) })),
          ...Array.from({ length: late }, () => ({ outcome: TIMED_OUT })),
        ]),
      ).hourly;
    expect(whole([median(2).ttftP50Ms[0] ?? 0, median(2).ttftHighMs[0] ?? 0])).toEqual([650, 1_000]);
    expect(whole([median(3).ttftP50Ms[0] ?? 0])).toEqual([650]);
    expect(median(3)).toMatchObject({ n: [12], failed: [3], ttftLowMs: [null], ttftHighMs: [null] });
    expect(median(6)).toMatchObject({ n: [12], failed: [6], ttftP50Ms: [null] });
  });
});

describe('daily', () => {
  it('has a p95 from 200 values on, time-outs among them, until it lies among these', () => {
    const p95 = (values: number, late: number) =>
      detailOf(
        minutely([
          ...Array.from({ length: values }, (_, index) => ({ value: 1_000 + index })),
          ...Array.from({ length: late }, () => ({ outcome: TIMED_OUT })),
        ]),
      ).daily.ttftP95Ms.at(-1);
    expect(p95(199, 0)).toBeNull();
    expect(p95(200, 0)).toBeCloseTo(1_189, 0);
    expect(p95(195, 5)).toBeCloseTo(1_189, 0);
    expect(p95(180, 20)).toBeNull();
  });

  it('counts voids apart, and failures by class, ours too', () => {
    const { daily } = detailOf([
      minutesAgo(26 * 60, { outcome: outcomeOf('rate-limited') }),
      minutesAgo(25 * 60, { outcome: OUTCOME_VOID }),
      minutesAgo(30, { outcome: FAILED }),
      minutesAgo(20, { outcome: FAILED }),
      minutesAgo(10, { outcome: OUTCOME_UNTOLD }),
      minutesAgo(5, { value: 200 }),
    ]);
    expect(daily).toEqual({
      startsAtMs: Date.parse('2026-11-21T00:00:00Z'),
      bucketMs: DAY_MS,
      n: [1, 4],
      voided: [1, 0],
      ttftP95Ms: [null, null],
      failures: { 'rate-limited': [1, 0], 'server-error': [0, 2] },
    });
  });
});

describe('distribution', () => {
  it('rises from the least value to the greatest and ends where the time-outs begin', () => {
    const values = Array.from({ length: 90 }, (_, index) => ({ value: 1_000 + index }));
    const late = Array.from({ length: 11 }, () => ({ outcome: TIMED_OUT }));
    const { distribution } = detailOf(minutely([...values, ...late, { outcome: FAILED }]));
    expect(distribution).toMatchObject({ n: 101, timedOut: 11 });
    expect(whole(distribution.ttftMs)).toEqual([
      ...Array.from({ length: 90 }, (_, index) => 1_000 + index),
      ...Array<null>(11).fill(null),
    ]);
  });

  it('is of the last 7 days, and empty under 10 values', () => {
    const old = Array.from({ length: 20 }, (_, index) => minutesAgo(7 * 24 * 60 + 20 - index, { value: 100 }));
    const { distribution } = detailOf([...old, ...minutely(Array.from({ length: 9 }, () => ({ value: 200 })))]);
    expect(distribution).toEqual({ n: 9, timedOut: 0, ttftMs: [] });
  });
});

it('the hours of the day are those of UTC, of every day together', () => {
  const rows = Array.from({ length: 30 }, (_, index) => index + 1)
    .toReversed()
    .flatMap((days) => [
      { atMs: NOW_MS - days * DAY_MS, value: 100 * days },
      { atMs: NOW_MS - days * DAY_MS + 13 * HOUR_MS, value: 50 },
    ]);
  const { hoursOfDay } = detailOf(rows);
  expect(hoursOfDay).toHaveLength(24);
  // the round of 30 days ago is out: the hour that runs now is the 720th
  expect(hoursOfDay[12]).toEqual({
    n: 29,
    p25Ms: expect.closeTo(800, 0),
    p50Ms: expect.closeTo(1_500, 0),
    p75Ms: expect.closeTo(2_200, 0),
  });
  expect(hoursOfDay[1]).toMatchObject({ n: 30, p50Ms: expect.closeTo(50, 1) });
  expect(hoursOfDay[2]).toEqual({ n: 0, p25Ms: null, p50Ms: null, p75Ms: null });
});

it('without a sample everything is there and empty', () => {
  const { hourly, daily, distribution, hoursOfDay } = detailOf([]);
  expect([hourly.n.length, daily.n.length, hoursOfDay.length]).toEqual([720, 30, 24]);
  expect(hourly.n.concat(daily.n).every((n) => n === 0)).toBe(true);
  expect(distribution).toEqual({ n: 0, timedOut: 0, ttftMs: [] });
});

// A second, slow and obvious way to the same figures: values sorted as numbers, time-outs as Infinity.
const rowsOf = (rows: readonly Row[], fromMs: number, toMs: number) =>
  rows.filter(({ atMs, outcome }) => atMs >= fromMs && atMs < toMs && outcome !== OUTCOME_VOID);

function sortedValues(rows: readonly Row[]): number[] {
  const values = rows.flatMap(({ outcome = OUTCOME_OK, value = null }) => {
    if (outcome === TIMED_OUT) return [Number.POSITIVE_INFINITY];
    return outcome === OUTCOME_OK && value !== null ? [decodeValue(encodeValue(value)) as number] : [];
  });
  return values.toSorted((a, b) => a - b);
}

function type7(ascending: readonly number[], p: number): number | null {
  const [low, high] = [Math.floor((ascending.length - 1) * p), Math.ceil((ascending.length - 1) * p)];
  const [a, b] = [ascending[low] ?? Number.POSITIVE_INFINITY, ascending[high] ?? Number.POSITIVE_INFINITY];
  return b === Number.POSITIVE_INFINITY ? null : a + ((ascending.length - 1) * p - low) * (b - a);
}

function expectBand(band: HistoryBand, rows: readonly Row[]): void {
  band.n.forEach((n, bucket) => {
    const startMs = band.startsAtMs + bucket * band.bucketMs;
    const within = rowsOf(rows, startMs, startMs + band.bucketMs);
    const p50 = type7(sortedValues(within), 0.5);
    expect(n).toBe(within.length);
    expect(band.ttftP50Ms[bucket]).toEqual(p50 === null ? null : expect.closeTo(p50, 6));
    const [low, high] = [band.ttftLowMs[bucket] ?? null, band.ttftHighMs[bucket] ?? null];
    expect(low === null).toBe(high === null);
    if (low !== null && high !== null) expect(low <= (p50 ?? 0) && (p50 ?? 0) <= high).toBe(true);
  });
  expect(band.n.reduce((sum, n) => sum + n, 0)).toBe(rowsOf(rows, band.startsAtMs, NOW_MS + 1).length);
}

const what = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: 5, max: 60_000, noNaN: true }).map((value) => ({ value })) },
  fc.constantFrom(TIMED_OUT, FAILED, OUTCOME_VOID, OUTCOME_CACHED, OUTCOME_UNTOLD).map((outcome) => ({ outcome })),
);
/** Up to 800 rounds at odd intervals, within some days or beyond the 30. */
const history = fc
  .record({ everyMinutes: fc.constantFrom(1, 7, 45, 180), whats: fc.array(what, { maxLength: 800 }) })
  .map(({ everyMinutes, whats }) =>
    whats.map((each, index) => minutesAgo((whats.length - 1 - index) * everyMinutes, each)),
  );

describe('any history', () => {
  it('has the figures of a slow and obvious count', () => {
    fc.assert(
      fc.property(history, (rows) => {
        const { hourly, history: band, daily, distribution, hoursOfDay } = detailOf(rows);
        expectBand(hourly, rows);
        expectBand(band, rows);
        daily.n.forEach((n, day) => {
          const startMs = daily.startsAtMs + day * DAY_MS;
          const within = rowsOf(rows, startMs, startMs + DAY_MS);
          const values = sortedValues(within);
          const p95 = values.length < 200 ? null : type7(values, 0.95);
          expect(n).toBe(within.length);
          expect(daily.ttftP95Ms[day]).toEqual(p95 === null ? null : expect.closeTo(p95, 6));
        });
        const week = sortedValues(rowsOf(rows, NOW_MS - 7 * DAY_MS + 1, NOW_MS + 1));
        const measured = week.filter(Number.isFinite).length;
        expect(distribution).toMatchObject({ n: week.length, timedOut: week.length - measured });
        expect(distribution.ttftMs).toHaveLength(measured < 10 ? 0 : 101);
        distribution.ttftMs.forEach((ttftMs, step) => {
          const expected = type7(week, step / (distribution.ttftMs.length - 1));
          expect(ttftMs).toEqual(expected === null ? null : expect.closeTo(expected, 6));
        });
        hoursOfDay.forEach(({ n, p75Ms }, hour) => {
          const sameHour = rowsOf(rows, hourly.startsAtMs, NOW_MS + 1).filter(
            ({ atMs }) => new Date(atMs).getUTCHours() === hour,
          );
          const values = sortedValues(sameHour);
          const p75 = values.length < 10 ? null : type7(values, 0.75);
          expect(n).toBe(values.length);
          expect(p75Ms).toEqual(p75 === null ? null : expect.closeTo(p75, 6));
        });
      }),
      { numRuns: 40 },
    );
  });

  it('is read only, and one after the other do not mix in their shared memory', () => {
    const [long, short] = [3_000, 40].map((n) =>
      columnsOf(minutely(noise(seeded(n), n, 300, 0.4).map((value) => ({ value })))),
    );
    const before = structuredClone(long);
    const first = seriesDetail(long as never, KEY, NOW_MS);
    seriesDetail(short as never, KEY, NOW_MS);
    expect(seriesDetail(long as never, KEY, NOW_MS)).toEqual(first);
    expect(long).toEqual(before);
  });
});
