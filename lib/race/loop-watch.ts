// Could this process know that it was late? Two bounds on how long an event may have waited before it was stamped:
// A, the time the loop has been busy since it last idled (work of ours that kept it from polling);
// B, the time since a 1 ms timer last ticked (the process itself was not running).
// Neither sees all, so the larger one counts.
import { performance } from 'node:perf_hooks';

const TICK_MS = 1;
// What a tick is late by on an idle loop; below this, B says nothing.
const TICK_SLACK_MS = 0.4;

export interface LoopWatch {
  /** Upper bound, in ms, of how late an event handled at `nowMs` may be stamped. */
  lateMs(nowMs: number): number;
  stop(): void;
}

/** Starts watching this thread's event loop; costs about 4 % of a core until stopped. */
export function watchLoop(): LoopWatch {
  let lastIdleMs = performance.nodeTiming.idleTime;
  let lastSeenMs = performance.now();
  let busySinceMs = lastSeenMs;
  let lastTickMs = lastSeenMs;

  // All that was not idle since the last look may have been one stretch up to now.
  const look = (nowMs: number) => {
    const idleMs = performance.nodeTiming.idleTime;
    if (idleMs > lastIdleMs) busySinceMs = nowMs - Math.max(0, nowMs - lastSeenMs - (idleMs - lastIdleMs));
    lastIdleMs = idleMs;
    lastSeenMs = nowMs;
  };
  const timer = setInterval(() => {
    lastTickMs = performance.now();
    look(lastTickMs);
  }, TICK_MS);

  return {
    lateMs(nowMs) {
      look(nowMs);
      const sinceTickMs = nowMs - lastTickMs - TICK_MS - TICK_SLACK_MS;
      return Math.max(nowMs - busySinceMs, sinceTickMs, 0);
    },
    stop: () => clearInterval(timer),
  };
}
