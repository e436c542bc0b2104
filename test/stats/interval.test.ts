import { expect, test } from 'vitest';
import { WINDOWS } from '../../lib/domain/window.ts';
import { blockHalfWidth, medianBounds } from '../../lib/stats/interval.ts';
import { summarise } from '../../lib/stats/summary.ts';
import { EVERY_MS, NOW_MS, noise, partOf, seeded } from './series.ts';

// Tables of distribution-free intervals of the median; ranks from 0.
test.each([
  [5, null],
  [6, { low: 0, high: 5 }],
  [10, { low: 1, high: 8 }],
  [20, { low: 5, high: 14 }],
  [100, { low: 39, high: 60 }],
])('the median of %d values lies between the order statistics %j', (n, expected) => {
  expect(medianBounds(n)).toEqual(expected);
});

test('the textbook interval of the mean', () => {
  const values = Float64Array.from([9, 10, 11, 12, 13]);
  // s = 1.5811, t(4) = 2.7764, s / sqrt(5) = 0.7071
  expect(blockHalfWidth(values, 5, 11)).toBeCloseTo(1.9632, 4);
  expect(blockHalfWidth(values, 3, 10)).toBeNull();
});

const window = (id: string) => WINDOWS.find((candidate) => candidate.id === id) as (typeof WINDOWS)[number];
const p50Of = (values: readonly number[], id: string) =>
  summarise([partOf(values)], {
    target: 'a/one',
    region: 'us-east-1',
    window: window(id),
    nowMs: NOW_MS,
    everyMs: EVERY_MS,
  }).metrics.ttftMs;

test('a series that has not run for days has an interval from 4 blocks of 6 hours on', () => {
  const random = seeded(1);
  for (const n of [240, 288]) {
    const { p50, p50Interval } = p50Of(noise(random, n, 300, 0.4), '24h');
    expect(p50Interval?.low).toBeLessThan(p50 ?? 0);
    expect(p50Interval?.high).toBeGreaterThan(p50 ?? 0);
  }
  expect(p50Of(noise(random, 228, 300, 0.4), '24h').p50Interval).toBeNull();
});

test('the interval of one day is as wide as the days before it differ', () => {
  const random = seeded(3);
  const levels = [280, 320, 300, 310, 290, 330, 270];
  const before = levels.flatMap((level) => noise(random, 288, level, 0.05));
  const { p50, p50Interval } = p50Of([...before, ...noise(random, 288, 600, 0.05)], '24h');
  // the standard deviation of ln(levels) is 0.0719, and t(6) 2.447: a factor of e ^ 0.176
  expect(p50).toBeCloseTo(600, -1);
  expect((p50Interval?.high ?? 0) / (p50 ?? 1)).toBeCloseTo(Math.exp(0.176), 1);
  expect((p50 ?? 0) / (p50Interval?.low ?? 1)).toBeCloseTo(Math.exp(0.176), 1);
});

test('the live window has the interval of order statistics', () => {
  const { p50Interval } = p50Of([120, 110, 100, 90, 80, 70, 60, 50, 40, 30, 20, 10], '1h');
  expect(p50Interval?.low).toBeCloseTo(30, 1);
  expect(p50Interval?.high).toBeCloseTo(100, 1);
});

// Drift that lasts for hours: this is what plain intervals do not see.
function drifting(random: () => number, n: number): number[] {
  const steps = noise(random, n, 1, 0.03);
  let drift = 0;
  return noise(random, n, 300, 0.3).map((value, index) => {
    drift = drift * 0.97 + Math.log(steps[index] as number);
    return value * Math.exp(drift);
  });
}

test('the interval of a drifting day holds the true median in 90 to 99 of 100 cases', () => {
  const random = seeded(7);
  const held = Array.from({ length: 200 }, () => p50Of(drifting(random, 8 * 288), '24h').p50Interval).filter(
    (interval) => interval !== null && interval.low <= 300 && interval.high >= 300,
  );
  expect(held.length / 200).toBeGreaterThanOrEqual(0.9);
  expect(held.length / 200).toBeLessThanOrEqual(0.99);
});
