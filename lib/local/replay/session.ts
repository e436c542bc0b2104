// `photofinish replay` as a whole: samples from a file or from the table, today's rules, what they would have told.
import type { Preset } from '../../domain/target.ts';
import { ensureTable } from '../../results/ensure-table.ts';
import { readSeries } from '../../results/series-reader.ts';
import { TABLE_NAME } from '../../results/table.ts';
import type { Clock } from '../clock.ts';
import { openDataDir } from '../data-dir.ts';
import { openDatabase } from '../database.ts';
import { readLineup } from '../lineup.ts';
import { regionsHere } from '../rig.ts';
import type { CohortColumns } from './cohorts.ts';
import { type Replayed, replayCohort } from './replay.ts';
import { readSamplesFile, SamplesFileError } from './samples-file.ts';

export interface ReplaySettings {
  /** A file of samples, or `table`. */
  readonly from: string;
  readonly configFile: string;
  readonly envFile: string;
  readonly dataDir: string;
  /** Days of the table that are read. */
  readonly days: number;
  readonly everyMs: number | null;
  readonly stepMs: number;
  readonly presets: readonly Preset[];
}

/** @throws SamplesFileError; what the config, the data folder and the table throw */
export async function replaySession(
  settings: ReplaySettings,
  environment: NodeJS.ProcessEnv,
  clock: Clock,
  onProgress: (what: string, share: number) => void,
): Promise<Replayed[]> {
  const cohorts =
    settings.from === 'table'
      ? await cohortsOfTable(settings, environment, clock)
      : (await readSamplesFile(settings.from)).cohorts();
  if (cohorts.length === 0)
    throw new SamplesFileError(`${settings.from} holds no samples: there is nothing to replay.`);
  return cohorts.map((cohort) =>
    replayCohort(cohort, {
      everyMs: settings.everyMs,
      stepMs: settings.stepMs,
      onProgress: (share) => onProgress(`${cohort.workload} ${cohort.region}`, share),
    }),
  );
}

async function cohortsOfTable(
  { configFile, envFile, dataDir, days, presets }: ReplaySettings,
  environment: NodeJS.ProcessEnv,
  clock: Clock,
): Promise<CohortColumns[]> {
  const { config } = readLineup({ configFile, envFile, presets, environment });
  const database = await openDatabase({ dataDir: await openDataDir(dataDir), env: environment });
  try {
    const table = { client: database.client, name: TABLE_NAME };
    await ensureTable(table);
    const cohorts: CohortColumns[] = [];
    for (const { name: workload } of config.workloads) {
      for (const region of new Set([...regionsHere(config), ...config.regions])) {
        const targets = config.targets.map(({ id }) => id);
        const read = await readSeries(table, { workload, region, targets, nowMs: clock.wallMs(), days });
        const columns = new Map([...read].filter(([, { slots }]) => slots.length > 0));
        if (columns.size > 0) cohorts.push({ workload, region, columns });
      }
    }
    return cohorts;
  } finally {
    await database.close();
  }
}
