// What is usual for a target at an hour of the day: the median and the scatter of the same hours of the days before.
import type { SeriesColumns } from '../../domain/series.ts';
import { encodeValue } from '../../domain/value-code.ts';
import { middleOfFirst } from '../order.ts';
import { fillBins, NOTHING } from './bins.ts';
import { type Cadence, DAY_MS, HOUR_MS } from './cadence.ts';
import { type Era, isUsual } from './era.ts';

/** In steps of the value code, which is a logarithm. */
export interface Baseline {
  readonly median: number;
  readonly scatter: number;
}

/** Days that make a baseline; it looks back further where some of them are missing or were unusual. */
const DAYS = 7;
const FURTHEST_DAYS = 21;
/** Under either of these a series is still being learned. */
const MIN_DAYS = 3;
const MIN_VALUES = 20;
/** The standard deviation of a normal distribution whose median absolute deviation is 1. */
const NORMAL_SD_PER_MAD = 1.4826;
/** A series steadier than 10 % is treated as if it were not: nobody needs to be woken for 2 %. */
const LEAST_SCATTER = encodeValue(Math.exp(0.1)) - encodeValue(1);

/** The baseline for the hour that begins at `hourMs`; `null` while learning. */
export function baselineOf(columns: SeriesColumns, cadence: Cadence, era: Era, hourMs: number): Baseline | null {
  const { binMs, reachHours } = cadence;
  const bandMs = (1 + 2 * reachHours) * HOUR_MS;
  const band = new Int32Array(Math.ceil(bandMs / binMs));
  const codes = new Int32Array(DAYS * band.length);
  const firstMs = (columns.slots[0] ?? Number.POSITIVE_INFINITY) * 1_000;
  let n = 0;
  let days = 0;
  for (let day = 1; day <= FURTHEST_DAYS && days < DAYS; day++) {
    const fromMs = Math.ceil((hourMs - day * DAY_MS - reachHours * HOUR_MS) / binMs) * binMs;
    if (fromMs + bandMs <= Math.max(firstMs, era.fromMs)) break;
    fillBins(columns, cadence, fromMs, band);
    const before = n;
    for (let bin = 0; bin < band.length; bin++) {
      const code = band[bin] as number;
      if (code !== NOTHING && isUsual(era, fromMs + bin * binMs)) codes[n++] = code;
    }
    if (n > before) days++;
  }
  return days < MIN_DAYS || n < MIN_VALUES ? null : middleAndScatter(codes, n);
}

function middleAndScatter(codes: Int32Array, n: number): Baseline {
  const median = middleOfFirst(codes, n).low;
  for (let index = 0; index < n; index++) codes[index] = Math.abs((codes[index] as number) - median);
  return { median, scatter: Math.max(LEAST_SCATTER, NORMAL_SD_PER_MAD * middleOfFirst(codes, n).low) };
}
