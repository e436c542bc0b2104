// What the board is made from. The caller gathers it from the store and the statistics; this room only writes it down.
import type { PageSettings } from '../domain/config.ts';
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

/** The browser's part of the pages, by what a page links. */
export const ASSET_NAMES = [
  ...(['app.js', 'page.js', 'target.js', 'compare.js', 'share.js'] as const),
  ...(['style.css', 'target.css', 'compare.css', 'share.css', 'prose.css'] as const),
] as const;
export type AssetName = (typeof ASSET_NAMES)[number];

export interface AssetFile {
  /** From the root of the site; its name bears a hash of the content. */
  readonly path: string;
  readonly body: string;
}

/** What is made beforehand: the browser's part, bundled, the schemas of the documents (json-schemas.ts), the method. */
export interface PageAssets {
  readonly files: readonly AssetFile[];
  /** Where each of them is. */
  readonly paths: Readonly<Record<AssetName, string>>;
  /** What each of them needs at once besides. */
  readonly preloads: Readonly<Record<AssetName, readonly string[]>>;
  /** By file name. */
  readonly schemas: Readonly<Record<string, unknown>>;
  /** docs/method.md as HTML: our own text, the only markup that is not made by a template. */
  readonly methodHtml: string;
}

/** A request as the target's own SDK writes it, for the target's page. */
export interface ExactRequest {
  readonly target: string;
  readonly workload: string;
  readonly method: string;
  /** Without the host where the address is not a provider's public one. */
  readonly url: string;
  /** As sent, but for keys, which are replaced by the name of their variable. */
  readonly headers: Readonly<Record<string, string>>;
  /** Laid out for reading, with `[nonce]` in place of the random number. */
  readonly body: string;
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
  /** The newest round of each workload and region that has one. */
  readonly latestRounds: readonly LatestRound[];
  /** Open ones, and those of the last 30 days. */
  readonly incidents: readonly Incident[];
  readonly assets: PageAssets;
  /** Where the site is read, ending in `/`; `null` where that is not known, and then nothing that needs it is written. */
  readonly siteUrl: string | null;
  readonly page: PageSettings;
}

/** The regions that have views: `all` first where there are several. */
export function shownRegions(regions: readonly string[]): readonly string[] {
  return regions.length > 1 ? [ALL_REGIONS, ...regions] : regions;
}
