// Publishes the local board: what this machine has stored, into a folder of the data folder.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { folderSink, type Published } from '../board/folder-sink.ts';
import { publishBoard } from '../board/publish.ts';
import type { News } from '../board/telling.ts';
import type { Workload } from '../domain/workload.ts';
import type { Table } from '../results/document-client.ts';
import { createRoundStore } from '../results/round-store.ts';
import { createSeriesCache } from '../results/series-cache.ts';
import type { Clock } from './clock.ts';
import type { DataDir } from './data-dir.ts';
import type { Lineup } from './lineup.ts';
import { buildPageAssets } from './page-assets.ts';
import { regionsHere } from './rig.ts';

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
    tell,
  };
  const sink = folderSink(siteDirOf(dataDir));
  const constant = {
    ...{ name: config.name, workloads, assets },
    regions: regionsHere(config),
    targets: racing,
    notRacing: notRacing.map(({ target, keyName }) => ({ target, missingKey: keyName })),
  };
  return async () => {
    const publication = { ...constant, generatedAtMs: clock.wallMs(), runId: randomUUID() };
    const { report, untold } = await publishBoard(results, publication, sink);
    if (untold !== null) throw untold;
    return report;
  };
}
