// A series laid on a regular grid of bins, one TTFT a bin: what the rule for slowness looks at.
import { failureOf, OUTCOME_OK, type SeriesColumns } from '../../domain/series.ts';
import { NO_VALUE } from '../../domain/value-code.ts';
import { middleOfFirst } from '../order.ts';
import type { Cadence } from './cadence.ts';

/** The bin has too few rounds that tell anything: ours failed, void, none at all. */
export const NOTHING = 0;
/** The first token did not come in time. What it would have taken is not known, but it is more than any value. */
export const TOO_SLOW = 70_000;

/** Writes the code of each of `out.length` bins from `fromMs` (a multiple of the bin) on. */
export function fillBins(
  columns: SeriesColumns,
  { binMs, everyMs, roundsPerBin }: Cadence,
  fromMs: number,
  out: Int32Array,
): void {
  out.fill(NOTHING);
  const { slots, outcomes, codes } = columns;
  const values = codes.ttftMs;
  const toSeconds = (fromMs + out.length * binMs) / 1_000;
  let index = firstFrom(slots, fromMs / 1_000);
  if (roundsPerBin === 1) {
    for (; index < slots.length && (slots[index] as number) < toSeconds; index++) {
      const bin = Math.floor(((slots[index] as number) * 1_000 - fromMs) / everyMs);
      out[bin] = observation(outcomes[index] as number, values[index] as number);
    }
    return;
  }
  const within = new Int32Array(roundsPerBin);
  for (let bin = 0; bin < out.length; bin++) {
    const endSeconds = (fromMs + (bin + 1) * binMs) / 1_000;
    let n = 0;
    for (; index < slots.length && (slots[index] as number) < endSeconds; index++) {
      const code = observation(outcomes[index] as number, values[index] as number);
      if (code !== NOTHING && n < roundsPerBin) within[n++] = code;
    }
    if (n * 2 >= roundsPerBin) out[bin] = middleOfFirst(within, n).low;
  }
}

function observation(outcome: number, code: number): number {
  if (outcome === OUTCOME_OK) return code; // 0 where it has none
  return failureOf(outcome) === 'timeout-first-token' ? TOO_SLOW : NO_VALUE;
}

/** Index of the first slot at or after a moment. */
export function firstFrom(slots: Uint32Array, seconds: number): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((slots[middle] as number) < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
