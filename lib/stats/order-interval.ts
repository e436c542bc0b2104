// The interval of a median by order statistics: for the few values of one stretch of time, which has no blocks.
import { decodeValue } from '../domain/value-code.ts';
import type { Interval } from './figures.ts';
import { medianBounds } from './interval.ts';
import type { OrderedCodes } from './order.ts';

const known: (ReturnType<typeof medianBounds> | undefined)[] = []; // constants, filled in on first use

/**
 * 95 % interval of the median, in the metric's unit, whatever the distribution: the order statistics X(r) and X(n + 1 - r) with
 * the largest r for which the sum of C(n, i) / 2^n over i < r is at most 2.5 % (David and Nagaraja, Order Statistics, 2003,
 * 7.1). It takes rounds as independent.
 * @param above further values of which is known only that they are above all codes
 * @returns `null` under 6 values, and where one of its ends lies among those above
 */
export function orderInterval(codes: OrderedCodes, above = 0): Interval | null {
  const n = codes.n + above;
  known[n] ??= medianBounds(n);
  const bounds = known[n];
  if (!bounds || bounds.high >= codes.n) return null;
  return { low: decodeValue(codes.at(bounds.low)) ?? 0, high: decodeValue(codes.at(bounds.high)) ?? 0 };
}
