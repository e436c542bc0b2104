// The best-ranked targets of the board's first view, each against each.
import type { SeriesPart } from '../../domain/series.ts';
import { DEFAULT_WINDOW, WINDOWS, type Window } from '../../domain/window.ts';
import { type HeadToHead, headToHead, mirrored } from '../../stats/head-to-head.ts';
import type { Entrant } from '../../stats/lanes.ts';
import type { ColumnsByRegion } from '../gather.ts';
import { ALL_REGIONS, shownRegions } from '../input.ts';
import type { ViewRow } from '../schemas.ts';
import { shownText } from '../view-document.ts';
import type { DetailInput } from './detail-input.ts';

const MOST_TARGETS = 12;

export interface HeadToHeads {
  readonly workload: string;
  readonly region: string;
  readonly window: Window;
  /** Ranked ones in their order, 12 at most. */
  readonly rows: readonly ViewRow[];
  /** By row and column, from the row's side; `null` of a target against itself. */
  readonly matches: readonly (readonly (HeadToHead | null)[])[];
}

/** Every pair of the (at most 12) best-ranked of the first workload, over all regions and 7 days: 66 comparisons at most. */
export function headToHeads(input: DetailInput): HeadToHeads {
  const { board, views, columns } = input;
  const workload = board.workloads[0]?.name ?? '';
  const region = shownRegions(board.regions)[0] ?? ALL_REGIONS;
  const window = WINDOWS.find(({ id }) => id === DEFAULT_WINDOW) as Window;
  const view = views.find(
    (each) => each.workload === workload && each.region === region && each.window === DEFAULT_WINDOW,
  );
  const rows = (view?.rows ?? []).filter(({ rank }) => rank !== null).slice(0, MOST_TARGETS);
  const idOf = new Map(board.targets.map(({ id }) => [shownText(id), id]));
  const byRegion = columns.get(workload) ?? new Map();
  const regions = region === ALL_REGIONS ? board.regions : [region];
  const entrants = rows.map(({ target }) => entrantOf(idOf.get(target) ?? target, byRegion, regions));
  const since = Math.min(...Object.values(sinceByRegion(input)[workload] ?? {}));
  const options = { span: window, nowMs: board.generatedAtMs };
  const matches = matchesOf(entrants, (a, b) =>
    headToHead(a, b, Number.isFinite(since) ? { ...options, sinceMs: since * 1_000 } : options),
  );
  return { workload, region, window, rows, matches };
}

function entrantOf(target: string, columns: ColumnsByRegion, regions: readonly string[]): Entrant {
  const parts = regions.flatMap((region): SeriesPart[] => {
    const found = columns.get(region)?.get(target);
    return found === undefined ? [] : [{ region, columns: found }];
  });
  return { target, parts };
}

function matchesOf(
  entrants: readonly Entrant[],
  compare: (a: Entrant, b: Entrant) => HeadToHead,
): (HeadToHead | null)[][] {
  const matches = entrants.map(() => entrants.map((): HeadToHead | null => null));
  entrants.forEach((a, row) => {
    entrants.forEach((b, column) => {
      if (column <= row) return;
      const match = compare(a, b);
      (matches[row] as (HeadToHead | null)[])[column] = match;
      (matches[column] as (HeadToHead | null)[])[row] = mirrored(match);
    });
  });
  return matches;
}

/**
 * Since when each region has rounds under each workload, epoch seconds: it decides how long the blocks of a comparison are, and
 * the browser, which loads the rounds of a few targets of 7 days, cannot know it.
 */
export function sinceByRegion({ board, columns }: DetailInput): Readonly<Record<string, Record<string, number>>> {
  const racing = new Set(board.targets.map(({ id }) => id));
  const workloads = board.workloads.map(({ name }) => {
    const regions = Array.from(columns.get(name) ?? []).flatMap(([region, byTarget]): [string, number][] => {
      const firsts = Array.from(byTarget).flatMap(([target, { slots }]) =>
        racing.has(target) && slots[0] !== undefined ? [slots[0]] : [],
      );
      return firsts.length === 0 ? [] : [[region, Math.min(...firsts)]];
    });
    return [name, Object.fromEntries(regions)] as const;
  });
  return Object.fromEntries(workloads);
}
