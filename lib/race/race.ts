// One round: every entrant of one region is asked the same thing at the same instant, and judged.
import { randomBytes } from 'node:crypto';
import type { ReferenceCheck, Round, RoundKey } from '../domain/round.ts';
import { baseUrlIn, modelIn, type Target } from '../domain/target.ts';
import { isoMicros, rounded } from '../domain/time.ts';
import type { Timeouts, Workload } from '../domain/workload.ts';
import { type Dialects, loadDialects } from '../providers/dialects.ts';
import type { Trust } from './connection.ts';
import { RaceError } from './errors.ts';
import { failureOf, isReadable, unfiredFailure } from './failure-of.ts';
import { collectGarbage } from './garbage.ts';
import { type Heat, type HeatSettings, type Run, type Runner, runHeat } from './heat.ts';
import { type Finding, sampleOf } from './judge.ts';
import { type LoopWatch, watchLoop } from './loop-watch.ts';
import { drawPrompt, promptText } from './prompt.ts';
import { type ReferenceReading, readReference } from './reference.ts';
import { type Reading, replay } from './replay.ts';
import { countTokens } from './tokens.ts';

export interface Entrant {
  readonly target: Target;
  /** The region whose address and model id are used: the round's own, but for a race from outside AWS. */
  readonly region: string;
  /** The key's value; `null` where the target needs none. */
  readonly key: string | null;
}

export interface RaceInput {
  readonly key: RoundKey;
  readonly workload: Workload;
  readonly timeouts: Timeouts;
  /** Each must be raced from its region (`modelIn` is not `null`). */
  readonly entrants: readonly Entrant[];
  /** Our own endpoint with stamped writes; `null` races without a check from outside. */
  readonly reference: Target | null;
  /** Epoch ms at which the gun is due; `null` = at once. */
  readonly gunDueMs: number | null;
}

export interface RaceTools {
  readonly trust: Trust;
  readonly wallNowMs: () => number;
  /** 0 <= x < 1. */
  readonly random: () => number;
  /** Aborted, the round in progress is thrown away. */
  readonly signal: AbortSignal;
}

/** A sample's evidence: what was captured and read. For benches and disputes; it is not stored. */
export interface Evidence {
  readonly targetId: string;
  readonly run: Run;
  readonly reading: Reading | null;
}

export interface RaceResult {
  readonly round: Round;
  readonly evidence: readonly Evidence[];
}

// Longer than any round: the reference is ended with the last entrant.
const REFERENCE_TOKENS = 6_000;
const DRY_RUNS = 3;
const DRY_RUN_LANES = 4;
const DRY_RUN_TOKENS = 4;

/** Runs one round. Never throws for what a target does: that is its sample. @throws the signal's reason, if aborted */
export async function race(input: RaceInput, tools: RaceTools): Promise<RaceResult> {
  const targets = [
    ...input.entrants.map(({ target }) => target),
    ...(input.reference === null ? [] : [input.reference]),
  ];
  // Long before the gun: an SDK that is loaded within a race stops it for 50 ms.
  const dialects = await loadDialects(targets.map(({ api }) => api));
  const watch = watchLoop();
  try {
    if (input.reference !== null) await dryRuns(input, input.reference, dialects, tools, watch);
    collectGarbage();
    return await judged(input, await runHeat(runnersOf(input, dialects, tools), settingsOf(input, tools, watch)));
  } finally {
    watch.stop();
  }
}

function settingsOf(input: RaceInput, tools: RaceTools, watch: LoopWatch): HeatSettings {
  return { ...tools, watch, timeouts: input.timeouts, gunDueMs: input.gunDueMs };
}

async function dryRuns(
  input: RaceInput,
  reference: Target,
  dialects: Dialects,
  tools: RaceTools,
  watch: LoopWatch,
): Promise<void> {
  const entrant = { target: reference, region: input.key.region, key: null };
  const runner = runnerOf(entrant, dialects, { prompt: 'dry run', maxOutputTokens: DRY_RUN_TOKENS }, input);
  for (let run = 0; run < DRY_RUNS; run++) {
    const settings = { ...settingsOf(input, tools, watch), gunDueMs: null };
    const heat = await runHeat(Array<Runner>(DRY_RUN_LANES).fill(runner), settings);
    for (const dry of heat.runs) await readingOf(dry);
  }
}

