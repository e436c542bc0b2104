// Time cut into equal buckets on the UTC grid, and which rounds of a series lie in each.
import { slotAt } from '../../domain/time.ts';

export interface BucketCut {
  readonly startsAtMs: number;
  readonly bucketMs: number;
  readonly count: number;
  /** Index of the first round of each bucket, and behind the last one its end: `count + 1` entries. */
  readonly edges: Uint32Array;
}

const REACH_MS = 30 * 24 * 3_600_000;

/**
 * The buckets up to the running one, from that of the first round on, at most 30 days of them. Rounds later than now are in none.
 * @param slots epoch seconds, ascending @param bucketMs divides 30 days
 */
export function cutIntoBuckets(slots: Uint32Array, bucketMs: number, nowMs: number): BucketCut {
  const endMs = slotAt(nowMs, bucketMs) + bucketMs;
  const firstMs = slotAt((slots[0] ?? 0) * 1_000, bucketMs);
  const startsAtMs = Math.max(endMs - REACH_MS, Math.min(firstMs, endMs - bucketMs));
  const count = (endMs - startsAtMs) / bucketMs;
  const edges = new Uint32Array(count + 1);
  let index = 0;
  for (let bucket = 0; bucket <= count; bucket++) {
    const beforeSeconds = Math.min(startsAtMs + bucket * bucketMs, nowMs + 1) / 1_000;
    while (index < slots.length && (slots[index] as number) < beforeSeconds) index++;
    edges[bucket] = index;
  }
  return { startsAtMs, bucketMs, count, edges };
}
