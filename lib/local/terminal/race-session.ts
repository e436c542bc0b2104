// A race in the terminal as a whole: who races, what it costs, the rounds, and the report of what was done.
import { isSimulation } from '../../domain/config.ts';
import type { Round } from '../../domain/round.ts';
import type { Preset } from '../../domain/target.ts';
import { race } from '../../race/race.ts';
import type { Clock } from '../clock.ts';
import { openRig, type Rig } from '../rig.ts';
import { fileOutput, type Output, streamOutput } from './output-file.ts';
import { costLine } from './race-cost.ts';
import { notRacingLines, type RaceLineup, raceLineup } from './race-lineup.ts';
import type { RaceOptions } from './race-options.ts';
import { NO_PROGRESS, raceProgress } from './race-progress.ts';
import { raceRounds } from './race-rounds.ts';
import { raceDocument } from './report/document.ts';
import { markdownReport } from './report/markdown.ts';
import { sampleLines, samplesCsv } from './report/samples.ts';
import { hopeless, type RaceReport, standingsOf } from './report/standings.ts';
import { textReport } from './report/text.ts';
import { verdictOf } from './report/verdict.ts';
import { PLAIN_COLUMNS, plainPaint, type Screen } from './screen.ts';
import { LOCAL_BOARD, runOf, shareLines } from './share-link.ts';
import { wrapped } from './wrapped.ts';

export interface RaceSurroundings {
  readonly presets: readonly Preset[];
  readonly environment: NodeJS.ProcessEnv;
  readonly stdout: Screen;
  readonly stderr: Screen;
  readonly clock: Clock;
  /** Aborted, the round in progress is thrown away, and what is done is reported. */
  readonly signal: AbortSignal;
}

export type RaceOutcome = 'done' | 'all-probes-failed' | 'interrupted';

/**
 * Races and reports.
 * @returns 'all-probes-failed' if some target never succeeded
 * @throws ConfigError, OptionError, OutputFileError before anything is sent; FleetStartError
 */
export async function raceSession(options: RaceOptions, around: RaceSurroundings): Promise<RaceOutcome> {
  const { isLive, columns, write } = around.stderr;
  const say = (text: string): void => {
    const lines = isLive ? wrapped(text, columns) : [text];
    if (!options.quiet) write(lines.map((line) => `${line}\n`).join(''));
  };
  const lineup = raceLineup(options, around.presets, around.environment);
  for (const line of notRacingLines(lineup)) say(line);
  await using opened = new AsyncDisposableStack();
  const output = opened.use(await outputOf(options, around));
  const rig = await openRig(lineup.config, lineup.racing, lineup.keyOf).catch((error: unknown) => {
    // Ctrl-C goes to the fleet's process too, which may not yet know to leave it to us
    if (around.signal.aborted) return null;
    throw error;
  });
  if (rig === null) return 'interrupted';
  opened.defer(() => rig.close());
  say(costOf(lineup, rig, options));
  const rounds = await raced(lineup, rig, options, around, output);
  const report = reportOf(rounds, lineup, options, around.signal);
  await output.write(finalText(report, options, around));
  await output.finish();
  sayEnd(report, options, say);
  if (options.share) sayLink(report, lineup, options, around);
  if (report.interrupted) return 'interrupted';
  return hopeless(rounds).length > 0 ? 'all-probes-failed' : 'done';
}

function outputOf({ outFile }: RaceOptions, { stdout }: RaceSurroundings): Promise<Output> | Output {
  return outFile === null ? streamOutput(stdout.write) : fileOutput(outFile);
}

function costOf({ config, racing, workload }: RaceLineup, rig: Rig, { rounds }: RaceOptions): string {
  const entrants = rig.regions.map((region) => rig.entrantsIn(region).length);
  return costLine({ workload, rounds, entrants, targets: racing.length, simulation: isSimulation(config) });
}

async function raced(
  { workload, config }: RaceLineup,
  rig: Rig,
  { rounds, everyMs, format, quiet }: RaceOptions,
  { clock, signal, stderr }: RaceSurroundings,
  output: Output,
): Promise<readonly Round[]> {
  const raceOne = async (region: string, scheduledAt: string): Promise<Round> => {
    const key = { workload: workload.name, region, scheduledAt, shard: '0' };
    const input = { key, workload, timeouts: config.timeouts, reference: rig.reference, gunDueMs: null };
    const tools = { trust: rig.trust, wallNowMs: clock.wallMs, random: Math.random, signal };
    return (await race({ ...input, entrants: rig.entrantsIn(region) }, tools)).round;
  };
  const progress = quiet ? NO_PROGRESS : raceProgress(stderr, rounds, rig.regions.length);
  const done: Round[] = [];
  progress.begin();
  for await (const { number, round } of raceRounds({ rounds, everyMs, regions: rig.regions }, raceOne, clock, signal)) {
    done.push(round);
    if (format === 'ndjson') await output.write(sampleLines(round.samples));
    progress.done(number, round);
  }
  progress.end();
  return done;
}

function reportOf(
  rounds: readonly Round[],
  { config, workload }: RaceLineup,
  options: RaceOptions,
  signal: AbortSignal,
): RaceReport {
  const planned = options.rounds;
  return {
    name: config.name,
    simulation: isSimulation(config),
    workload,
    roundsAsked: planned,
    interrupted: signal.aborted,
    rounds,
    regions: standingsOf(rounds, workload),
  };
}

function finalText(report: RaceReport, { format, outFile }: RaceOptions, { stdout }: RaceSurroundings): string {
  switch (format) {
    case 'ndjson':
      return ''; // written round by round
    case 'json':
      return raceDocument(report);
    case 'md':
      return markdownReport(report);
    case 'csv': {
      const samples = report.rounds.flatMap((round) => round.samples);
      return samplesCsv(samples, report.simulation);
    }
    case 'table':
      return outFile === null
        ? textReport(report, stdout.columns, stdout.paint)
        : textReport(report, PLAIN_COLUMNS, plainPaint);
  }
}

// Where the data went elsewhere, who watches the terminal still wants to know how it ended.
function sayEnd(report: RaceReport, { format, outFile }: RaceOptions, say: (line: string) => void): void {
  if (format !== 'table' || outFile !== null) {
    for (const region of report.regions) say(`${region.region}: ${verdictOf(region)}`);
  }
  if (outFile !== null) say(`Written to ${outFile}.`);
}

// Asked for, so the link is said even where all else is kept quiet; never wrapped, so that it can be copied whole.
function sayLink(
  report: RaceReport,
  { config }: RaceLineup,
  { shareAddress, quiet }: RaceOptions,
  { stderr }: RaceSurroundings,
): void {
  const lines = shareLines(runOf(report, config.targets), shareAddress ?? config.page.url ?? LOCAL_BOARD);
  for (const line of quiet ? lines.slice(-1) : lines) stderr.write(`${line}\n`);
}
