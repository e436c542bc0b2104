// What the card says, before it is drawn.
import { DEFAULT_WINDOW } from '../../domain/window.ts';
import { answerOf } from '../answer.ts';
import type { DetailInput } from '../detail/detail-input.ts';
import { shownRegions } from '../input.ts';
import { regionLabel, targetSlug, windowLabel } from '../labels.ts';
import type { ViewDocument, ViewRow } from '../schemas.ts';

const MOST_LANES = 5;

export interface CardLane {
  readonly rank: string;
  readonly isLeader: boolean;
  readonly model: string;
  readonly provider: string;
  readonly p50Ms: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly n: number;
}

export interface CardFacts {
  readonly name: string;
  /** `chat · All regions, last 7 days`. */
  readonly scope: string;
  readonly generatedAt: string;
  readonly simulation: boolean;
  /** The best-ranked; empty where nobody is ranked. */
  readonly lanes: readonly CardLane[];
  readonly ranked: number;
  /** In place of lanes where there is none. */
  readonly answer: string;
}

/** Of the view that is shown first. */
export function cardFacts({ board, site, header, views }: DetailInput): CardFacts {
  const workload = board.workloads[0]?.name ?? '';
  const region = shownRegions(board.regions)[0] ?? '';
  const view = views.find(
    (each) => each.workload === workload && each.region === region && each.window === DEFAULT_WINDOW,
  );
  return {
    name: site.index.name,
    scope: `${workload} · ${regionLabel(region)}, ${windowLabel(DEFAULT_WINDOW)}`,
    generatedAt: header.generatedAt,
    simulation: header.simulation,
    lanes: (view?.rows ?? []).flatMap(laneOf).slice(0, MOST_LANES),
    ranked: view?.rows.filter(({ rank }) => rank !== null).length ?? 0,
    answer: answerOf(view ?? emptyView(header, workload, region)),
  };
}

function laneOf({ rank, target, provider, metrics: { ttftMs } }: ViewRow): CardLane[] {
  if (rank === null || ttftMs.p50 === null) return [];
  return [
    {
      rank: rank.best === rank.worst ? `${rank.best}` : `${rank.best}–${rank.worst}`,
      isLeader: rank.best === 1,
      model: targetSlug(target),
      provider,
      p50Ms: ttftMs.p50,
      interval: ttftMs.p50Interval,
      n: ttftMs.n,
    },
  ];
}

function emptyView(header: DetailInput['header'], workload: string, region: string): ViewDocument {
  return { schema: 'photofinish/view@1', ...header, workload, region, window: DEFAULT_WINDOW, rows: [] };
}
