// Columns for the tests of this room, and seeded noise.
import { METRIC_NAMES, type Metric } from '../../lib/domain/metric.ts';
import { OUTCOME_OK, type SeriesColumns, type SeriesPart } from '../../lib/domain/series.ts';
import { encodeValue } from '../../lib/domain/value-code.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const NOW_MS = Date.parse('2026-11-22T12:00:00Z');
export const EVERY_MS = 5 * MINUTE_MS;

export interface Row {
  readonly atMs: number;
  /** Outcome code; ok by default. */
  readonly outcome?: number;
  /** The value of every metric; none by default. */
  readonly value?: number | null;
}

export function columnsOf(rows: readonly Row[]): SeriesColumns {
  const codes = Uint16Array.from(rows, ({ value }) => encodeValue(value ?? null));
  return {
    slots: Uint32Array.from(rows, ({ atMs }) => atMs / 1_000),
    outcomes: Uint8Array.from(rows, ({ outcome }) => outcome ?? OUTCOME_OK),
    codes: Object.fromEntries(METRIC_NAMES.map((metric) => [metric, codes])) as Record<Metric, Uint16Array>,
  };
}

/** The last `values.length` rounds before now, the newest at now; `null` = failed by the provider (a truncated stream). */
export function partOf(values: readonly (number | null)[], region = 'us-east-1'): SeriesPart {
  const rows = values.map((value, index): Row => {
    const atMs = NOW_MS - (values.length - 1 - index) * EVERY_MS;
    return value === null ? { atMs, outcome: 11 } : { atMs, value };
  });
  return { region, columns: columnsOf(rows) };
}

/** Uniform numbers in [0, 1), the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Log-normal values around a median. */
export function noise(random: () => number, n: number, median: number, sigma: number): number[] {
  return Array.from({ length: n }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return median * Math.exp(sigma * normal);
  });
}
