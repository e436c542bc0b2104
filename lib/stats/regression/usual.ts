// What is usual for the targets of a cohort, hour by hour, kept from one publication to the next: an hour needs it once.
import type { SeriesColumns } from '../../domain/series.ts';
import { baselineOf } from './baseline.ts';
import { type Cadence, DAY_MS, HOUR_MS } from './cadence.ts';
import { type Era, eraKey } from './era.ts';
import { usualFailedShare } from './faults.ts';
import { wanderOf } from './wander.ts';

/** By hours since the epoch. */
export interface Usual {
  /** Of TTFT, in steps of the value code, which is a logarithm; a scatter of 0 while learning. */
  level(hour: number): { readonly median: number; readonly scatter: number };
  /** At least 1 %; NaN while learning. */
  failedShare(hour: number): number;
}

/** By target. Kept by the caller, one a cohort; without it all is worked out again, and comes out the same. */
export type UsualCache = Map<string, KeptHours>;

/** What the figures of one target were made from, and its eras. */
export interface Past {
  readonly columns: SeriesColumns;
  /** `null` where rounds are too rare to tell that it is slower. */
  readonly cadence: Cadence | null;
  readonly latencyEra: Era;
  readonly failureEra: Era;
}

// Rings over the hours and days: 49 hours and 3 days are looked at, and 5,000 series shall fit in a few MB.
const HOURS = 64;
const DAYS = 4;

export interface KeptHours {
  readonly key: string;
  readonly hours: Int32Array;
  readonly medians: Float32Array;
  readonly scatters: Float32Array;
  readonly days: Int32Array;
  readonly wanders: Float32Array;
  readonly shareHours: Int32Array;
  readonly shares: Float32Array;
}

function emptyHours(key: string): KeptHours {
  return {
    key,
    hours: new Int32Array(HOURS).fill(-1),
    medians: new Float32Array(HOURS),
    scatters: new Float32Array(HOURS),
    days: new Int32Array(DAYS).fill(-1),
    wanders: new Float32Array(DAYS),
    shareHours: new Int32Array(HOURS).fill(-1),
    shares: new Float32Array(HOURS),
  };
}

/** What is usual for one target; what the cache holds of another era or cadence is dropped. */
export function usualOf(cache: UsualCache, target: string, past: Past): Usual {
  const key = `${past.cadence?.everyMs} ${eraKey(past.latencyEra)} ${eraKey(past.failureEra)}`;
  let kept = cache.get(target);
  if (kept?.key !== key) {
    kept = emptyHours(key);
    cache.set(target, kept);
  }
  return { level: (hour) => levelAt(kept, past, hour), failedShare: (hour) => failedShareAt(kept, past, hour) };
}

function levelAt(kept: KeptHours, past: Past, hour: number) {
  const { hours, medians, scatters } = kept;
  const place = hour % HOURS;
  if (hours[place] !== hour && past.cadence !== null) {
    const baseline = baselineOf(past.columns, past.cadence, past.latencyEra, hour * HOUR_MS);
    hours[place] = hour;
    medians[place] = baseline?.median ?? 0;
    scatters[place] = 0;
    if (baseline !== null) {
      const wander = wanderAt(kept, past, hour, baseline.scatter);
      scatters[place] = Math.max(baseline.scatter, past.cadence.scatterPerWander * wander);
    }
  }
  return { median: medians[place] as number, scatter: scatters[place] as number };
}

function wanderAt({ days, wanders }: KeptHours, { columns, cadence, latencyEra }: Past, hour: number, scatter: number) {
  const day = Math.floor((hour * HOUR_MS) / DAY_MS);
  const place = day % DAYS;
  if (days[place] !== day && cadence !== null) {
    days[place] = day;
    wanders[place] = wanderOf(columns, cadence, latencyEra, day * DAY_MS, scatter);
  }
  return wanders[place] as number;
}

function failedShareAt({ shareHours, shares }: KeptHours, { columns, failureEra }: Past, hour: number): number {
  const place = hour % HOURS;
  if (shareHours[place] !== hour) {
    shareHours[place] = hour;
    shares[place] = usualFailedShare(columns, failureEra, hour * HOUR_MS);
  }
  return shares[place] as number;
}
