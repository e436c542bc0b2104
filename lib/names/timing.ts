// How long the functions may take, and how long before the gun a race is woken.
import type { Timeouts } from '../domain/workload.ts';

/** The starter wakes the race this long before the gun: cold start, keys, dry runs and the slowest connection fit in. */
export const LEAD_MS = 10_000;
// Preparing, judging and storing, beyond the probes themselves.
const AROUND_A_RACE_MS = 30_000;
/** Longest time that a Lambda function can be given. */
const LAMBDA_LIMIT_MS = 15 * 60_000;

export const STARTER_MEMORY_MB = 128;
export const SAVER_MEMORY_MB = 256;
export const SAVER_TIMEOUT_MS = 60_000;
export const SAVER_EVERY_MS = 5 * 60_000;
export const PUBLISHER_EVERY_MS = 5 * 60_000;

/** ms; a race that is not over by then is stopped by Lambda, and its round is a gap. */
export function raceTimeoutMs({ connectMs, totalMs }: Timeouts): number {
  return Math.min(LAMBDA_LIMIT_MS, LEAD_MS + connectMs + totalMs + AROUND_A_RACE_MS);
}

/** ms; the starter only waits. */
export function starterTimeoutMs(gunDelayMs: number): number {
  return gunDelayMs + 30_000;
}

const SMALL_FIELD = 200;
const LARGE_FIELD = 1_500;

/** What the publisher needs, MB: some 25 KB a series over 30 days, beside what it needs anyway. */
export function publisherMemoryMb(seriesCount: number): number {
  return seriesCount <= SMALL_FIELD ? 1_024 : seriesCount <= LARGE_FIELD ? 1_769 : 10_240;
}

/**
 * Whether a publisher that starts with nothing in memory may need longer than its cadence (docs/scale.md). Then it gets all the
 * time there is, and there is never a second one beside it: that one would begin anew, and take the lease from the first.
 */
export function isLargeField(seriesCount: number): boolean {
  return seriesCount > LARGE_FIELD;
}

/** ms */
export function publisherTimeoutMs(seriesCount: number): number {
  return isLargeField(seriesCount) ? LAMBDA_LIMIT_MS : PUBLISHER_EVERY_MS;
}
