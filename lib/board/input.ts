// What the board is made from. The caller gathers it from the store and the statistics; this room only writes it down.
import type { Target } from '../domain/target.ts';
import type { WindowId } from '../domain/window.ts';
import type { Workload } from '../domain/workload.ts';
import type { LatestRound } from '../results/recent-rounds.ts';
import type { Ranking, SeriesFigures } from '../stats/figures.ts';
import type { Incident } from './incident.ts';

/** The region id under which the values of every region are pooled. */
export const ALL_REGIONS = 'all';

/** A target that is configured but cannot race because its key is not set. */
export interface NotRacing {
  readonly target: Target;
  /** The name of the variable, never its value. */
  readonly missingKey: string;
}

export interface ViewInput {
  readonly workload: string;
  /** A region of the config, or `all`. */
  readonly region: string;
  readonly window: WindowId;
  readonly series: readonly SeriesFigures[];
  /** By TTFT. */
  readonly ranking: Ranking;
  /** By output speed and by end-to-end speed. */
  readonly speedRankings: readonly Ranking[];
}

/** One series over time in equal buckets, oldest first; the arrays are of one length. */
export interface SeriesHistory {
  readonly target: string;
  readonly workload: string;
  readonly region: string;
  /** Start of the first bucket, epoch ms. */
  readonly startsAtMs: number;
  readonly bucketMs: number;
  /** `null` where a bucket has no ok sample. */
  readonly ttftP50Ms: readonly (number | null)[];
  /** Attempts in the bucket; 0 is a gap. */
  readonly n: readonly number[];
  readonly failed: readonly number[];
}

/** What is made beforehand: the browser's part, bundled, and the schemas of the documents (json-schemas.ts). */
export interface PageAssets {
  readonly appJs: string;
  readonly css: string;
  /** By file name. */
  readonly schemas: Readonly<Record<string, unknown>>;
}

export interface BoardInput {
  /** The name of the board, from the config. */
  readonly name: string;
  /** The first is the one shown first. */
  readonly workloads: readonly Workload[];
  readonly regions: readonly string[];
  /** Those that race. */
  readonly targets: readonly Target[];
  readonly notRacing: readonly NotRacing[];
  readonly generatedAtMs: number;
  /** Tells documents of one publication from those of another. */
  readonly runId: string;
  /** A view that is not given is published empty: no rounds yet. */
  readonly views: readonly ViewInput[];
  readonly histories: readonly SeriesHistory[];
  /** The newest round of each workload and region that has one. */
  readonly latestRounds: readonly LatestRound[];
  /** Open ones, and those of the last 30 days. */
  readonly incidents: readonly Incident[];
  readonly assets: PageAssets;
}

/** The regions that have views: `all` first where there are several. */
export function shownRegions(regions: readonly string[]): readonly string[] {
  return regions.length > 1 ? [ALL_REGIONS, ...regions] : regions;
}
