// Cumulative sums (Page 1954) over heights: when a level has risen for good, and when it is back.
import type { Tiers } from './cadence.ts';

/** Heights are held within this, so that no single round decides. */
const CLIP = 1.5;
/** The sum that tells the end, to that of the second tier: it need not be as certain as the beginning. */
const RETURN_SHARE = 0.7;

export interface Rise {
  /** Where the sum last left zero. */
  readonly sinceIndex: number;
  /** Where it reached its limit. */
  readonly index: number;
  /** The mean height between both. */
  readonly level: number;
}

export interface RiseScan {
  /** The first that is found. */
  readonly rise: Rise | null;
  /** The newest sum to its limit, the larger of the two tiers: 1 and more is an alarm. */
  readonly score: number;
}

/** Looks for a rise from an index on. What is NaN is no observation. @param caution makes the limits so many times higher */
export function findRise(heights: Float64Array, from: number, tiers: Tiers, caution: number): RiseScan {
  const sums = tiers.map(({ allowance, limit }) => ({ allowance, limit: limit * caution, sum: 0, sinceIndex: from }));
  for (let index = from; index < heights.length; index++) {
    const height = clipped(heights[index] as number);
    if (Number.isNaN(height)) continue;
    for (const tier of sums) {
      if (tier.sum === 0) tier.sinceIndex = index;
      tier.sum = Math.max(0, tier.sum + height - tier.allowance);
      if (tier.sum < tier.limit) continue;
      const { sinceIndex } = tier;
      return { rise: { sinceIndex, index, level: meanOf(heights, sinceIndex, index) }, score: tier.sum / tier.limit };
    }
  }
  return { rise: null, score: Math.max(...sums.map(({ sum, limit }) => sum / limit)) };
}

export interface Return {
  /** The first that belongs to the new level. */
  readonly untilIndex: number;
  readonly index: number;
}

/** Looks for the end of a rise from an index on: each step adds by how much it is below half of what it was. */
export function findReturn(heights: Float64Array, from: number, [, { limit }]: Tiers, level: number): Return | null {
  let sum = 0;
  let untilIndex = from;
  for (let index = from; index < heights.length; index++) {
    const height = clipped(heights[index] as number);
    if (Number.isNaN(height)) continue;
    if (sum === 0) untilIndex = index;
    sum = Math.max(0, sum + level / 2 - height);
    if (sum >= limit * RETURN_SHARE) return { untilIndex, index };
  }
  return null;
}

function meanOf(heights: Float64Array, from: number, to: number): number {
  let [n, sum] = [0, 0];
  for (let index = from; index <= to; index++) {
    const height = clipped(heights[index] as number);
    if (Number.isNaN(height)) continue;
    n++;
    sum += height;
  }
  return sum / n;
}

function clipped(height: number): number {
  return Math.max(-CLIP, Math.min(CLIP, height));
}
