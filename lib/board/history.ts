// A series over the last 30 days, hour by hour.
import { OUTCOME_CACHED, OUTCOME_OK, OUTCOME_VOID, type SeriesColumns, type SeriesKey } from '../domain/series.ts';
import { slotAt } from '../domain/time.ts';
import { decodeValue, NO_VALUE } from '../domain/value-code.ts';
import { middleOfFirst } from '../stats/order.ts';
import type { SeriesHistory } from './input.ts';

const BUCKET_MS = 3_600_000;
const BUCKETS = 30 * 24;

/** The hours up to the running one, from the series' first, at most 30 days back. */
export function historyOf(columns: SeriesColumns, key: SeriesKey, nowMs: number): SeriesHistory {
  const endMs = slotAt(nowMs, BUCKET_MS) + BUCKET_MS;
  const oldestMs = endMs - BUCKETS * BUCKET_MS;
  const firstMs = slotAt((columns.slots[0] ?? 0) * 1_000, BUCKET_MS);
  const startsAtMs = Math.max(oldestMs, Math.min(firstMs, endMs - BUCKET_MS));
  const buckets = (endMs - startsAtMs) / BUCKET_MS;
  const history = {
    ttftP50Ms: Array<number | null>(buckets).fill(null),
    n: Array<number>(buckets).fill(0),
    failed: Array<number>(buckets).fill(0),
  };
  // slots ascend, so one bucket after the other is filled, all with the same memory
  const codes = new Int32Array(columns.slots.length);
  let index = 0;
  while (index < columns.slots.length && slotMs(columns, index) < startsAtMs) index++;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const bucketEndMs = startsAtMs + (bucket + 1) * BUCKET_MS;
    let values = 0;
    for (; index < columns.slots.length && slotMs(columns, index) < bucketEndMs; index++) {
      const outcome = columns.outcomes[index];
      if (outcome === OUTCOME_VOID) continue;
      history.n[bucket] = (history.n[bucket] as number) + 1;
      if (outcome !== OUTCOME_OK && outcome !== OUTCOME_CACHED)
        history.failed[bucket] = (history.failed[bucket] as number) + 1;
      const code = columns.codes.ttftMs[index] as number;
      if (outcome === OUTCOME_OK && code !== NO_VALUE) codes[values++] = code;
    }
    if (values > 0) history.ttftP50Ms[bucket] = medianOf(codes, values);
  }
  return { ...key, startsAtMs, bucketMs: BUCKET_MS, ...history };
}

function slotMs(columns: SeriesColumns, index: number): number {
  return (columns.slots[index] as number) * 1_000;
}

function medianOf(codes: Int32Array, n: number): number {
  const { low, high } = middleOfFirst(codes, n);
  return ((decodeValue(low) ?? 0) + (decodeValue(high) ?? 0)) / 2;
}
