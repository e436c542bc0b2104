// One publication: blocks brought up to date, columns read, figures made, documents checked, and all handed to the sink.
import type { Target } from '../domain/target.ts';
import type { Workload } from '../domain/workload.ts';
import type { Table } from '../results/document-client.ts';
import { refreshBlocks } from '../results/refresh.ts';
import type { RoundStore } from '../results/round-store.ts';
import type { SeriesCache } from '../results/series-cache.ts';
import { readSeries } from '../results/series-reader.ts';
import { boardDocuments } from './documents.ts';
import type { BoardSink, Published } from './folder-sink.ts';
import { historiesOf, viewsOf } from './gather.ts';
import type { NotRacing, PageAssets } from './input.ts';

export interface Results {
  readonly table: Table;
  readonly store: RoundStore;
  /** Kept between publications, one new round costs one new round. */
  readonly cache: SeriesCache;
}

export interface Publication {
  readonly name: string;
  readonly workloads: readonly Workload[];
  readonly regions: readonly string[];
  /** Those that race. */
  readonly targets: readonly Target[];
  readonly notRacing: readonly NotRacing[];
  readonly assets: PageAssets;
  readonly nowMs: number;
  /** Tells documents of one publication from those of another. */
  readonly runId: string;
}

/** Publishes the board. @throws what the table throws, InvalidDocumentError, and what the sink throws */
export async function publishBoard(results: Results, publication: Publication, sink: BoardSink): Promise<Published> {
  const { workloads, regions, nowMs } = publication;
  const targets = publication.targets.map(({ id }) => id);
  const views = [];
  const histories = [];
  for (const workload of workloads) {
    const columns = await columnsOf(results, publication, workload);
    const request = { workload, regions, targets, nowMs };
    views.push(...viewsOf(columns, request));
    histories.push(...historiesOf(columns, request));
  }
  const documents = boardDocuments({ ...publication, generatedAtMs: nowMs, views, histories });
  return sink.publish(documents);
}

async function columnsOf({ table, store, cache }: Results, publication: Publication, { name }: Workload) {
  const { regions, nowMs } = publication;
  await refreshBlocks(table, store, { workload: name, regions, nowMs }, cache);
  const targets = publication.targets.map(({ id }) => id);
  const byRegion = await Promise.all(
    regions.map(async (region) => {
      return [region, await readSeries(table, { workload: name, region, targets, nowMs }, cache)] as const;
    }),
  );
  return new Map(byRegion);
}
