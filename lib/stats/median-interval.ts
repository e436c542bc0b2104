// The interval of a pooled median.
import { logOfCode } from '../domain/value-code.ts';
import type { Interval } from './figures.ts';
import { blockHalfWidth, halfWidthFromBefore } from './interval.ts';
import type { OrderedCodes } from './order.ts';
import { orderInterval } from './order-interval.ts';
import type { BlockMiddle } from './pool.ts';
import { MIN_BLOCK_FILL } from './span.ts';

/** The blocks whose scatter an interval is made from: those of the window itself, or so many before it. */
export interface Scatter {
  readonly middles: readonly BlockMiddle[];
  readonly from: 'window' | 'before';
}

/**
 * 95 % interval of the median of the pooled values, in the metric's unit.
 *
 * Where there are blocks: a t interval on the log scale around the pooled median, from the scatter of the blocks' medians
 * (each holds every region), because neighbouring rounds resemble each other and plain intervals are far too narrow. A block is
 * a day, so that neither the daily cycle nor a drift of some hours counts as proof; the 24h window is one such block, and takes
 * its scatter from the 7 days before it. `npm run simulate` measures how often they hold the truth.
 * Where there are none (the live window, a race of a few rounds): the order statistics that bound a median by the binomial
 * law, which takes rounds as independent.
 * @param codes those of the pool, in order
 * @param scatter `null` where the window has no blocks
 * @param above probes of which is known only that they took longer than all codes: the median counts them, and so does its interval
 * @returns `null` where there are too few blocks (4) or values (6), or where it does not end below those
 */
export function medianInterval(codes: OrderedCodes, scatter: Scatter | null, above = 0): Interval | null {
  const n = codes.n + above;
  if (scatter === null) return orderInterval(codes, above);
  if (codes.n === 0 || n >> 1 >= codes.n) return null;
  const fullest = scatter.middles.reduce((most, middle) => Math.max(most, middle.n), 0);
  const full = scatter.middles.filter((middle) => middle.n >= fullest * MIN_BLOCK_FILL);
  const blockLogs = Float64Array.from(full, ({ low, high }) => logOfCode((low + high) / 2));
  const centre = logOfCode((codes.at((n - 1) >> 1) + codes.at(n >> 1)) / 2);
  const half =
    scatter.from === 'window'
      ? blockHalfWidth(blockLogs, blockLogs.length, centre)
      : halfWidthFromBefore(blockLogs, blockLogs.length, 1);
  return half === null ? null : { low: Math.exp(centre - half), high: Math.exp(centre + half) };
}
