// One timer for all responses. Moments are absolute, so lateness never adds up: a wake-up does all that is due by then.

/** Something that has things to do at moments of its own. */
export interface Paced {
  /** When it is due next, in ms of the pacer's clock; `null` while it waits for something else. */
  readonly dueMs: () => number | null;
  /** Does everything due by `nowMs`. */
  readonly wake: (nowMs: number) => void;
}

export interface PacerClock {
  /** Monotonic ms. */
  readonly nowMs: () => number;
  /** Calls back once after about so many ms; returns how to call it off. */
  readonly after: (delayMs: number, callback: () => void) => () => void;
}

export interface Pacer {
  /** Takes part until removed; what is due already is done at once. */
  readonly add: (paced: Paced) => void;
  readonly remove: (paced: Paced) => void;
  /** To be called when a `dueMs` has become earlier by itself. */
  readonly changed: () => void;
}

interface Timer {
  readonly atMs: number;
  readonly cancel: () => void;
}

/** A pacer on a clock. With hundreds of responses a plain scan costs less than a heap's bookkeeping. */
export function createPacer(clock: PacerClock): Pacer {
  const members = new Set<Paced>();
  let timer: Timer | null = null;

  function wakeDue(): void {
    timer = null;
    const nowMs = clock.nowMs();
    const due: { paced: Paced; dueMs: number }[] = [];
    for (const paced of members) {
      const dueMs = paced.dueMs();
      if (dueMs !== null && dueMs <= nowMs) due.push({ paced, dueMs });
    }
    due.sort((a, b) => a.dueMs - b.dueMs);
    for (const { paced } of due) paced.wake(clock.nowMs());
    arm();
  }

  function arm(): void {
    const nextMs = earliest(members);
    if (nextMs === null || (timer !== null && timer.atMs <= nextMs)) return;
    timer?.cancel();
    timer = { atMs: nextMs, cancel: clock.after(Math.max(0, nextMs - clock.nowMs()), wakeDue) };
  }

  return {
    add: (paced) => {
      members.add(paced);
      const nowMs = clock.nowMs();
      const dueMs = paced.dueMs();
      if (dueMs !== null && dueMs <= nowMs) paced.wake(nowMs);
      arm();
    },
    remove: (paced) => {
      members.delete(paced);
      if (members.size > 0) return;
      timer?.cancel();
      timer = null;
    },
    changed: arm,
  };
}

function earliest(members: ReadonlySet<Paced>): number | null {
  let firstMs: number | null = null;
  for (const paced of members) {
    const dueMs = paced.dueMs();
    if (dueMs !== null && (firstMs === null || dueMs < firstMs)) firstMs = dueMs;
  }
  return firstMs;
}
