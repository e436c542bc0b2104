// What happened in some rounds of a series: how many came to what, and how long the first token took in those that were measured.
import type { FailureClass } from '../../domain/failure.ts';
import {
  failureOf,
  OUTCOME_CACHED,
  OUTCOME_OK,
  OUTCOME_VOID,
  outcomeOf,
  type SeriesColumns,
} from '../../domain/series.ts';
import { NO_VALUE } from '../../domain/value-code.ts';
import { createOrderer, type OrderedCodes, quantileAt } from '../../stats/order.ts';
import { TIMEOUTS } from '../../stats/summary.ts';

export interface Takings {
  /** Void rounds are not among them. */
  readonly attempts: number;
  readonly failed: number;
  /** Of these, those whose first token did not come in time: they count as above all values. */
  readonly timedOut: number;
  readonly voided: number;
  /** TTFT of the measured ones. Valid until the next taking. */
  readonly codes: OrderedCodes;
}

/** From one index up to another, which is not in it. */
export type IndexRange = readonly [from: number, to: number];

const TIMED_OUT: ReadonlySet<number> = new Set(TIMEOUTS.ttftMs?.map(outcomeOf));

// One series after the other is worked through, thousands in a large field: all with the same memory.
const orderer = createOrderer();
let memory = new Int32Array();

/** Takes some ranges of rounds together. */
export function take(columns: SeriesColumns, ranges: readonly IndexRange[]): Takings {
  const { outcomes } = columns;
  const ttftCodes = columns.codes.ttftMs;
  if (memory.length < outcomes.length) memory = new Int32Array(outcomes.length);
  let [values, attempts, failed, timedOut, voided] = [0, 0, 0, 0, 0];
  for (const [from, to] of ranges) {
    attempts += to - from;
    for (let index = from; index < to; index++) {
      const outcome = outcomes[index] as number;
      if (outcome === OUTCOME_OK) {
        const code = ttftCodes[index] as number;
        if (code !== NO_VALUE) memory[values++] = code;
      } else if (outcome === OUTCOME_VOID) voided++;
      else if (outcome !== OUTCOME_CACHED) {
        failed++;
        if (TIMED_OUT.has(outcome)) timedOut++;
      }
    }
  }
  return { attempts: attempts - voided, failed, timedOut, voided, codes: orderer.order(memory, values) };
}

/** Type 7 quantile of the values with the time-outs above them; `null` without any, and where it lies among the time-outs. */
export function quantileOf({ codes, timedOut }: Takings, p: number): number | null {
  if (codes.n === 0) return null;
  const value = quantileAt(codes, p, timedOut);
  return value === 'beyond' ? null : value;
}

/** Failures by class in each of the ranges; only the classes that occur. */
export function failuresIn(
  columns: SeriesColumns,
  ranges: readonly IndexRange[],
): Partial<Record<FailureClass, number[]>> {
  const byClass: Partial<Record<FailureClass, number[]>> = {};
  ranges.forEach(([from, to], position) => {
    for (let index = from; index < to; index++) {
      const outcome = columns.outcomes[index] as number;
      const failure = outcome === OUTCOME_OK ? null : failureOf(outcome);
      if (failure === null) continue;
      byClass[failure] ??= Array<number>(ranges.length).fill(0);
      const counts = byClass[failure];
      counts[position] = (counts[position] as number) + 1;
    }
  });
  return byClass;
}
