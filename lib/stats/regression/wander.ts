// How far a series wanders by itself from one day to the next: nothing to be told, and no reason to wake anybody.
import type { SeriesColumns } from '../../domain/series.ts';
import { middleOfFirst } from '../order.ts';
import { fillBins, NOTHING } from './bins.ts';
import { type Cadence, DAY_MS, HOUR_MS } from './cadence.ts';
import { type Era, isUsual } from './era.ts';

const DAYS = 7;
const BLOCK_MS = 3 * HOUR_MS;
const BLOCKS = DAY_MS / BLOCK_MS;
const NORMAL_SD_PER_MAD = 1.4826;
/** The variance of a median of n values is this / n of theirs, if they are normal. */
const MEDIAN_VARIANCE = Math.PI / 2;

/**
 * The standard deviation of the slow part of a series, in steps of the value code: 3 h medians at the same hours of the 7 days
 * before `dayMs` (the start of a UTC day), less what the scatter of single values alone would make of them. `scatter` is
 * that of single values.
 */
export function wanderOf(columns: SeriesColumns, cadence: Cadence, era: Era, dayMs: number, scatter: number): number {
  const bins = new Int32Array(Math.floor(BLOCK_MS / cadence.binMs));
  const medians = new Int32Array(DAYS);
  const distances = new Int32Array(DAYS * BLOCKS);
  let [n, values] = [0, 0];
  for (let block = 0; block < BLOCKS; block++) {
    let days = 0;
    for (let day = 1; day <= DAYS; day++) {
      const fromMs = Math.ceil((dayMs - day * DAY_MS + block * BLOCK_MS) / cadence.binMs) * cadence.binMs;
      fillBins(columns, cadence, fromMs, bins);
      const kept = keepUsual(bins, era, fromMs, cadence.binMs);
      if (kept * 2 < bins.length) continue;
      medians[days++] = middleOfFirst(bins, kept).low;
      values += kept;
    }
    if (days < 3) continue;
    const middle = middleOfFirst(medians, days).low;
    for (let day = 0; day < days; day++) distances[n++] = Math.abs((medians[day] as number) - middle);
  }
  if (n < 2 * BLOCKS) return 0;
  const spread = NORMAL_SD_PER_MAD * middleOfFirst(distances, n).low;
  const byChance = (MEDIAN_VARIANCE * scatter * scatter) / (values / n);
  return Math.sqrt(Math.max(0, spread * spread * (DAYS / (DAYS - 1)) - byChance));
}

function keepUsual(bins: Int32Array, era: Era, fromMs: number, binMs: number): number {
  let kept = 0;
  for (let bin = 0; bin < bins.length; bin++) {
    const code = bins[bin] as number;
    if (code !== NOTHING && isUsual(era, fromMs + bin * binMs)) bins[kept++] = code;
  }
  return kept;
}
