// The publisher in a process of its own, so that its time and memory are its own. Started by publisher-process.ts; publishes
// each time it is told to, and keeps its cache as a warm function does.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { folderSink } from '../../lib/board/folder-sink.ts';
import { type PublishReport, publishBoard } from '../../lib/board/publish.ts';
import { buildPageAssets } from '../../lib/local/page-assets.ts';
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
  readsAtOnce: 16,
};
const { workload, regions, targets } = fieldOf(deployment);
const constant = {
  ...{ name: 'scale', workloads: [workload], regions, targets, assets: await buildPageAssets() },
  notRacing: 'told-by-rounds' as const,
};
const sink = folderSink(folder);

async function publication(): Promise<Publication> {
  let bytes = 0;
  const weighing: typeof sink = {
    publish(documents) {
      bytes = documents.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
      return sink.publish(documents);
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
