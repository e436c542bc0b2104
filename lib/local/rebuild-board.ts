// Rebuilds the board of a data folder from what is stored in it, without racing anything.
import type { Published } from '../board/folder-sink.ts';
import type { Preset } from '../domain/target.ts';
import { ensureTable } from '../results/ensure-table.ts';
import { TABLE_NAME } from '../results/table.ts';
import { boardPublisher, siteDirOf } from './board-publisher.ts';
import type { Clock } from './clock.ts';
import { openDataDir } from './data-dir.ts';
import { openDatabase } from './database.ts';
import { readLineup } from './lineup.ts';

export interface RebuildOptions {
  readonly configFile: string;
  readonly envFile: string;
  readonly dataDir: string;
  readonly presets: readonly Preset[];
}

export interface Rebuilt extends Published {
  /** The folder that the board is in. */
  readonly folder: string;
}

/** @throws what cannot be read or opened; DataDirInUseError while a monitor runs on the folder */
export async function rebuildBoard(
  options: RebuildOptions,
  environment: NodeJS.ProcessEnv,
  clock: Clock,
): Promise<Rebuilt> {
  const lineup = readLineup({ ...options, environment });
  const dataDir = await openDataDir(options.dataDir);
  const database = await openDatabase({ dataDir, env: environment });
  try {
    const table = { client: database.client, name: TABLE_NAME };
    await ensureTable(table);
    const publish = await boardPublisher(table, dataDir, lineup, lineup.config.workloads, clock, async () => undefined);
    return { ...(await publish()), folder: siteDirOf(dataDir) };
  } finally {
    await database.close();
  }
}
