import type { Clock } from '../../lib/local/clock.ts';

/** A clock that moves when it is told to, and when somebody sleeps by it. */
export function handClock(startMs: number): Clock & { moveMs(by: number): void; readonly sleeps: number } {
  let nowMs = startMs;
  let sleeps = 0;
  return {
    wallMs: () => nowMs,
    monotonicMs: () => nowMs,
    sleep: async (ms) => {
      sleeps++;
      nowMs += ms;
    },
    moveMs: (by) => {
      nowMs += by;
    },
    get sleeps() {
      return sleeps;
    },
  };
}
