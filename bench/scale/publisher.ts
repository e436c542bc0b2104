// The publisher in a process of its own, so that its time and memory are its own. Started by publisher-process.ts; publishes
// each time it is told to, and keeps its cache as a warm function does.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDetailCache } from '../../lib/board/detail-cache.ts';
import type { BoardDocument } from '../../lib/board/documents.ts';
import { folderSink } from '../../lib/board/folder-sink.ts';
import { type PublishReport, publishBoard } from '../../lib/board/publish.ts';
import { DEFAULT_PAGE } from '../../lib/domain/config.ts';
import { readCardAsset } from '../../lib/local/card-assets.ts';
import { buildPageAssets } from '../../lib/local/page-assets.ts';
import { DETAILS_EVERY_MS } from '../../lib/names/timing.ts';
import { documentClient } from '../../lib/results/document-client.ts';
import { createRoundStore } from '../../lib/results/round-store.ts';
import { createSeriesCache } from '../../lib/results/series-cache.ts';
import { type Deployment, fieldOf } from './scene.ts';

export interface PublisherSetup {
  readonly endpoint: string;
  readonly table: string;
  readonly folder: string;
  readonly deployment: Deployment;
}

export interface Publication extends PublishReport {
  readonly totalMs: number;
  /** CPU time of the process, all threads, ms. */
  readonly cpuMs: number;
  /** Of all documents, written or not. */
  readonly documentsMb: number;
  /** Largest so far. */
  readonly peakRssMb: number;
}

const { endpoint, table: name, folder, deployment } = JSON.parse(process.argv[2] ?? '') as PublisherSetup;
const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
const client = documentClient(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }));
const table = { client, name };
let nowMs = 0;
const results = {
  table,
  store: createRoundStore(table, () => nowMs),
  cache: createSeriesCache(),
  figures: new Map(),
  watched: new Map(),
  details: createDetailCache(),
  readsAtOnce: 16,
};
const { workload, regions, targets } = fieldOf(deployment);
const constant = {
  ...{ name: 'scale', workloads: [workload], regions, targets, assets: await buildPageAssets() },
  notRacing: 'told-by-rounds' as const,
  ...{ siteUrl: null, page: DEFAULT_PAGE },
  details: { everyMs: DETAILS_EVERY_MS, readRequests: async () => [], readAsset: readCardAsset },
};
const sink = folderSink(folder);

async function publication(): Promise<Publication> {
  let bytes = 0;
  const weigh = (documents: readonly BoardDocument[]) => {
    for (const { body } of documents) bytes += Buffer.byteLength(body);
  };
  const weighing: typeof sink = {
    paths: sink.paths,
    put(documents) {
      weigh(documents);
      return sink.put(documents);
    },
    publish(documents, kept) {
      weigh(documents);
      return sink.publish(documents, kept);
    },
  };
  const startMs = performance.now();
  const before = process.cpuUsage();
  const { report } = await publishBoard(results, { ...constant, generatedAtMs: nowMs, runId: String(nowMs) }, weighing);
  const totalMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(before);
  const peakRssMb = process.resourceUsage().maxRSS / 1_024;
  return { ...report, totalMs, cpuMs: (user + system) / 1_000, documentsMb: bytes / 1_048_576, peakRssMb };
}

process.on('message', async (atMs: number) => {
  nowMs = atMs;
  process.send?.(await publication());
});
