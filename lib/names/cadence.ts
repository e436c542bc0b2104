// Cadences as the scheduler takes them. `rate(...)` counts from the moment a schedule was made, differently in each region;
// only `cron(...)` gives the same instants everywhere.
import { ScheduleError } from './errors.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A function waits for the gun at most this long. */
export const LONGEST_GUN_DELAY_MS = 10 * MINUTE_MS;

/**
 * The scheduler's expression for the multiples of a cadence since the epoch, in UTC.
 * @param everyMs whole minutes that divide an hour, or whole hours that divide a day
 * @throws ScheduleError for any other
 */
export function cronOf(workload: string, everyMs: number): string {
  if (everyMs % MINUTE_MS === 0 && HOUR_MS % everyMs === 0 && everyMs < HOUR_MS) {
    return `cron(0/${everyMs / MINUTE_MS} * * * ? *)`;
  }
  if (everyMs === DAY_MS) return 'cron(0 0 * * ? *)';
  if (everyMs % HOUR_MS === 0 && DAY_MS % everyMs === 0) return `cron(0 0/${everyMs / HOUR_MS} * * ? *)`;
  throw new ScheduleError(
    `workloads.${workload}.every: on AWS rounds come every 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30 minutes, or every 1, 2, 3, 4, ` +
      `6, 8, 12 or 24 hours; this one says ${everyMs / 1_000} seconds. Write one of these (on one machine any cadence goes).`,
  );
}

/** @throws ScheduleError if no function could wait for the gun so long */
export function checkGunDelay(workload: string, gunDelayMs: number): void {
  if (gunDelayMs <= LONGEST_GUN_DELAY_MS) return;
  throw new ScheduleError(
    `workloads.${workload}.gun: on AWS a round waits for its gun 10 minutes at most; this one says ${gunDelayMs / MINUTE_MS}. ` +
      'Write 60s, which is enough for every region to be ready, or immediate.',
  );
}
