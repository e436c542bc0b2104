// Requests of one round arrive all at once. Reading and rendering one takes longer than receiving it, so that work waits
// until the burst has been received, and is then done one request per turn of the event loop: the moment of receipt of
// the others is not delayed by it.

export type Intake = (work: () => void) => void;

// A racer writes 100 requests in about 4 ms; no answer is due as early as that.
const BURST_MS = 5;

/** Puts work off until the burst it came with is over, then does one piece per turn of the event loop, in order. */
export function createIntake(): Intake {
  const queue: (() => void)[] = [];
  let waiting = false;
  function next(): void {
    const work = queue.shift();
    if (queue.length > 0) setImmediate(next);
    else waiting = false;
    work?.();
  }
  return (work) => {
    queue.push(work);
    if (waiting) return;
    waiting = true;
    setTimeout(next, BURST_MS);
  };
}
