// Requests of one round arrive all at once. Reading and rendering one takes longer than receiving it, so that work is
// done one request per turn of the event loop: the moment of receipt of the others is not delayed by it.

export type Intake = (work: () => void) => void;

/** Puts work off to a later turn of the event loop, one piece per turn, in order. */
export function createIntake(): Intake {
  const queue: (() => void)[] = [];
  let scheduled = false;
  function schedule(): void {
    if (scheduled || queue.length === 0) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      const work = queue.shift();
      schedule();
      work?.();
    });
  }
  return (work) => {
    queue.push(work);
    schedule();
  };
}
