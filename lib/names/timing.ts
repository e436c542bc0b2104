// How long the functions may take, and how long before the gun a race is woken.
import type { Timeouts } from '../domain/workload.ts';

/** The starter wakes the race this long before the gun: cold start, keys, dry runs and the slowest connection fit in. */
export const LEAD_MS = 10_000;
// Preparing, judging and storing, beyond the probes themselves.
const AROUND_A_RACE_MS = 30_000;
/** Longest time that a Lambda function can be given. */
export const LAMBDA_LIMIT_MS = 15 * 60_000;

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

/** The pages behind the leaderboard, their data and the downloads are made anew this often. */
export const DETAILS_EVERY_MS = 3_600_000;
