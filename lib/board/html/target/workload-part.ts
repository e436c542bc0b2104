// What a target's page shows of one workload, found in what the publication knows.
import type { WindowId } from '../../../domain/window.ts';
import type { Workload } from '../../../domain/workload.ts';
import type { TargetDetail } from '../../detail/detail-input.ts';
import type { SeriesDetail } from '../../detail/series-detail.ts';
import type { Incident } from '../../incident.ts';
import type { ExactRequest } from '../../input.ts';
import { shownRegions } from '../../input.ts';
import type { RecentSeries } from '../../samples/recent-figures.ts';
import type { ViewRow } from '../../schemas.ts';
import { regionsOf, shownText } from '../../view-document.ts';
import { type Html, html } from '../html.ts';

export interface WorkloadPart {
  readonly workload: Workload;
  /** Of the headings of its sections: one deeper where workloads have headings of their own. */
  readonly level: 2 | 3;
  /** Begins every id of its sections; empty for the first workload. */
  readonly prefix: string;
  /** The regions that the target is raced from, in the order of the config. */
  readonly regions: readonly string[];
  /** The same with `all` first where the board has it. */
  readonly shown: readonly string[];
  readonly rowIn: (region: string, window: WindowId) => ViewRow | null;
  /** How many targets are ranked in a view. */
  readonly rankedIn: (region: string, window: WindowId) => number;
  /** In the order of the regions; those without a sample are left out. */
  readonly series: readonly SeriesDetail[];
  readonly recent: readonly RecentSeries[];
  /** Of this target, and of whole regions that it is raced from; the oldest first. */
  readonly incidents: readonly Incident[];
  readonly request: ExactRequest | null;
  /** The place of a region in the config: it keeps its colour on every page. */
  readonly placeOf: (region: string) => number;
}

/** One part a workload, in the order of the config. */
export function workloadParts(detail: TargetDetail): readonly WorkloadPart[] {
  const { workloads } = detail.input.board;
  return workloads.map((workload, index) =>
    partOf(detail, workload, {
      level: workloads.length > 1 ? 3 : 2,
      prefix: index === 0 ? '' : `w${index + 1}-`,
    }),
  );
}

function partOf(
  { input, target, series }: TargetDetail,
  workload: Workload,
  place: Pick<WorkloadPart, 'level' | 'prefix'>,
): WorkloadPart {
  const { board, views, recent, requests } = input;
  const regions = regionsOf(target, board.regions);
  const isOurs = (one: { readonly workload: string; readonly target: string }): boolean =>
    one.workload === workload.name && one.target === target.id;
  const viewOf = (region: string, window: WindowId) =>
    views.find((view) => view.workload === workload.name && view.region === region && view.window === window);
  const shownId = shownText(target.id);
  return {
    ...place,
    workload,
    regions,
    shown: shownRegions(board.regions).filter((region) => !board.regions.includes(region) || regions.includes(region)),
    rowIn: (region, window) => viewOf(region, window)?.rows.find((row) => row.target === shownId) ?? null,
    rankedIn: (region, window) => viewOf(region, window)?.rows.filter(({ rank }) => rank !== null).length ?? 0,
    series: inOrder(series.filter(isOurs), regions),
    recent: inOrder(recent.series.filter(isOurs), regions),
    incidents: board.incidents.filter((incident) => concerns(incident, workload, target.id, regions)).toReversed(),
    request: requests.find(isOurs) ?? null,
    placeOf: (region) => Math.max(board.regions.indexOf(region), 0),
  };
}

function inOrder<Series extends { readonly region: string }>(
  series: readonly Series[],
  regions: readonly string[],
): readonly Series[] {
  return regions.flatMap((region) => series.filter((one) => one.region === region));
}

function concerns(incident: Incident, workload: Workload, targetId: string, regions: readonly string[]): boolean {
  if (incident.workload !== workload.name) return false;
  if (incident.target !== null) return incident.target === targetId;
  return incident.events.some(({ region }) => regions.includes(region));
}

/** What names a part of the page: with its workload where there are several, since a landmark's name must be its own. */
export function labelledBy({ level, prefix }: WorkloadPart, id: string): string {
  return level === 2 ? id : `${prefix}workload ${id}`;
}

/** A section of the page with its heading. @param name its id, unique within a workload */
export function section(part: WorkloadPart, name: string, title: string, content: Html): Html {
  const id = `${part.prefix}${name}`;
  return html`<section class="part" id=${id} aria-labelledby=${labelledBy(part, `${id}-head`)}>
    <${`h${part.level}`} id=${`${id}-head`}>${title}<//>
    ${content}
  </section>`;
}
