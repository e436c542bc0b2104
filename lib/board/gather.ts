// From the columns of the store to the figures of the board: every series in every window, and all of them ranked.
import type { SeriesColumns, SeriesPart } from '../domain/series.ts';
import { WINDOWS, type Window } from '../domain/window.ts';
import type { Workload } from '../domain/workload.ts';
import { rank } from '../stats/rank.ts';
import { summarise } from '../stats/summary.ts';
import { ALL_REGIONS, shownRegions, type ViewInput } from './input.ts';

/** The columns of a workload's targets, by region and then by target. */
export type ColumnsByRegion = ReadonlyMap<string, ReadonlyMap<string, SeriesColumns>>;

export interface GatherRequest {
  readonly workload: Workload;
  readonly regions: readonly string[];
  readonly targets: readonly string[];
  readonly nowMs: number;
}

/** What was made of a region the last time, to be used again while nothing new has come there. */
export type FiguresCache = Map<string, RegionFigures>;

interface RegionFigures {
  readonly madeAtMs: number;
  /** How many slots each series had, and its newest: what is stored never changes, it is only added to. */
  readonly fingerprint: string;
  readonly views: readonly ViewInput[];
}

/**
 * The figures of one workload: each region and all of them together, in each window.
 * @param cache a region without a new slot keeps its figures for up to one cadence, within which its own next round is due
 */
export function figuresOf(columns: ColumnsByRegion, request: GatherRequest, cache: FiguresCache): ViewInput[] {
  return shownRegions(request.regions).flatMap((region) => {
    const key = `${request.workload.name}#${region}`;
    const fingerprint = fingerprintOf(columns, region === ALL_REGIONS ? request.regions : [region]);
    const known = cache.get(key);
    const ageMs = known === undefined ? Number.POSITIVE_INFINITY : request.nowMs - known.madeAtMs;
    if (known?.fingerprint === fingerprint && ageMs >= 0 && ageMs < request.workload.everyMs) return known.views;
    const views = viewsIn(columns, region, request);
    cache.set(key, { madeAtMs: request.nowMs, fingerprint, views });
    return views;
  });
}

function fingerprintOf(columns: ColumnsByRegion, regions: readonly string[]): string {
  const parts = regions.flatMap((region) =>
    Array.from(
      columns.get(region) ?? [],
      ([target, { slots }]) => `${region} ${target} ${slots.length} ${slots.at(-1)}`,
    ),
  );
  return parts.join('\n');
}

function viewsIn(columns: ColumnsByRegion, region: string, request: GatherRequest): ViewInput[] {
  const entrants = request.targets.flatMap((target) => {
    const parts = partsOf(columns, target, region === ALL_REGIONS ? request.regions : [region]);
    return parts.length === 0 ? [] : [{ target, parts }];
  });
  return WINDOWS.map((window) => viewOf(entrants, region, window, request));
}

const SPEEDS = ['outputTokensPerSecond', 'endToEndTokensPerSecond'] as const;
/** They stand second: a large field is compared in a share of its rounds, so that they take a tenth of the time. */
const FOR_SPEEDS = 20_000_000;

function viewOf(
  entrants: readonly { readonly target: string; readonly parts: readonly SeriesPart[] }[],
  region: string,
  window: Window,
  { workload, nowMs }: GatherRequest,
): ViewInput {
  const { everyMs } = workload;
  return {
    workload: workload.name,
    region,
    window: window.id,
    series: entrants.map(({ target, parts }) => summarise(parts, { target, region, window, nowMs, everyMs })),
    ranking: rank(entrants, { metric: 'ttftMs', window, nowMs }),
    speedRankings: SPEEDS.map((metric) => rank(entrants, { metric, window, nowMs, mostComparisons: FOR_SPEEDS })),
  };
}

function partsOf(columns: ColumnsByRegion, target: string, regions: readonly string[]): SeriesPart[] {
  return regions.flatMap((region) => {
    const found = columns.get(region)?.get(target);
    return found === undefined || found.slots.length === 0 ? [] : [{ region, columns: found }];
  });
}
