// One publication: blocks brought up to date, columns read, figures made, documents checked, and all handed to the sink.
import type { SeriesColumns } from '../domain/series.ts';
import type { Workload } from '../domain/workload.ts';
import type { Table } from '../results/document-client.ts';
import { latestRound } from '../results/recent-rounds.ts';
import { refreshBlocks } from '../results/refresh.ts';
import type { RoundStore } from '../results/round-store.ts';
import type { SeriesCache } from '../results/series-cache.ts';
import { readSeries } from '../results/series-reader.ts';
import { type DetailCache, type DetailSettings, keptDetails } from './detail-cache.ts';
import { liveDocuments } from './documents.ts';
import type { BoardSink, Published } from './folder-sink.ts';
import { type ColumnsByRegion, type FiguresCache, figuresOf } from './gather.ts';
import type { BoardInput, NotRacing } from './input.ts';
import { lineupOf } from './lineup.ts';
import { type Regressions, type WatchCache, watchRegressions } from './regressions.ts';
import { type News, newsOf, tellNews } from './telling.ts';

export interface Results {
  readonly table: Table;
  readonly store: RoundStore;
  /** Kept between publications, one new round costs one new round. */
  readonly cache: SeriesCache;
  /** Kept between publications, a region without a new round costs nothing. */
  readonly figures: FiguresCache;
  /** Kept between publications, what is usual need not be worked out again within the hour. */
  readonly watched: WatchCache;
  /** Kept between publications, what is made once in a while is not made each time. */
  readonly details: DetailCache;
  /** Tells people what is new and what is over. By default nobody is told. */
  readonly tell?: (news: News) => Promise<void>;
  /** How long a write in one region may take until it is seen in the publisher's, ms; by default 0: one table for all. */
  readonly replicationMs?: number;
  /** Series that are read at the same time where nothing is cached; by default 1, as befits an engine in the same process. */
  readonly readsAtOnce?: number;
}

/** What was done, and how long each part of it took, ms. */
export interface PublishReport extends Published {
  readonly refreshMs: number;
  readonly readMs: number;
  /** For regressions. */
  readonly watchMs: number;
  readonly figuresMs: number;
  /** For the pages behind the leaderboard, their data and downloads; 0 where they were not due. */
  readonly detailsMs: number;
  readonly documentsMs: number;
  readonly writeMs: number;
}

/** What came of a publication: how long it took, and how regressions stand, by workload. */
export interface Publishing {
  readonly report: PublishReport;
  readonly regressions: readonly Regressions[];
  /** Why the news could not be told and kept; `null` if they were. */
  readonly untold: unknown;
  /** Why the pages behind the leaderboard could not be made; then the earlier ones stay, and `null` if they were. */
  readonly undetailed: unknown;
}

/** What a board is made from, but for what is read from the store. */
export interface Publication extends Omit<BoardInput, 'views' | 'latestRounds' | 'incidents' | 'notRacing'> {
  /** Who is configured and cannot race; `told-by-rounds`: those of `targets` that recent rounds have left out. */
  readonly notRacing: readonly NotRacing[] | 'told-by-rounds';
  readonly details: DetailSettings;
}

/** Publishes the board. @throws what the table throws, InvalidDocumentError, and what the sink throws */
export async function publishBoard(results: Results, publication: Publication, sink: BoardSink): Promise<Publishing> {
  const { workloads, regions, generatedAtMs: nowMs } = publication;
  const took = stopwatch();
  for (const workload of workloads) {
    const request = { workload: workload.name, regions, nowMs, replicationMs: results.replicationMs ?? 0 };
    await refreshBlocks(results.table, results.store, request, results.cache);
  }
  took.part('refreshMs');
  const lineup = lineupOf(publication, results.cache);
  const targets = lineup.targets.map(({ id }) => id);
  const views = [];
  const regressions = [];
  const columnsByWorkload = new Map<string, ColumnsByRegion>();
  for (const workload of workloads) {
    const columns = await columnsOf(results, { ...publication, ...lineup }, workload);
    columnsByWorkload.set(workload.name, columns);
    took.part('readMs');
    regressions.push(await watchRegressions({ ...results, cache: results.watched }, { workload, columns, nowMs }));
    took.part('watchMs');
    views.push(...figuresOf(columns, { workload, regions, targets, nowMs }, results.figures));
    took.part('figuresMs');
  }
  const latestRounds = workloads.flatMap(({ name }) =>
    regions.flatMap((region) => latestRound(results.cache, name, region) ?? []),
  );
  const news = newsOf(regressions);
  const board: BoardInput = { ...publication, ...lineup, views, latestRounds, incidents: news.incidents };
  const live = liveDocuments(board);
  took.part('documentsMs');
  const isNews = news.opened.length + news.over.length > 0;
  const { kept, error: undetailed } = await keptDetails(
    { ...results, sink },
    { board, live, columns: columnsByWorkload, settings: publication.details, isNews },
  );
  took.part('detailsMs');
  const published = await sink.publish(live.documents, kept);
  took.part('writeMs');
  const tell = results.tell ?? (async () => undefined);
  const untold = await tellNews(results.table, regressions, news, tell).then(
    () => null,
    (error: unknown) => error,
  );
  return { report: { ...published, ...took.parts }, regressions, untold, undetailed };
}

// One region after the other: an embedded engine has one thread, and all at once they need as much memory again.
async function columnsOf(
  { table, cache, readsAtOnce = 1 }: Results,
  publication: Pick<BoardInput, 'targets' | 'regions' | 'generatedAtMs'>,
  { name }: Workload,
) {
  const targets = publication.targets.map(({ id }) => id);
  const byRegion = new Map<string, ReadonlyMap<string, SeriesColumns>>();
  for (const region of publication.regions) {
    const query = { workload: name, region, targets, nowMs: publication.generatedAtMs, readsAtOnce };
    byRegion.set(region, await readSeries(table, query, cache));
  }
  return byRegion;
}

function stopwatch() {
  const parts = { refreshMs: 0, readMs: 0, watchMs: 0, figuresMs: 0, documentsMs: 0, detailsMs: 0, writeMs: 0 };
  let sinceMs = performance.now();
  return {
    parts,
    part(name: keyof typeof parts): void {
      const nowMs = performance.now();
      parts[name] += nowMs - sinceMs;
      sinceMs = nowMs;
    },
  };
}
