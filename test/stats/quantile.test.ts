import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeValue } from '../../lib/domain/value-code.ts';
import { createMiddleFinder, createOrderer, middleOfFirst, quantileOfCodes } from '../../lib/stats/order.ts';
import { carries, QUANTILES, type QuantileName, quantile, type Sorted, sorted } from '../../lib/stats/quantile.ts';

const ascending = (values: readonly number[]) => sorted(values) as Sorted;

// Reference values of R's quantile(type = 7) and numpy's default.
test.each([
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 0.95, 11.45],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 0.99, 11.89],
  [[...Array<number>(11).fill(100), 5000], 0.95, 2305],
  [[4, 10, 1, 3, 2], 0.9, 7.6],
  [[15, 20, 35, 40, 50], 0.4, 29],
  [[3, 1], 0.5, 2],
  [[7], 0.99, 7],
])('the quantile of %j at %d is %d', (values, p, expected) => {
  expect(quantile(ascending(values), p)).toBeCloseTo(expected, 10);
});

// Hyndman and Fan's own form: m = 1 - p, j = floor(n p + m), g = n p + m - j, 1-based order statistics.
function bySlowDefinition(values: readonly number[], p: number): number {
  const order = [...values].sort((a, b) => a - b);
  const position = values.length * p + 1 - p;
  const j = Math.min(values.length, Math.floor(position + 1e-12));
  const g = Math.max(0, position - j);
  return (1 - g) * (order[j - 1] as number) + g * (order[j] ?? (order[j - 1] as number));
}

const values = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });

test('it is what the slow definition gives', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (given, p) => {
      const expected = bySlowDefinition(given, p);
      expect(Math.abs(quantile(ascending(given), p) - expected)).toBeLessThanOrEqual(1e-6 * expected);
    }),
  );
});

test('it rises with p and stays within the values', () => {
  fc.assert(
    fc.property(values, (given) => {
      const found = [0, 0.05, 0.5, 0.9, 0.95, 0.99, 1].map((p) => quantile(ascending(given), p));
      expect(found).toEqual([...found].sort((a, b) => a - b));
      expect(found.at(0)).toBe(Math.min(...given));
      expect(found.at(-1)).toBe(Math.max(...given));
    }),
  );
});

test('sorting leaves the array of the caller alone and refuses what is no value', () => {
  const given = [3, 1, 2];
  expect([...ascending(given)]).toEqual([1, 2, 3]);
  expect(given).toEqual([3, 1, 2]);
  expect(sorted([])).toBeNull();
  expect(() => sorted([1, Number.NaN])).toThrow(RangeError);
  expect(() => quantile(ascending(given), 1.1)).toThrow(RangeError);
});

test.each<[QuantileName, number]>([
  ['p50', 10],
  ['p90', 50],
  ['p5', 200],
  ['p95', 200],
  ['p99', 2_000],
])('%s needs %d values', (name, minimum) => {
  expect([carries(minimum - 1, name), carries(minimum, name)]).toEqual([false, true]);
});

const codes = fc.oneof(
  fc.uint16Array({ min: 1, minLength: 1, maxLength: 300 }),
  fc.uint16Array({ min: 20_000, max: 30_000, minLength: 513, maxLength: 900 }),
);

const orderer = createOrderer();

test('codes are read in order, by counting as by sorting', () => {
  fc.assert(
    fc.property(codes, (given) => {
      const expected = Array.from(given).sort((a, b) => a - b);
      const { n, at } = orderer.order(Int32Array.from(given), given.length);
      expect(Array.from({ length: n }, (_, rank) => at(rank))).toEqual(expected);
    }),
  );
});

test('a quantile of codes is that of their values, to the code', () => {
  const random = Array.from({ length: 2_500 }, (_, index) => 100 + ((index * 7_919) % 2_500));
  const given = Int32Array.from(random, encodeValue);
  for (const name of Object.keys(QUANTILES) as QuantileName[]) {
    const exact = quantile(ascending(random), QUANTILES[name].p);
    expect(Math.abs(Number(quantileOfCodes(orderer.order(given, given.length), name) ?? 0) / exact - 1)).toBeLessThan(
      1.1e-4,
    );
  }
  expect(quantileOfCodes(orderer.order(given, 1_999), 'p99')).toBeNull();
});

const middleBySorting = (given: Int32Array) => {
  const order = Array.from(given).sort((a, b) => a - b);
  return { low: order[(order.length - 1) >> 1], high: order[order.length >> 1] };
};
const integers = fc.int32Array({ min: -1000, max: 1000, minLength: 1, maxLength: 200 });

test('selection finds the middle that sorting finds', () => {
  fc.assert(
    fc.property(integers, (given) => {
      expect(middleOfFirst(given.slice(), given.length)).toEqual(middleBySorting(given));
    }),
  );
});

test('a search with a guess finds it too, however good the guess', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(integers, fc.integer({ min: -1500, max: 1500 })), { maxLength: 20 }), (searches) => {
      const finder = createMiddleFinder(200, 50);
      for (const [given, guess] of searches) {
        expect(finder.find(given.slice(), given.length, guess)).toEqual(middleBySorting(given));
      }
    }),
  );
});
