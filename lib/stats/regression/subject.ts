// One figure of a target or a region that is watched: how its beginning, its end and its size are found.
import { logOfCode } from '../../domain/value-code.ts';
import { medianBounds } from '../interval.ts';
import { HOUR_MS, type Tiers } from './cadence.ts';
import type { Estimate, RegressionEvent, RegressionKind } from './event.ts';
import { failedShare, findFaults, findRecovery, LEAST_SHARE } from './faults.ts';
import type { Grid, Levels } from './levels.ts';
import { findReturn, findRise, type Return, type RiseScan } from './rise.ts';
import type { Usual } from './usual.ts';

export interface Finding {
  readonly opening: Pick<RegressionEvent, 'sinceMs' | 'detectedMs' | 'level'> | null;
  /** `null` while learning. */
  readonly score: number | null;
}

export interface Subject {
  readonly kind: RegressionKind;
  readonly target: string | null;
  /** When it was last seen to work or to fail. */
  readonly lastAtMs: number;
  find(fromMs: number): Finding;
  findEnd(event: RegressionEvent): { readonly untilMs: number; readonly closedMs: number } | null;
  /** Its size over the last 3 h of a stretch; the end is exclusive. */
  sizeOver(fromMs: number, toMs: number): Pick<RegressionEvent, 'ratio' | 'peersRatio' | 'failedShare'>;
}

const SIZE_MS = 3 * HOUR_MS;
/** Without peers what the moment does to all of them looks like the target's own doing. */
const CAUTION_WITHOUT_PEERS = 1.5;

export interface SlowerOptions {
  readonly kind: 'slower' | 'region-slower';
  readonly target: string | null;
  readonly lastAtMs: number;
  readonly grid: Grid;
  readonly everyMs: number;
  readonly levels: Pick<Levels, 'ratios' | 'heights'> & Partial<Levels>;
  readonly tiers: Tiers;
  readonly hasPeers: boolean;
  readonly isLearning: boolean;
}

/** Slower than usual; each bin of the grid is one observation. */
export function slowerSubject(options: SlowerOptions): Subject {
  const { kind, target, lastAtMs, grid, everyMs, levels, tiers } = options;
  const clock = clockOf(grid, grid.stepMs - everyMs);
  const caution = options.hasPeers ? 1 : CAUTION_WITHOUT_PEERS;
  return {
    ...{ kind, target, lastAtMs },
    find(fromMs) {
      const { opening, score } = clock.found(findRise(levels.heights, clock.indexAt(fromMs), tiers, caution));
      return { opening, score: options.isLearning ? null : score };
    },
    findEnd: ({ detectedMs, level }) =>
      clock.ended(findReturn(levels.heights, clock.indexAt(detectedMs + everyMs), tiers, level)),
    sizeOver(fromMs, toMs) {
      const [from, to] = [clock.indexAt(Math.max(fromMs, clock.endOf(toMs) - SIZE_MS)), clock.indexAt(toMs)];
      const peers = levels.peersRatios && estimateOf(levels.peersRatios.subarray(from, to));
      return {
        ratio: estimateOf(levels.ratios.subarray(from, to)),
        peersRatio: peers?.value ?? null,
        failedShare: null,
      };
    },
  };
}

export interface FailingOptions {
  readonly kind: 'failing' | 'region-failing';
  readonly target: string | null;
  readonly lastAtMs: number;
  readonly grid: Grid;
  readonly states: Uint8Array;
  /** `null`: of a region, for which failing is never usual. */
  readonly usual: Usual | null;
}

/** Failing more than usual; each round of the grid is one observation. */
export function failingSubject({ kind, target, lastAtMs, grid, states, usual }: FailingOptions): Subject {
  const clock = clockOf(grid, 0);
  const usualAt = (atMs: number) => usual?.failedShare(Math.floor(atMs / HOUR_MS)) ?? LEAST_SHARE;
  return {
    ...{ kind, target, lastAtMs },
    find(fromMs) {
      const { opening, score } = clock.found(
        findFaults(states, clock.indexAt(fromMs), (round) => usualAt(clock.timeOf(round))),
      );
      return { opening, score: Number.isNaN(usualAt(clock.timeOf(grid.count - 1))) ? null : score };
    },
    findEnd({ detectedMs, level }) {
      const share = usualAt(clock.timeOf(grid.count - 1));
      const usually = Number.isNaN(share) ? LEAST_SHARE : share;
      return clock.ended(findRecovery(states, clock.indexAt(detectedMs + grid.stepMs), usually, level));
    },
    sizeOver(fromMs, toMs) {
      const from = clock.indexAt(Math.max(fromMs, clock.endOf(toMs) - SIZE_MS));
      return { ratio: null, peersRatio: null, failedShare: failedShare(states, from, clock.indexAt(toMs)) };
    },
  };
}

/** @param lastRoundMs from the start of a step to its last round, which is when something is known */
function clockOf({ fromMs, stepMs, count }: Grid, lastRoundMs: number) {
  const timeOf = (index: number) => fromMs + index * stepMs;
  return {
    timeOf,
    /** The first step at or after a moment, within the grid. */
    indexAt: (atMs: number) => Math.max(0, Math.min(count, Math.ceil((atMs - fromMs) / stepMs))),
    endOf: (atMs: number) => Math.min(atMs, timeOf(count)),
    found: ({ rise, score }: RiseScan) => {
      if (rise === null) return { opening: null, score };
      const detectedMs = timeOf(rise.index) + lastRoundMs;
      return { opening: { sinceMs: timeOf(rise.sinceIndex), detectedMs, level: rise.level }, score };
    },
    ended: (end: Return | null) =>
      end && { untilMs: timeOf(end.untilIndex), closedMs: timeOf(end.index) + lastRoundMs },
  };
}

/** The median ratio, and its interval as if bins were independent; `null` where there is none that can be told. */
function estimateOf(ratios: Float64Array): Estimate | null {
  const ascending = ratios.filter((ratio) => !Number.isNaN(ratio)).sort();
  const n = ascending.length;
  const value = n === 0 ? null : ratioOf(((ascending[(n - 1) >> 1] as number) + (ascending[n >> 1] as number)) / 2);
  if (value === null) return null;
  const bounds = medianBounds(n);
  const at = (rank: number) => ratioOf(ascending[rank] as number);
  return { value, low: bounds && at(bounds.low), high: bounds && at(bounds.high) };
}

const LOG_PER_STEP = logOfCode(2) - logOfCode(1);

function ratioOf(steps: number): number | null {
  return Number.isFinite(steps) ? Math.exp(steps * LOG_PER_STEP) : null;
}
