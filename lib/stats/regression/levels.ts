// How far above the usual each target of a cohort stood, bin by bin, by itself and beside its peers.
import type { SeriesColumns } from '../../domain/series.ts';
import { fillBins, NOTHING, TOO_SLOW } from './bins.ts';
import { type Cadence, HOUR_MS } from './cadence.ts';
import { eraOf } from './era.ts';
import type { RegressionEvent } from './event.ts';
import type { Usual } from './usual.ts';

/** A regular grid of bins or rounds. */
export interface Grid {
  readonly fromMs: number;
  readonly stepMs: number;
  readonly count: number;
}

/** One entry a bin; NaN where there is nothing to say, infinite where the first token did not come in time. */
export interface Levels {
  /** TTFT to what is usual at the hour, in steps of the value code. */
  readonly ratios: Float64Array;
  /** How far above the usual, in scatters; of a target, beside its peers. */
  readonly heights: Float64Array;
  /** The median of its peers' ratios. */
  readonly peersRatios: Float64Array;
}

export interface CohortLevels {
  readonly targets: readonly Levels[];
  /** The region itself: medians over its targets. */
  readonly region: Omit<Levels, 'peersRatios'>;
  /** False in a cohort of fewer than 6 targets with a baseline, whose heights are those of each by itself. */
  readonly hasPeers: boolean;
}

export interface Watchable {
  readonly columns: SeriesColumns;
  readonly usual: Usual;
}

export const MIN_PEERS = 5;

export function levelsOf(cohort: readonly Watchable[], cadence: Cadence, grid: Grid): CohortLevels {
  const own = cohort.map((watchable) => ownLevels(watchable, cadence, grid));
  const newestHour = Math.floor((grid.fromMs + grid.count * grid.stepMs - 1) / HOUR_MS);
  const hasPeers = cohort.filter(({ usual }) => usual.level(newestHour).scatter > 0).length > MIN_PEERS;
  const targets = own.map(({ ratios, scores }): Levels => {
    return {
      ratios,
      heights: hasPeers ? new Float64Array(grid.count).fill(Number.NaN) : scores,
      peersRatios: nothing(grid),
    };
  });
  const region = { ratios: nothing(grid), heights: nothing(grid) };
  if (hasPeers) for (let bin = 0; bin < grid.count; bin++) holdBesidePeers(bin, own, targets, region);
  return { targets, region, hasPeers };
}

function nothing({ count }: Grid): Float64Array {
  return new Float64Array(count).fill(Number.NaN);
}

interface OwnLevels {
  readonly ratios: Float64Array;
  readonly scores: Float64Array;
  readonly scatters: Float64Array;
}

function ownLevels({ columns, usual }: Watchable, cadence: Cadence, grid: Grid): OwnLevels {
  const bins = new Int32Array(grid.count);
  fillBins(columns, cadence, grid.fromMs, bins);
  const ratios = nothing(grid);
  const scores = nothing(grid);
  const scatters = nothing(grid);
  let hour = -1;
  let median = 0;
  let scatter = 0;
  for (let bin = 0; bin < grid.count; bin++) {
    const code = bins[bin] as number;
    if (code === NOTHING) continue;
    const binHour = Math.floor((grid.fromMs + bin * grid.stepMs) / HOUR_MS);
    if (binHour !== hour) {
      hour = binHour;
      ({ median, scatter } = usual.level(hour));
    }
    if (scatter === 0) continue;
    ratios[bin] = code === TOO_SLOW ? Number.POSITIVE_INFINITY : code - median;
    scatters[bin] = scatter;
    scores[bin] = (ratios[bin] as number) / scatter;
  }
  return { ratios, scores, scatters };
}

const memory = { ratios: new Float64Array(0), scores: new Float64Array(0) }; // used within a call only

/**
 * A target stands out as far as it does both in scatters and in ratio, each less the median of its peers: what slows all of
 * them by the same share moves a steady one by more scatters than the others, and a rough one by fewer.
 */
function holdBesidePeers(
  bin: number,
  own: readonly OwnLevels[],
  targets: readonly Levels[],
  region: CohortLevels['region'],
): void {
  if (memory.scores.length < own.length) {
    memory.scores = new Float64Array(own.length);
    memory.ratios = new Float64Array(own.length);
  }
  let n = 0;
  for (const { ratios, scores } of own) {
    if (Number.isNaN(scores[bin])) continue;
    memory.scores[n] = scores[bin] as number;
    memory.ratios[n++] = ratios[bin] as number;
  }
  if (n < MIN_PEERS) return;
  const scores = memory.scores.subarray(0, n).sort();
  const ratios = memory.ratios.subarray(0, n).sort();
  region.heights[bin] = middleOf(scores);
  region.ratios[bin] = middleOf(ratios);
  if (n === MIN_PEERS) return;
  own.forEach((each, index) => {
    const ratio = each.ratios[bin] as number;
    const score = each.scores[bin] as number;
    if (Number.isNaN(score)) return;
    const { heights, peersRatios } = targets[index] as Levels;
    const peersRatio = middleWithout(ratios, ratio);
    peersRatios[bin] = peersRatio;
    heights[bin] = Math.min(
      score - middleWithout(scores, score),
      (ratio - peersRatio) / (each.scatters[bin] as number),
    );
  });
}

function middleOf(ascending: Float64Array): number {
  const n = ascending.length;
  return ((ascending[(n - 1) >> 1] as number) + (ascending[n >> 1] as number)) / 2;
}

/** The median of all but one that is among them. */
export function middleWithout(ascending: Float64Array, one: number): number {
  const half = ascending.length >> 1;
  const middle = ascending[half] as number;
  const below = ascending[half - 1] as number;
  if (ascending.length % 2 === 0) return one <= below ? middle : below;
  const above = ascending[half + 1] as number;
  if (one > middle) return (below + middle) / 2;
  return one < middle ? (middle + above) / 2 : (below + above) / 2;
}

/** The same without the heights of some stretches of time. */
export function hide(levels: Levels, grid: Grid, events: readonly RegressionEvent[]): Levels {
  const heights = events.length === 0 ? levels.heights : levels.heights.slice();
  const { unusual } = eraOf(events.filter(({ closedBecause }) => closedBecause !== 'accepted'));
  for (const { fromMs, toMs } of unusual) {
    const from = Math.max(0, Math.floor((fromMs - grid.fromMs) / grid.stepMs));
    const to = Math.min(grid.count, (toMs - grid.fromMs) / grid.stepMs);
    for (let bin = from; bin < to; bin++) heights[bin] = Number.NaN;
  }
  return { ...levels, heights };
}
