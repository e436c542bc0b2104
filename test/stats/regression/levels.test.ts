// What a target's level is held against: its own past, and its peers.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../../lib/domain/series.ts';
import { DAY_MS, HOUR_MS } from '../../../lib/simulate/noise.ts';
import { baselineOf } from '../../../lib/stats/regression/baseline.ts';
import { fillBins, NOTHING, TOO_SLOW } from '../../../lib/stats/regression/bins.ts';
import { type Cadence, cadenceOf } from '../../../lib/stats/regression/cadence.ts';
import type { Era } from '../../../lib/stats/regression/era.ts';
import { levelsOf, middleWithout } from '../../../lib/stats/regression/levels.ts';
import { wanderOf } from '../../../lib/stats/regression/wander.ts';
import { columnsOf, noise, type Row, seeded } from '../series.ts';

const EACH_5 = cadenceOf(5 * 60_000) as Cadence;
const EACH_1 = cadenceOf(60_000) as Cadence;
const ALL: Era = { fromMs: Number.NEGATIVE_INFINITY, unusual: [] };

it('the median of all but one is that of the others', () => {
  const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(values, fc.nat(), (list, place) => {
      const index = place % list.length;
      const others = list.toSpliced(index, 1).sort((a, b) => a - b);
      const middle = ((others[(others.length - 1) >> 1] as number) + (others[others.length >> 1] as number)) / 2;
      expect(middleWithout(Float64Array.from(list).sort(), list[index] as number)).toBe(middle);
    }),
  );
});

describe('bins', () => {
  const bins = (cadence: Cadence, rows: readonly Row[], count: number) => {
    const out = new Int32Array(count);
    fillBins(columnsOf(rows), cadence, 0, out);
    return Array.from(out, (code) =>
      code === NOTHING || code === TOO_SLOW ? code : Math.round(Math.exp((code - 1) / 4_800)),
    );
  };
  const minutes = (...values: readonly (number | 'late' | 'error' | null)[]) =>
    values.flatMap((value, minute): Row[] => {
      const atMs = minute * 60_000;
      if (value === null) return [];
      if (typeof value === 'number') return [{ atMs, value }];
      return [{ atMs, outcome: outcomeOf(value === 'late' ? 'timeout-first-token' : 'server-error') }];
    });

  it('of one round are its value, and a first token that never came is slower than any', () => {
    const rows = minutes(100, null, null, null, null, 'late', null, null, null, null, 'error');
    expect(bins(EACH_5, rows, 4)).toEqual([100, TOO_SLOW, NOTHING, NOTHING]);
  });

  it('of five rounds are their median, if at least three of them say something', () => {
    const rows = minutes(100, 900, 200, 'error', 300, 'late', 'late', 'late', 5, 6, 1, 'error', null, 2, 'error');
    expect(bins(EACH_1, rows, 3)).toEqual([200, TOO_SLOW, NOTHING]);
  });
});

describe('what is usual', () => {
  const hourMs = 10 * DAY_MS;
  /** Each 5 minutes, by the hours before `hourMs`. */
  const past = (days: number, valueAt: (hoursBefore: number) => number) =>
    columnsOf(
      Array.from({ length: days * 288 }, (_, index) => {
        const hoursBefore = days * 24 - index / 12;
        return { atMs: hourMs - hoursBefore * HOUR_MS, value: valueAt(hoursBefore) };
      }),
    );
  const usually = (columns: ReturnType<typeof past>, era = ALL) => {
    const baseline = baselineOf(columns, EACH_5, era, hourMs);
    return baseline && Math.round(Math.exp((baseline.median - 1) / 4_800));
  };
  // 300 at this hour and those beside it, 900 at all others
  const daily = (hoursBefore: number) => ((hoursBefore + 1) % 24 <= 3 ? 300 : 900);

  it('is the same hour of the days before', () => expect(usually(past(7, daily))).toBe(300));

  it('is not known before the third day', () => {
    expect(usually(past(2, daily))).toBeNull();
    expect(usually(past(3, daily))).toBe(300);
  });

  it('leaves out what was told as unusual, and looks back further for it', () => {
    const changing = past(9, (hoursBefore) => (hoursBefore <= 5 * 24 ? 600 : 300));
    const unusual = [{ fromMs: hourMs - 5 * DAY_MS, toMs: Number.POSITIVE_INFINITY }];

    expect(usually(changing)).toBe(600);
    expect(usually(changing, { ...ALL, unusual })).toBe(300);
    expect(usually(changing, { ...ALL, fromMs: hourMs - 4 * DAY_MS })).toBe(600);
  });

  it('is taken to scatter by 10 % at least', () => {
    expect(
      baselineOf(
        past(7, () => 300),
        EACH_5,
        ALL,
        hourMs,
      )?.scatter,
    ).toBeCloseTo(480, 0);
  });

  it('knows how far a series wanders from day to day, beyond what single rounds do', () => {
    const values = noise(seeded(3), 7 * 288, 300, 0.3);
    const columns = past(7, (hoursBefore) => values[Math.round(hoursBefore * 12) - 1] as number);
    const levels = noise(seeded(4), 9, 1, 0.2);
    const wandering = past(
      7,
      (hoursBefore) =>
        (values[Math.round(hoursBefore * 12) - 1] as number) * (levels[Math.floor(hoursBefore / 24)] as number),
    );
    const wander = (each: typeof columns) => wanderOf(each, EACH_5, ALL, hourMs, 0.3 * 4_800) / 4_800;

    expect(wander(columns)).toBeLessThan(0.05);
    expect(wander(wandering)).toBeGreaterThan(0.1);
  });
});

describe('beside its peers', () => {
  const grid = { fromMs: 0, stepMs: 300_000, count: 1 };
  /** Each by its ratio to 300 ms and its scatter, in logarithms. */
  const heights = (...targets: readonly (readonly [ratio: number, scatter: number])[]) =>
    levelsOf(
      targets.map(([ratio, scatter]) => ({
        columns: columnsOf([{ atMs: 0, value: 300 * Math.exp(ratio) }]),
        usual: {
          failedShare: () => 0.01,
          level: () => ({ median: 1 + 4_800 * Math.log(300), scatter: 4_800 * scatter }),
        },
      })),
      EACH_5,
      grid,
    );

  it('what slows all of them by the same share raises none, however steady', () => {
    const { targets, region } = heights(
      [0.7, 0.4],
      [0.7, 0.4],
      [0.7, 0.4],
      [0.7, 0.4],
      [0.7, 0.4],
      [0.7, 0.1],
      [0.7, 0.8],
    );

    for (const {
      heights: [height],
    } of targets)
      expect(Math.abs(height as number)).toBeLessThan(2);
    expect(targets[5]?.heights[0]).toBeCloseTo(0, 2);
    expect(region.heights[0]).toBeCloseTo(0.7 / 0.4, 2);
  });

  it('one stands out by what it is more than them', () => {
    const { targets } = heights([1, 0.4], [0.2, 0.4], [0.2, 0.4], [0.2, 0.4], [0.2, 0.4], [0.2, 0.4]);

    expect(targets[0]?.heights[0]).toBeCloseTo(2, 2);
    expect((targets[0]?.peersRatios[0] as number) / 4_800).toBeCloseTo(0.2, 3);
  });

  it('under five of them it is held against itself alone', () => {
    const { targets, hasPeers } = heights([1, 0.4], [0.2, 0.4], [0.2, 0.4], [0.2, 0.4], [0.2, 0.4]);

    expect(hasPeers).toBe(false);
    expect(targets[0]?.heights[0]).toBeCloseTo(2.5, 2);
  });
});
