// From the columns of the store to the figures of the board: every series in every window, and all of them ranked.
import type { SeriesColumns, SeriesPart } from '../domain/series.ts';
import { WINDOWS, type Window } from '../domain/window.ts';
import type { Workload } from '../domain/workload.ts';
import { rank } from '../stats/rank.ts';
import { summarise } from '../stats/summary.ts';
import { historyOf } from './history.ts';
import { ALL_REGIONS, type SeriesHistory, shownRegions, type ViewInput } from './input.ts';

/** The columns of a workload's targets, by region and then by target. */
export type ColumnsByRegion = ReadonlyMap<string, ReadonlyMap<string, SeriesColumns>>;

export interface GatherRequest {
  readonly workload: Workload;
  readonly regions: readonly string[];
  readonly targets: readonly string[];
  readonly nowMs: number;
}

/** The views of one workload: each region and all of them together, in each window. */
export function viewsOf(columns: ColumnsByRegion, request: GatherRequest): ViewInput[] {
  return shownRegions(request.regions).flatMap((region) => {
    const entrants = request.targets.flatMap((target) => {
      const parts = partsOf(columns, target, region === ALL_REGIONS ? request.regions : [region]);
      return parts.length === 0 ? [] : [{ target, parts }];
    });
    return WINDOWS.map((window) => viewOf(entrants, region, window, request));
  });
}

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
  };
}

function partsOf(columns: ColumnsByRegion, target: string, regions: readonly string[]): SeriesPart[] {
  return regions.flatMap((region) => {
    const found = columns.get(region)?.get(target);
    return found === undefined || found.slots.length === 0 ? [] : [{ region, columns: found }];
  });
}

/** The history of each series that has any. */
export function historiesOf(columns: ColumnsByRegion, { workload, targets, nowMs }: GatherRequest): SeriesHistory[] {
  return [...columns].flatMap(([region, byTarget]) =>
    targets.flatMap((target) => {
      const found = byTarget.get(target);
      if (found === undefined || found.slots.length === 0) return [];
      return [historyOf(found, { target, workload: workload.name, region }, nowMs)];
    }),
  );
}
