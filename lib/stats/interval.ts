// 95 % intervals that do not pretend rounds are independent.
import { MIN_BLOCKS } from './span.ts';
import { tQuantile } from './t-quantile.ts';

const LEVEL = 0.95;

/**
 * Half the width of the t interval around `centre` that the scatter of the first `n` block values supports:
 * t * sqrt(sum((x - centre)^2) / (n - 1) / n).
 * With the blocks' own mean as the centre that is the textbook interval. With the figure of the pooled data as the centre
 * it is "sectioning" (Asmussen and Glynn, Stochastic Simulation, 2007, III.5), which also counts how far the blocks lie off it.
 * @returns `null` under 4 blocks
 */
export function blockHalfWidth(blockValues: Float64Array, n: number, centre: number): number | null {
  if (n < MIN_BLOCKS) return null;
  let squares = 0;
  for (let index = 0; index < n; index++) {
    const distance = (blockValues[index] as number) - centre;
    squares += distance * distance;
  }
  return tQuantile(n - 1) * Math.sqrt(squares / (n - 1) / n);
}

/**
 * The same for a figure of `blocks` blocks whose scatter is that of the first `n` others, which came before it: around their
 * own mean, t * sqrt(sum((x - mean)^2) / (n - 1) / blocks).
 * @returns `null` under 4 other blocks
 */
export function halfWidthFromBefore(blockValues: Float64Array, n: number, blocks: number): number | null {
  let sum = 0;
  for (let index = 0; index < n; index++) sum += blockValues[index] as number;
  const half = blockHalfWidth(blockValues, n, sum / n);
  return half === null ? null : half * Math.sqrt(n / blocks);
}

/**
 * Which order statistics (0-based, ascending) bound the median with at least 95 %, whatever the distribution: those whose
 * binomial tails with p = 1/2 hold at most 2.5 % each. Rounds are taken as independent, so in a live window it is too narrow.
 * @returns `null` under 6 values, which carry no such interval
 */
export function medianBounds(n: number): { readonly low: number; readonly high: number } | null {
  const tail = (1 - LEVEL) / 2;
  let logProbability = -n * Math.LN2; // of no value below the median
  let cumulated = Math.exp(logProbability);
  if (cumulated > tail) return null;
  let low = 0;
  for (let below = 1; below < n; below++) {
    logProbability += Math.log((n - below + 1) / below);
    cumulated += Math.exp(logProbability);
    if (cumulated > tail) break;
    low = below;
  }
  return { low, high: n - 1 - low };
}
