// The simulated worlds are what they say, and the same each time.
import { describe, expect, it } from 'vitest';
import { createCohort, upTo } from '../../lib/simulate/cohort.ts';
import { DAY_MS, spells, USUAL_NOISE, writeDrift, writeNoise } from '../../lib/simulate/noise.ts';
import { seeded } from '../../lib/simulate/random.ts';
import { SEED_SETS, seedOf } from '../../lib/simulate/seeds.ts';

const MONDAY_MS = Date.parse('2026-10-05T00:00:00Z');
const timeline = { startMs: MONDAY_MS, everyMs: 300_000, count: 28 * 288 };
const QUIET = {
  ...USUAL_NOISE,
  sigma: 0,
  driftSd: 0,
  outlierShare: 0,
  blipsPerMonth: 0,
  dailyShare: 0,
  weekendShare: 0,
};
const plan = {
  seed: 5,
  targets: 3,
  timeline,
  noise: USUAL_NOISE,
  isMixed: false,
  sharedDriftSd: 0.08,
  incidentsPerMonth: 3,
};

function spreadOf(values: Float64Array) {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  return { mean, sd: Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length) };
}

describe('random numbers', () => {
  it('are the same for the same seed and place, and others for others', () => {
    const first = (seed: number, place: number) => seeded(seed, place).uniform();
    expect(first(1, 2)).toBe(first(1, 2));
    expect(new Set([first(1, 2), first(1, 3), first(2, 2)]).size).toBe(3);
  });

  it('are spread as they should be', () => {
    const random = seeded(7);
    const { mean, sd } = spreadOf(Float64Array.from({ length: 40_000 }, () => random.normal()));
    expect(mean).toBeCloseTo(0, 1);
    expect(sd).toBeCloseTo(1, 1);
  });
});

describe('noise', () => {
  const logs = new Float64Array(timeline.count);

  it('has the daily rhythm and the weekend that it is given', () => {
    writeNoise(seeded(1), { ...QUIET, dailyShare: 0.2 }, timeline, logs);
    expect(Math.max(...logs)).toBeCloseTo(Math.log(1.2), 4);
    expect(logs[0]).toBeCloseTo(logs[288] as number, 12);
    writeNoise(seeded(1), { ...QUIET, weekendShare: 0.05 }, timeline, logs);
    const days = Array.from({ length: 7 }, (_, day) => (logs[day * 288] as number) < 0);
    expect(days).toEqual([false, false, false, false, false, true, true]);
  });

  it('drifts as far as it is given, and forgets', () => {
    writeDrift(seeded(2), { sd: 0.1, hours: 2 }, timeline.everyMs, logs);
    expect(spreadOf(logs).sd).toBeCloseTo(0.1, 1);
    expect(Math.abs((logs[1] as number) - (logs[0] as number))).toBeLessThan(0.08);
  });

  it('has as many spells a month as it is given, of their length', () => {
    const year = { ...timeline, count: 12 * 30 * 288 };
    const found = spells(seeded(3), year, { perMonth: 4, minutes: [5, 60], factor: [2, 4] });
    expect(found.length).toBeGreaterThan(30);
    expect(found.length).toBeLessThan(70);
    expect(found.every(({ from, to, factor }) => to - from >= 1 && to - from <= 12 && factor >= 2 && factor <= 4)).toBe(
      true,
    );
  });
});

describe('a cohort', () => {
  it('comes out the same each time, whoever else is in it', () => {
    expect(createCohort(plan)).toEqual(createCohort(plan));
    expect(createCohort({ ...plan, targets: 5 }).columns.get('t1')).toEqual(createCohort(plan).columns.get('t1'));
  });

  it('is seen up to a round', () => {
    const columns = createCohort(plan).columns.get('t0')!;
    const seen = upTo(columns, 288);
    expect(seen.slots).toHaveLength(288);
    expect((seen.slots.at(-1) ?? 0) * 1_000).toBe(MONDAY_MS + DAY_MS - timeline.everyMs);
    expect(seen.codes.ttftMs).toEqual(columns.codes.ttftMs.slice(0, 288));
  });
});

it('no two worlds share a seed', () => {
  const seeds = SEED_SETS.flatMap((set) =>
    (['intervals', 'pairs', 'months', 'trials', 'rivals'] as const).flatMap((purpose) =>
      [0, 1, 7].flatMap((setting) => [0, 1, 999].map((index) => seedOf(set, purpose, setting, index))),
    ),
  );
  expect(new Set(seeds).size).toBe(seeds.length);
});