function runnersOf(input: RaceInput, dialects: Dialects, tools: RaceTools): Runner[] {
  const prompt = drawPrompt(input.workload, tools.random());
  const runners = input.entrants.map((entrant) => {
    const text = promptText(prompt, randomBytes(8).toString('hex'), input.workload.inputTokens);
    return runnerOf(entrant, dialects, { prompt: text, maxOutputTokens: input.workload.maxOutputTokens }, input);
  });
  if (input.reference !== null) {
    const entrant = { target: input.reference, region: input.key.region, key: null };
    const asked = { prompt: 'reference', maxOutputTokens: REFERENCE_TOKENS };
    runners.push({ ...runnerOf(entrant, dialects, asked, input), pacemaker: true });
  }
  return runners;
}

function runnerOf(
  { target, region, key }: Entrant,
  dialects: Dialects,
  asked: Pick<Runner['ask'], 'prompt' | 'maxOutputTokens'>,
  input: RaceInput,
): Runner {
  const dialect = dialects[target.api];
  if (dialect === undefined) throw new RaceError(`The dialect ${target.api} was not loaded.`);
  return {
    dialect,
    pacemaker: false,
    ask: {
      ...asked,
      target,
      key,
      region,
      model: modelIn(target, region) ?? '',
      baseUrl: baseUrlIn(target, region),
      temperature: input.workload.temperature,
    },
  };
}

// Reading and counting happen here, when no stream runs any more: neither one of this round nor of another, since whoever
// races in a process races one round after the other.
async function judged(input: RaceInput, heat: Heat): Promise<RaceResult> {
  const secrets = input.entrants.flatMap(({ key }) => (key === null ? [] : [key]));
  const reference = referenceOf(heat);
  const facts = { key: input.key, gun: heat.gun, dispatchSkewMs: heat.dispatchSkewMs, reference };
  const evidence: Evidence[] = [];
  const samples = [];
  for (const run of heat.runs) {
    if (run.runner.pacemaker) continue;
    const reading = await readingOf(run);
    samples.push(sampleOf(await findingOf(run, reading, input.timeouts, secrets), facts));
    evidence.push({ targetId: run.runner.ask.target.id, run, reading });
  }
  const check: ReferenceCheck | null =
    reference === null ? null : reference === 'failed' ? { ttftErrorMs: null, maxLateMs: null } : reference.check;
  const round: Round = {
    ...input.key,
    gunAt: isoMicros(heat.gun.wallMs),
    gunLateMs: rounded(heat.gunLateMs, 3),
    dispatchSkewMs: rounded(heat.dispatchSkewMs, 3),
    reference: check,
    samples,
  };
  return { round, evidence };
}

function referenceOf(heat: Heat): ReferenceReading | 'failed' | null {
  const run = heat.runs.find(({ runner }) => runner.pacemaker);
  if (run === undefined) return null;
  run.held?.dismiss();
  return readReference(run.capture) ?? 'failed';
}

async function readingOf(run: Run): Promise<Reading | null> {
  if (run.held === null) return null;
  if (isReadable(run.capture, run.runner.dialect)) return replay(run.held, run.capture);
  run.held.dismiss();
  return null;
}

async function findingOf(
  run: Run,
  reading: Reading | null,
  timeouts: Timeouts,
  secrets: readonly string[],
): Promise<Finding> {
  const { capture, runner, connection } = run;
  const failure =
    capture.firedAtMs === null
      ? unfiredFailure(run.preparationError, capture, secrets)
      : failureOf({ capture, reading, dialect: runner.dialect, timeouts, secrets });
  return {
    targetId: runner.ask.target.id,
    connection,
    capture,
    reading,
    tokens: reading === null || reading.tokenChunks.length === 0 ? null : await countTokens(reading, runner.ask.prompt),
    failure,
    requestIdHeaders: runner.dialect.requestIdHeaders,
    secrets,
  };
}
