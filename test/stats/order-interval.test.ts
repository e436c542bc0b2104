import { describe, expect, test } from 'vitest';
import { encodeValue } from '../../lib/domain/value-code.ts';
import { createOrderer } from '../../lib/stats/order.ts';
import { orderInterval } from '../../lib/stats/order-interval.ts';

/** The interval over the values 1000, 1010, 1020 ... as ranks from 1, as tables give them. */
function ranksOf(n: number, above = 0): [number, number] | null {
  const codes = Int32Array.from({ length: n }, (_, index) => encodeValue(1_000 + 10 * index));
  const interval = orderInterval(createOrderer().order(codes, n), above);
  const rank = (value: number) => Math.round((value - 1_000) / 10) + 1;
  return interval && [rank(interval.low), rank(interval.high)];
}

/** The largest r with sum of C(n, i) over i < r at most 2.5 % of 2^n, in whole numbers. */
function exactRanks(n: number): [number, number] | null {
  let binomial = 1n;
  let sum = 0n;
  let r = 0;
  for (let i = 0; i <= n; i++) {
    sum += binomial;
    if (sum * 40n > 1n << BigInt(n)) break;
    r = i + 1;
    binomial = (binomial * BigInt(n - i)) / BigInt(i + 1);
  }
  return r === 0 ? null : [r, n + 1 - r];
}

describe('orderInterval', () => {
  // Tables of distribution-free intervals of the median, 95 %.
  test.each([
    [5, null],
    [6, [1, 6]],
    [8, [1, 8]],
    [9, [2, 8]],
    [12, [3, 10]],
    [15, [4, 12]],
    [25, [8, 18]],
    [48, [17, 32]],
  ])('of %d values are the order statistics %j', (n, ranks) => {
    expect(ranksOf(n)).toEqual(ranks);
  });

  test('are those of the binomial law in whole numbers, up to many values', () => {
    for (let n = 1; n <= 700; n += n < 60 ? 1 : 37) expect(ranksOf(n), `n = ${n}`).toEqual(exactRanks(n));
  });

  test('counts what is above all values, and has no end among it', () => {
    expect(ranksOf(10, 2)).toEqual([3, 10]);
    expect(ranksOf(9, 3)).toBeNull();
    expect(ranksOf(0, 12)).toBeNull();
  });
});
