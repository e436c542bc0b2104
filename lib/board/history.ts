// A series over the last 30 days, hour by hour.
import { OUTCOME_OK, OUTCOME_VOID, type SeriesColumns, type SeriesKey } from '../domain/series.ts';
import { slotAt } from '../domain/time.ts';
import { decodeValue } from '../domain/value-code.ts';
import { quantile, sorted } from '../stats/quantile.ts';
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
  const n = Array<number>(buckets).fill(0);
  const failed = Array<number>(buckets).fill(0);
  const values = Array.from({ length: buckets }, (): number[] => []);
  for (let index = 0; index < columns.slots.length; index++) {
    const bucket = Math.floor(((columns.slots[index] as number) * 1_000 - startsAtMs) / BUCKET_MS);
    const outcome = columns.outcomes[index];
    if (bucket < 0 || bucket >= buckets || outcome === OUTCOME_VOID) continue;
    n[bucket] = (n[bucket] as number) + 1;
    const value = outcome === OUTCOME_OK ? decodeValue(columns.codes.ttftMs[index] as number) : null;
    if (outcome !== OUTCOME_OK) failed[bucket] = (failed[bucket] as number) + 1;
    if (value !== null) values[bucket]?.push(value);
  }
  const ttftP50Ms = values.map((each) => {
    const ascending = sorted(each);
    return ascending && quantile(ascending, 0.5);
  });
  return { ...key, startsAtMs, bucketMs: BUCKET_MS, ttftP50Ms, n, failed };
}
