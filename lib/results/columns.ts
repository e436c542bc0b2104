// Columns made from rounds, joined, cut and compared.
import { METRIC_NAMES, type Metric } from '../domain/metric.ts';
import type { Round } from '../domain/round.ts';
import { isMeasured } from '../domain/sample.ts';
import { outcomeCode, type SeriesColumns } from '../domain/series.ts';
import { encodeValue, NO_VALUE } from '../domain/value-code.ts';

/** A round reduced to what blocks are made of, a row a sample, and to how its gun went. */
export interface RoundRows extends Pick<Round, 'gunAt' | 'gunLateMs' | 'dispatchSkewMs'> {
  /** Epoch seconds. */
  readonly slot: number;
  readonly targets: readonly string[];
  readonly outcomes: Uint8Array;
  readonly codes: Readonly<Record<Metric, Uint16Array>>;
}

/** Values are kept of measured samples only; void ones, those out of a cache and failures carry none. */
export function rowsOf(round: Round): RoundRows {
  const { samples, gunAt, gunLateMs, dispatchSkewMs } = round;
  return {
    ...{ gunAt, gunLateMs, dispatchSkewMs },
    slot: Date.parse(round.scheduledAt) / 1_000,
    targets: samples.map(({ target }) => target),
    outcomes: Uint8Array.from(samples, outcomeCode),
    codes: byMetric((metric) =>
      Uint16Array.from(samples, (sample) => (isMeasured(sample) ? encodeValue(sample[metric]) : NO_VALUE)),
    ),
  };
}

/**
 * The columns of every target in some rounds, ascending by slot. Where shards of one instant both hold a target, the first
 * one given counts.
 */
export function columnsByTarget(rounds: readonly RoundRows[]): Map<string, SeriesColumns> {
  const ascending = [...rounds].sort((a, b) => a.slot - b.slot);
  const entries = new Map<string, { round: RoundRows; row: number }[]>();
  for (const round of ascending) {
    round.targets.forEach((target, row) => {
      const list = entries.get(target);
      if (!list) entries.set(target, [{ round, row }]);
      else if (list.at(-1)?.round.slot !== round.slot) list.push({ round, row });
    });
  }
  return new Map(Array.from(entries, ([target, rows]) => [target, columnsOf(rows)]));
}

function columnsOf(rows: readonly { readonly round: RoundRows; readonly row: number }[]): SeriesColumns {
  return {
    slots: Uint32Array.from(rows, ({ round }) => round.slot),
    outcomes: Uint8Array.from(rows, ({ round, row }) => round.outcomes[row] as number),
    codes: byMetric((metric) => Uint16Array.from(rows, ({ round, row }) => round.codes[metric][row] as number)),
  };
}

export const NO_COLUMNS: SeriesColumns = emptyColumns(0);

/** Columns one after the other; each must begin after the one before has ended. */
export function joinColumns(pieces: readonly SeriesColumns[]): SeriesColumns {
  const joined = emptyColumns(pieces.reduce((sum, { slots }) => sum + slots.length, 0));
  let at = 0;
  for (const piece of pieces) at = putInto(joined, piece, at);
  return joined;
}

/** Copies a piece into columns that are long enough. @returns the index after it */
export function putInto(columns: SeriesColumns, piece: SeriesColumns, at: number): number {
  columns.slots.set(piece.slots, at);
  columns.outcomes.set(piece.outcomes, at);
  for (const metric of METRIC_NAMES) columns.codes[metric].set(piece.codes[metric], at);
  return at + piece.slots.length;
}

/** A view of a part: it shares the memory. */
export function partOf(columns: SeriesColumns, from: number, to: number): SeriesColumns {
  return {
    slots: columns.slots.subarray(from, to),
    outcomes: columns.outcomes.subarray(from, to),
    codes: byMetric((metric) => columns.codes[metric].subarray(from, to)),
  };
}

/** Memory for so many slots. */
export function emptyColumns(length: number): SeriesColumns {
  return {
    slots: new Uint32Array(length),
    outcomes: new Uint8Array(length),
    codes: byMetric(() => new Uint16Array(length)),
  };
}

/** Slots in all pieces, which are given by their beginning. */
export function lengthOf(pieces: readonly (readonly [startMs: number, columns: SeriesColumns])[]): number {
  return pieces.reduce((sum, [, { slots }]) => sum + slots.length, 0);
}

export function sameColumns(a: SeriesColumns, b: SeriesColumns): boolean {
  return (
    sameNumbers(a.slots, b.slots) &&
    sameNumbers(a.outcomes, b.outcomes) &&
    METRIC_NAMES.every((metric) => sameNumbers(a.codes[metric], b.codes[metric]))
  );
}

function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

export function byMetric<T>(make: (metric: Metric) => T): Record<Metric, T> {
  return Object.fromEntries(METRIC_NAMES.map((metric) => [metric, make(metric)])) as Record<Metric, T>;
}
