// The local monitor as a whole: opens all it needs, runs, and closes it again in whatever way it ends.
import { isSimulation } from '../domain/config.ts';
import type { Preset } from '../domain/target.ts';
import { race } from '../race/race.ts';
import { ensureTable } from '../results/ensure-table.ts';
import { createRoundStore } from '../results/round-store.ts';
import { TABLE_NAME } from '../results/table.ts';
import { boardPublisher, siteDirOf } from './board-publisher.ts';
import type { Clock } from './clock.ts';
import { openDataDir } from './data-dir.ts';
import { openDatabase } from './database.ts';
import { type Lineup, readLineup } from './lineup.ts';
import { runMonitor } from './monitor.ts';
import { newsLines } from './news-lines.ts';
import { openRig } from './rig.ts';
import { startSite } from './site-server.ts';
import { createUnsavedRounds } from './unsaved-rounds.ts';

export interface MonitorOptions {
  readonly configFile: string;
  /** Raced when no target of the config has its key, or when it is asked for. */
  readonly demoFile: string;
  readonly demoOnly: boolean;
  readonly envFile: string;
  readonly dataDir: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Takes the place of every workload's cadence; `null` leaves them. */
  readonly everyMs: number | null;
  readonly presets: readonly Preset[];
}

export interface MonitorSurroundings {
  readonly environment: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  readonly clock: Clock;
  /** Aborted, the monitor ends after the round in progress. */
  readonly stopping: AbortSignal;
  /** Aborted, the round in progress is thrown away. */
  readonly aborting: AbortSignal;
}

/** Runs until it is stopped. @throws what cannot be opened: config, data folder, port, fleet */
export async function monitorSession(options: MonitorOptions, around: MonitorSurroundings): Promise<void> {
  const { environment, say, clock } = around;
  const lineup = lineupOf(options, around);
  await using opened = new AsyncDisposableStack();
  const dataDir = await openDataDir(options.dataDir);
  const database = await openDatabase({ dataDir, env: environment });
  opened.defer(() => database.close());
  const table = { client: database.client, name: TABLE_NAME };
  await ensureTable(table);
  const site = await startSite({ dir: siteDirOf(dataDir), port: options.port });
  opened.defer(() => site.close());
  const rig = await openRig(lineup.config, lineup.racing, lineup.keyOf);
  opened.defer(() => rig.close());
  rig.onCrash(({ message }) => say(`${message} Rounds fail or are void until the monitor is started again.`));

  const workloads = lineup.config.workloads.map((workload) =>
    options.everyMs === null ? workload : { ...workload, everyMs: options.everyMs },
  );
  for (const line of opening(lineup, database.where)) say(line);
  say(`Board at ${site.url} (Ctrl-C ends)`);

  await runMonitor({
    workloads,
    regions: rig.regions,
    store: createRoundStore(table, clock.wallMs),
    unsaved: createUnsavedRounds(dataDir.unsavedRounds),
    say,
    clock,
    stopping: around.stopping,
    publish: await boardPublisher(table, dataDir, lineup, workloads, clock, async (news) => {
      for (const line of newsLines(news)) say(line);
    }),
    race: async (key, workload) => {
      const { timeouts } = lineup.config;
      const input = { key, workload, timeouts, entrants: rig.entrantsIn(key.region), reference: rig.reference };
      const tools = { trust: rig.trust, wallNowMs: clock.wallMs, random: Math.random, signal: around.aborting };
      // one machine has no other region to be simultaneous with: the gun is immediate
      return (await race({ ...input, gunDueMs: null }, tools)).round;
    },
  });
}

function lineupOf(options: MonitorOptions, { environment, say }: MonitorSurroundings): Lineup {
  const demo = () => readLineup({ ...options, configFile: options.demoFile, environment });
  if (options.demoOnly) return demo();
  const lineup = readLineup({ ...options, environment });
  if (lineup.racing.length > 0) return lineup;
  const missing = lineup.notRacing.map(({ keyName }) => keyName);
  say(`No key is set for any target of ${options.configFile}, so the demo fleet is raced: a simulation.`);
  say(`To race a real provider, write its key into ${options.envFile}, for example: ${missing[0] ?? 'NAME'}=...`);
  return demo();
}

function opening({ config, racing, notRacing }: Lineup, where: string): string[] {
  const lines = [`${config.name}: ${racing.length} targets race; results ${where}`];
  if (isSimulation(config))
    lines.push('Simulation: these figures come from the built-in demo fleet, not from real providers.');
  for (const { target, why } of notRacing) lines.push(`not racing: ${target.id} (${why})`);
  return lines;
}
