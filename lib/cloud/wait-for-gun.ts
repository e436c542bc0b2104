// The starter: the cheapest function there is waits for the gun, so that the one that races is paid for racing only.
import type { Tick } from '../names/names.ts';
import { LEAD_MS } from '../names/timing.ts';

export interface StarterParts {
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Hands the tick on to the race function. */
  readonly invoke: (tick: Tick) => Promise<unknown>;
}

/** Wakes the race shortly before its gun; at once where that moment has passed. @returns how long it waited, ms */
export async function wakeInTime(tick: Tick, { nowMs, sleep, invoke }: StarterParts): Promise<number> {
  const dueMs = Date.parse(tick.scheduledAt) + tick.gunDelayMs - LEAD_MS;
  const waitMs = Math.max(0, dueMs - nowMs());
  if (waitMs > 0) await sleep(waitMs);
  await invoke(tick);
  return waitMs;
}
