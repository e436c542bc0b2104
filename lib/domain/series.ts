// A series (one target in one region under one workload) as columns: one entry a round, ascending by slot.
// The same shape is read from hour blocks, day blocks and fresh rounds, and is what the statistics are fed with.
import { FAILURE_CLASSES, type FailureClass } from './failure.ts';
import type { Metric } from './metric.ts';
import { isMeasured, isVoid, type Sample } from './sample.ts';

export interface SeriesKey {
  readonly workload: string;
  readonly region: string;
  readonly target: string;
}

export interface SeriesColumns {
  /** Scheduled instants, epoch seconds, strictly ascending. */
  readonly slots: Uint32Array;
  /** One outcome code a slot: `OUTCOME_OK`, `OUTCOME_CACHED`, `OUTCOME_VOID`, or `outcomeOf(class)`. */
  readonly outcomes: Uint8Array;
  /** One value code a slot and metric (lib/domain/value-code.ts); 0 = no value. Only ok samples carry values. */
  readonly codes: Readonly<Record<Metric, Uint16Array>>;
}

export const OUTCOME_OK = 0;
export const OUTCOME_VOID = 255;
/** Failed, but the sample does not say of which class. */
export const OUTCOME_UNTOLD = 254;
/** Ok, but its prompt or its answer came out of a cache: it tells that the provider was there, and nothing of its speed. */
export const OUTCOME_CACHED = 253;

/** Outcome code of a failure class. The order of the classes is part of the stored format: append only. */
export function outcomeOf(failure: FailureClass): number {
  return FAILURE_CLASSES.indexOf(failure) + 1;
}

/** Outcome code of a sample. */
export function outcomeCode(sample: Pick<Sample, 'outcome' | 'void' | 'failure' | 'cached'>): number {
  if (isVoid(sample)) return OUTCOME_VOID;
  if (sample.outcome === 'ok') return isMeasured(sample) ? OUTCOME_OK : OUTCOME_CACHED;
  return sample.failure ? outcomeOf(sample.failure.class) : OUTCOME_UNTOLD;
}

/** The failure class behind an outcome code; `null` for ok, cached, void, untold and codes of a later version. */
export function failureOf(outcome: number): FailureClass | null {
  return FAILURE_CLASSES[outcome - 1] ?? null;
}

/** The columns of one region: what is pooled into `all`, and paired within its own region only. */
export interface SeriesPart {
  readonly region: string;
  readonly columns: SeriesColumns;
}
