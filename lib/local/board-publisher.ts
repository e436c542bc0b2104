// Publishes the local board: what this machine has stored, into a folder of the data folder.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createDetailCache } from '../board/detail-cache.ts';
import { folderSink, type Published } from '../board/folder-sink.ts';
import { publishBoard } from '../board/publish.ts';
import type { News } from '../board/telling.ts';
import type { Workload } from '../domain/workload.ts';
import type { Table } from '../results/document-client.ts';
import { createRoundStore } from '../results/round-store.ts';
import { createSeriesCache } from '../results/series-cache.ts';
import { readCardAsset } from './card-assets.ts';
import type { Clock } from './clock.ts';
import type { DataDir } from './data-dir.ts';
import { exactRequests } from './exact-requests.ts';
import type { Lineup } from './lineup.ts';
import { buildPageAssets } from './page-assets.ts';
import { regionsHere } from './rig.ts';

/** The pages behind the leaderboard are made anew this often at the most. */
const DETAILS_EVERY_MS = 120_000;

/** Where a data folder's board is. */
export function siteDirOf(dataDir: Pick<DataDir, 'path'>): string {
  return join(dataDir.path, 'site');
}

/**
 * @param tell of regressions that are new or over
 * @returns publishes the board as it is at that moment; what it has read before, it keeps
 * @throws PageAssetsError
 */
export async function boardPublisher(
  table: Table,
  dataDir: DataDir,
  { config, racing, notRacing }: Lineup,
  workloads: readonly Workload[],
  clock: Clock,
  tell: (news: News) => Promise<void>,
): Promise<() => Promise<Published>> {
  const assets = await buildPageAssets();
  const results = {
    table,
    store: createRoundStore(table, clock.wallMs),
    cache: createSeriesCache(),
    figures: new Map(),
    watched: new Map(),
    details: createDetailCache(),
    tell,
  };
  const sink = folderSink(siteDirOf(dataDir));
  const constant = {
    ...{ name: config.name, workloads, assets },
    regions: regionsHere(config),
    targets: racing,
    notRacing: notRacing.map(({ target, keyName }) => ({ target, missingKey: keyName })),
    ...{ page: config.page, siteUrl: config.page.url },
  };
  const requests = await exactRequests({ ...config, workloads, targets: racing });
  const startedMs = clock.wallMs();
  return async () => {
    const generatedAtMs = clock.wallMs();
    // a new board changes quickly at first
    const everyMs = Math.min(Math.max(0, generatedAtMs - startedMs), DETAILS_EVERY_MS);
    const details = { everyMs, readRequests: async () => requests, readAsset: readCardAsset };
    const publication = { ...constant, generatedAtMs, runId: randomUUID(), details };
    const { report, untold, undetailed } = await publishBoard(results, publication, sink);
    if (untold ?? undetailed) throw untold ?? undetailed;
    return report;
  };
}
