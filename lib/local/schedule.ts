// The local schedule: each workload's rounds at multiples of its cadence since the epoch, as the cloud's scheduler has them.
import { slotAt } from '../domain/time.ts';
import type { Workload } from '../domain/workload.ts';
import type { Clock } from './clock.ts';

export interface DueRound {
  readonly workload: Workload;
  /** Epoch ms; a multiple of the workload's cadence. */
  readonly scheduledAtMs: number;
}

// The wall clock is looked at again at least this often: it may be set, forward or back, while we wait.
const LONGEST_SLEEP_MS = 1_000;

/**
 * Yields what is due, beginning with the slot that is running now. One slot is yielded once; one that passes while the
 * caller is busy is not made up for. Ends when the signal is aborted.
 */
export async function* dueRounds(
  workloads: readonly Workload[],
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<DueRound> {
  const lastSlots = new Map<string, number>();
  while (!signal.aborted) {
    let soonestMs = Number.POSITIVE_INFINITY;
    for (const workload of workloads) {
      if (signal.aborted) return;
      const scheduledAtMs = slotAt(clock.wallMs(), workload.everyMs);
      if (lastSlots.get(workload.name) !== scheduledAtMs) {
        lastSlots.set(workload.name, scheduledAtMs);
        yield { workload, scheduledAtMs };
      }
      soonestMs = Math.min(soonestMs, slotAt(clock.wallMs(), workload.everyMs) + workload.everyMs);
    }
    await clock.sleep(Math.min(Math.max(soonestMs - clock.wallMs(), 1), LONGEST_SLEEP_MS), signal);
  }
}
