// What makes a region race: its keys, its schedules, its queues, its rounds.
import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Config } from '../../domain/config.ts';
import { slotAt } from '../../domain/time.ts';
import type { Workload } from '../../domain/workload.ts';
import { DEAD_LETTER_QUEUE, SAVER_SCHEDULE, SCHEDULE_GROUP, TABLE_NAME, UNSAVED_QUEUE } from '../../names/names.ts';
import { shardsIn } from '../../names/shards.ts';
import { raceTimeoutMs } from '../../names/timing.ts';
import { documentClient } from '../../results/document-client.ts';
import { createRoundStore, type RoundState } from '../../results/round-store.ts';
import type { Aws } from '../clients.ts';
import { storedKeys } from '../keys/stored-keys.ts';
import { keyNamesOf } from '../keys/wanted-keys.ts';
import { queueDepth } from '../queues.ts';
import { roundSchedules, schedulesIn } from '../schedules.ts';
import { ageText } from './age.ts';
import { type Check, fail, ok, type Seen, skipped, warn } from './finding.ts';

export interface RegionParts {
  readonly aws: Aws;
  readonly config: Config;
  readonly region: string;
  readonly nowMs: number;
  /** The region's race stack. */
  readonly stack: () => Promise<Stack | null>;
}

const PUSH = 'npx photofinish keys push';
const DEPLOY = 'npm run deploy';
const NO_STACK = skipped('the race stack is not there');

export function keysCheck({ aws, config, region }: RegionParts): Check {
  return {
    subject: `keys ${region}`,
    region,
    look: async () => {
      const names = keyNamesOf(config);
      const stored = await storedKeys(aws.ssm(region));
      const missing = names.filter((name) => !stored.has(name));
      if (missing.length === 0) return ok(names.length === 0 ? 'none is needed' : `all ${names.length} are there`);
      if (missing.length === names.length) return fail(`none of ${names.length} is there`, PUSH);
      return warn(`${missing.join(', ')} missing: their targets do not race`, PUSH);
    },
  };
}

export function schedulesCheck({ aws, config, region, stack }: RegionParts): Check {
  return {
    subject: `schedules ${region}`,
    region,
    look: async () => {
      if ((await stack()) === null) return NO_STACK;
      const { paused } = config.aws;
      const there = await schedulesIn(aws, region, SCHEDULE_GROUP);
      const rounds = roundSchedules(config, region);
      const missing = [...rounds, SAVER_SCHEDULE].filter((name) => !there.has(name));
      if (missing.length > 0) return fail(`${missing.join(', ')} not there`, DEPLOY);
      const running = rounds.filter((name) => there.get(name));
      if (paused) return pausedSeen(running);
      const stopped = [...rounds, SAVER_SCHEDULE].filter((name) => !there.get(name));
      if (stopped.length > 0) return fail(`${stopped.join(', ')} disabled`, 'npm run deploy enables them again.');
      return ok(rounds.length === 0 ? 'nothing is raced from here' : `${rounds.length} for rounds, enabled`);
    },
  };
}

function pausedSeen(running: readonly string[]): Seen {
  if (running.length === 0)
    return warn('paused by the config', 'aws: { paused: false }, then npm run deploy, starts them.');
  return warn(`the config says paused, but ${running.join(', ')} run`, DEPLOY);
}

export function queueChecks({ aws, region, stack }: RegionParts): readonly Check[] {
  const check = (subject: string, name: string, seen: (depth: number) => Seen): Check => ({
    subject: `${subject} ${region}`,
    region,
    look: async () => {
      if ((await stack()) === null) return NO_STACK;
      const depth = await queueDepth(aws, region, name);
      if (depth === null) return fail(`the queue ${name} is not there`, DEPLOY);
      return depth === 0 ? ok('none') : seen(depth);
    },
  });
  return [
    check('unsaved rounds', UNSAVED_QUEUE, (depth) =>
      warn(`${depth} wait to be stored`, 'The saver tries every 5 minutes; docs/runbook.md#unsaved-rounds-waiting'),
    ),
    check('dead letters', DEAD_LETTER_QUEUE, (depth) => fail(`${depth}`, 'docs/runbook.md#dead-letters')),
  ];
}

/** @param hub where the table is read, as the board does */
export function roundChecks(parts: RegionParts, hub: string): readonly Check[] {
  const { config, region, stack } = parts;
  if (shardsIn(config.targets, region).length === 0) return [];
  return config.workloads.map((workload) => ({
    subject: `last round ${region} ${workload.name}`,
    region: hub,
    look: async () => {
      const found = await stack();
      return found === null ? NO_STACK : lastRound(parts, workload, { hub, since: found.CreationTime });
    },
  }));
}

const HOUR_MS = 3_600_000;
const LOOK_BACK_MS = 48 * HOUR_MS;
/** So many cadences without a round are no coincidence. */
const MISSED = 3;

async function lastRound(
  { aws, config, region, nowMs }: RegionParts,
  workload: Workload,
  { hub, since }: { readonly hub: string; readonly since: Date | undefined },
): Promise<Seen> {
  const { name, everyMs, gunDelayMs } = workload;
  if (config.aws.paused) return skipped('the config says paused');
  const store = createRoundStore({ client: documentClient(aws.dynamo(hub)), name: TABLE_NAME }, () => nowMs);
  const lateMs = MISSED * everyMs + gunDelayMs + raceTimeoutMs(config.timeouts);
  const states = (fromMs: number) => store.states({ workload: name, region, fromMs, toMs: nowMs + 1 });
  // Two days of rounds are megabytes: they are read only where the last hours hold none.
  let found = await states(nowMs - Math.max(lateMs, HOUR_MS));
  if (!found.some(({ finished }) => finished)) found = await states(nowMs - LOOK_BACK_MS);
  const newest = shardsIn(config.targets, region).map((shard) => newestOf(found, shard.name));
  const lastMs = Math.min(...newest);
  const remedy = `docs/runbook.md#rounds-missing; the log of the race function in ${region}`;
  if (lastMs === Number.NEGATIVE_INFINITY) {
    if (since !== undefined && nowMs - since.getTime() < lateMs)
      return warn('none yet', 'It was only just deployed: wait.');
    const begun = found.some(({ finished }) => !finished) ? ', though some were begun' : '';
    return fail(`none within ${LOOK_BACK_MS / HOUR_MS} hours${begun}`, remedy);
  }
  const saw = `${ageText(nowMs - lastMs)} ago`;
  return slotAt(nowMs, everyMs) - lastMs > lateMs ? fail(saw, remedy) : ok(saw);
}

/** Epoch ms of the newest finished round of a shard. */
function newestOf(states: readonly RoundState[], shard: string): number {
  const instants = states.filter(({ key, finished }) => finished && key.shard === shard);
  return Math.max(Number.NEGATIVE_INFINITY, ...instants.map(({ key }) => Date.parse(key.scheduledAt)));
}
