// One round in AWS: from the scheduler's tick to a stored round and its metrics.
import type { Config } from '../domain/config.ts';
import type { Round, RoundKey } from '../domain/round.ts';
import type { Target } from '../domain/target.ts';
import type { Workload } from '../domain/workload.ts';
import { METRIC } from '../metrics/names.ts';
import { roundMetrics } from '../metrics/round-metrics.ts';
import type { Datum } from '../metrics/sink.ts';
import type { Tick } from '../names/names.ts';
import type { Entrant, RaceInput } from '../race/race.ts';
import { type Attempt, attemptRound } from '../results/attempt.ts';
import type { RoundStore } from '../results/round-store.ts';
import type { UnsavedRounds } from '../results/unsaved.ts';
import { lineupOf } from './entrants.ts';
import { TickRefusedError } from './errors.ts';
import type { Log } from './log.ts';

export interface RoundParts {
  readonly config: Config;
  readonly region: string;
  /** By the name of the variable. */
  readonly keys: Readonly<Record<string, string>>;
  readonly environment: NodeJS.ProcessEnv;
  readonly store: RoundStore;
  readonly unsaved: Pick<UnsavedRounds, 'keep'>;
  /** Our own endpoint; rejects if it cannot be had. */
  readonly reference: () => Promise<Target>;
  readonly race: (input: RaceInput) => Promise<Round>;
  /** To the own region's CloudWatch. */
  readonly sendMetrics: (data: readonly Datum[]) => Promise<void>;
  /** To the CloudWatch of the region that watches over this one. */
  readonly sendHeartbeat: (data: readonly Datum[]) => Promise<void>;
  readonly log: Log;
  readonly nowMs: () => number;
}

/**
 * Runs the round of a tick. What CloudWatch refuses is told and stops nothing.
 * @throws TickRefusedError for a tick that fits no round of the config, or comes when the next one is due
 * @throws what the race throws, and what the queue throws where the table failed too: then the round is lost
 */
export async function runRound(tick: Tick, parts: RoundParts): Promise<Attempt['outcome'] | 'nobody-races'> {
  const workload = workloadOf(tick, parts);
  const key = { workload: tick.workload, region: parts.region, scheduledAt: tick.scheduledAt, shard: tick.shard };
  const { entrants, notRacing } = lineupOf(parts.config, key, parts.keys, parts.environment);
  for (const { target, why } of notRacing) parts.log.warn('not racing', { ...key, target: target.id, why });
  if (entrants.length === 0) {
    parts.log.error('nobody races: put keys into this region with "npx photofinish keys push"', { ...key });
    return 'nobody-races';
  }
  const attempt = await attemptRound(key, () => raced(key, workload, entrants, parts), parts);
  told(key, attempt, parts);
  if (attempt.outcome !== 'raced-already') await measured(key, attempt, parts);
  return attempt.outcome;
}

function workloadOf(tick: Tick, { config, nowMs }: RoundParts): Workload {
  const workload = config.workloads.find(({ name }) => name === tick.workload);
  if (workload === undefined) throw new TickRefusedError(`The config has no workload "${tick.workload}".`);
  const lateMs = nowMs() - Date.parse(tick.scheduledAt);
  // The next round is due: this one would be raced beside it, far from the other regions' moment.
  if (lateMs >= workload.everyMs) {
    throw new TickRefusedError(`The tick of ${tick.scheduledAt} came ${Math.round(lateMs / 1_000)} s late: not raced.`);
  }
  return workload;
}

async function raced(
  key: RoundKey,
  workload: Workload,
  entrants: readonly Entrant[],
  { config, reference, race, log }: RoundParts,
): Promise<Round> {
  const ours = await reference().catch((error: unknown) => {
    log.error('the reference target did not start: this round has no check of the instrument', { ...key, error });
    return null;
  });
  const gunDueMs = workload.gunDelayMs === 0 ? null : Date.parse(key.scheduledAt) + workload.gunDelayMs;
  return race({ key, workload, timeouts: config.timeouts, entrants, reference: ours, gunDueMs });
}

function told(key: RoundKey, attempt: Attempt, { log }: RoundParts): void {
  if (attempt.outcome === 'raced-already') {
    log.info('raced already: nothing sent', { ...key });
    return;
  }
  const { claimError: error, round } = attempt;
  if (error !== null) log.error('could not be claimed, raced all the same', { ...key, error });
  if (attempt.outcome === 'kept') {
    log.error('could not be stored, kept in the queue', { ...key, error: attempt.cause });
  }
  const failed = round.samples.filter(({ outcome }) => outcome === 'failed').length;
  const voided = round.samples.filter((sample) => sample.void !== null).length;
  const { gunAt, gunLateMs, dispatchSkewMs } = round;
  const counts = { samples: round.samples.length, failed, voided };
  log.info(attempt.outcome, { ...key, ...counts, gunAt, gunLateMs, dispatchSkewMs });
}

async function measured(
  key: RoundKey,
  attempt: Exclude<Attempt, { outcome: 'raced-already' }>,
  parts: RoundParts,
): Promise<void> {
  const { config, log } = parts;
  const heartbeat: Datum = {
    name: METRIC.roundStored,
    value: attempt.outcome === 'kept' ? 0 : 1,
    dimensions: { region: key.region, workload: key.workload },
    atMs: Date.parse(key.scheduledAt),
  };
  const sent = [
    parts.sendMetrics(roundMetrics(attempt.round, config.targets, config.metrics)),
    parts.sendHeartbeat([heartbeat]),
  ];
  for (const result of await Promise.allSettled(sent)) {
    if (result.status === 'rejected') log.error('CloudWatch did not take a metric', { ...key, error: result.reason });
  }
}
