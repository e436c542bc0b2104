// What a config can ask for that AWS does not have.

/** When a workload's cadence or gun cannot be had from the scheduler. */
export class ScheduleError extends Error {
  override name = 'ScheduleError' as const;
}
