// Garbage is collected before a race, so that no long collection has to happen within it: what a round itself leaves behind
// is small, and goes by short ones.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | null = null;

/** Collects all garbage now: about 30 ms in a monitor, in which nothing else runs. */
export function collectGarbage(): void {
  if (collect === null) {
    // the documented way to the collector for a program that was started without --expose-gc
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}
