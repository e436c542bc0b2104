// The functions of a probing region.
import type { Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Config } from '../domain/config.ts';
import { ENV, RACE_FUNCTION, SAVER_FUNCTION, STARTER_FUNCTION, watcherOf } from '../names/names.ts';
import { raceMemoryMb } from '../names/shards.ts';
import {
  raceTimeoutMs,
  SAVER_EVERY_MS,
  SAVER_MEMORY_MB,
  SAVER_TIMEOUT_MS,
  STARTER_MEMORY_MB,
  starterTimeoutMs,
} from '../names/timing.ts';
import { mayAskModels } from './bedrock-permissions.ts';
import type { Bundles } from './bundle.ts';
import { makeFunction } from './functions.ts';
import { mayInvoke, mayReadKeys, maySend, maySendMetrics, mayTakeFrom, mayUseTable } from './permissions.ts';
import type { Queues } from './queues.ts';
import { eventAgeMs, type RegionPlan } from './region-plan.ts';

export interface RegionParts {
  readonly stack: Stack;
  readonly config: Config;
  readonly bundles: Bundles;
  readonly plan: RegionPlan;
  readonly queues: Queues;
}

/** Races one shard of one round. */
export function makeRace({ stack, config, bundles, plan, queues }: RegionParts): LambdaFunction {
  return makeFunction(stack, 'Race', {
    name: RACE_FUNCTION,
    description: 'Races one shard of one round, stores it and tells CloudWatch.',
    code: bundles.race,
    memoryMb: raceMemoryMb(plan.largestShard),
    timeoutMs: raceTimeoutMs(config.timeouts),
    environment: {
      [ENV.unsavedQueueUrl]: queues.unsaved.queueUrl,
      [ENV.watchRegion]: watcherOf(plan.region, config.regions),
    },
    permissions: [
      mayUseTable(stack, ['PutItem', 'UpdateItem']),
      maySend([queues.unsaved.queueArn, queues.deadLetters.queueArn]),
      mayReadKeys(stack),
      maySendMetrics(),
      ...mayAskModels(stack, config.targets, plan.region),
    ],
    deadLetters: queues.deadLetters,
    maxEventAgeMs: eventAgeMs(plan.shortestCadenceMs),
    logDays: config.aws.logDays,
  });
}

/** Waits for the gun, so that the race function is paid for racing only. `null` where no round has a gun to wait for. */
export function makeStarter(parts: RegionParts, race: LambdaFunction): LambdaFunction | null {
  const { stack, config, bundles, plan, queues } = parts;
  const waits = plan.rounds.filter((round) => round.waits).map(({ workload }) => workload.gunDelayMs);
  if (waits.length === 0) return null;
  return makeFunction(stack, 'Starter', {
    name: STARTER_FUNCTION,
    description: 'Waits for the gun of a round, then wakes the race function.',
    code: bundles.starter,
    memoryMb: STARTER_MEMORY_MB,
    timeoutMs: starterTimeoutMs(Math.max(...waits)),
    environment: {},
    permissions: [mayInvoke([race.functionArn]), maySend([queues.deadLetters.queueArn])],
    deadLetters: queues.deadLetters,
    maxEventAgeMs: eventAgeMs(plan.shortestCadenceMs),
    logDays: config.aws.logDays,
  });
}

/** Stores the rounds that the table could not take. Its events say nothing, so a failed one needs no keeping. */
export function makeSaver({ stack, config, bundles, queues }: RegionParts): LambdaFunction {
  return makeFunction(stack, 'Saver', {
    name: SAVER_FUNCTION,
    description: 'Stores the rounds that the table could not take, as soon as it does.',
    code: bundles.saver,
    memoryMb: SAVER_MEMORY_MB,
    timeoutMs: SAVER_TIMEOUT_MS,
    environment: {
      [ENV.unsavedQueueUrl]: queues.unsaved.queueUrl,
      [ENV.deadLetterQueueUrl]: queues.deadLetters.queueUrl,
    },
    permissions: [
      mayTakeFrom(queues.unsaved.queueArn),
      maySend([queues.deadLetters.queueArn]),
      mayUseTable(stack, ['PutItem', 'UpdateItem']),
    ],
    deadLetters: null,
    maxEventAgeMs: eventAgeMs(SAVER_EVERY_MS),
    logDays: config.aws.logDays,
  });
}
