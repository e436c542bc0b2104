// All that a probing region needs but the table's replica: the functions, one schedule for each shard of each workload, the
// queues, and alarms on its own machinery and on the region that it watches over.
import { Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Config } from '../domain/config.ts';
import { cronOf } from '../names/cadence.ts';
import {
  RACE_FUNCTION,
  raceStack,
  roundSchedule,
  SAVER_FUNCTION,
  SAVER_SCHEDULE,
  SCHEDULE_GROUP,
  SCHEDULED_TIME,
  STARTER_FUNCTION,
  type Tick,
  watcherOf,
} from '../names/names.ts';
import { SAVER_EVERY_MS } from '../names/timing.ts';
import { type AlarmPlace, watchFunction, watchQueues, watchRounds } from './alarms.ts';
import type { Bundles } from './bundle.ts';
import { makeQueues } from './queues.ts';
import { makeRace, makeSaver, makeStarter, type RegionParts } from './race-functions.ts';
import { eventAgeMs, type PlannedRound, planOf } from './region-plan.ts';
import { makeSchedule, makeScheduleGroup, type Scheduling, schedulerRole } from './schedules.ts';
import { watchTargets } from './target-alarms.ts';
import { makeTopic } from './topic.ts';

/** A region where nobody races has the stack all the same: it may watch over another one, and can be given targets later. */
export function makeRaceStack(scope: Construct, config: Config, region: string, bundles: Bundles): Stack {
  const id = raceStack(region);
  const description = `Photofinish: the races from ${region}.`;
  const stack = new Stack(scope, id, { stackName: id, description, env: { region } });
  const parts = { stack, config, bundles, plan: planOf(config, region), queues: makeQueues(stack) };
  const race = makeRace(parts);
  const functions = { race, starter: makeStarter(parts, race), saver: makeSaver(parts) };
  makeSchedules(parts, functions);
  makeAlarms(parts, functions.starter !== null);
  return stack;
}

interface Functions {
  readonly race: LambdaFunction;
  readonly starter: LambdaFunction | null;
  readonly saver: LambdaFunction;
}

function makeSchedules({ stack, config, plan, queues }: RegionParts, functions: Functions): void {
  const wakes = [functions.race, functions.starter, functions.saver].filter((one) => one !== null);
  const scheduling: Scheduling = {
    group: makeScheduleGroup(stack),
    role: schedulerRole(stack, SCHEDULE_GROUP, { wakes, deadLetters: queues.deadLetters }),
    deadLetters: queues.deadLetters,
  };
  for (const round of plan.rounds) makeRoundSchedule(stack, round, functions, scheduling, !config.aws.paused);
  const saving = {
    name: SAVER_SCHEDULE,
    description: 'Stores the rounds that wait in the queue.',
    cron: cronOf('saver', SAVER_EVERY_MS),
    wakes: functions.saver,
    input: {},
    maxEventAgeMs: eventAgeMs(SAVER_EVERY_MS),
    enabled: true,
  };
  makeSchedule(stack, SAVER_SCHEDULE, saving, scheduling);
}

function makeRoundSchedule(
  stack: Stack,
  { workload, shard, waits }: PlannedRound,
  { race, starter }: Functions,
  scheduling: Scheduling,
  enabled: boolean,
): void {
  const { name: workloadName, everyMs, gunDelayMs } = workload;
  const input: Tick = { workload: workloadName, scheduledAt: SCHEDULED_TIME, shard, gunDelayMs };
  const name = roundSchedule(workloadName, shard);
  const round = {
    name,
    description: `Rounds of ${workloadName}, shard ${shard}.`,
    cron: cronOf(workloadName, everyMs),
    wakes: waits && starter !== null ? starter : race,
    input,
    maxEventAgeMs: eventAgeMs(everyMs),
    enabled,
  };
  makeSchedule(stack, name, round, scheduling);
}

function makeAlarms({ stack, config, plan }: RegionParts, hasStarter: boolean): void {
  const place: AlarmPlace = { scope: stack, topic: makeTopic(stack, config.alarms.email), runbook: config.aws.runbook };
  const { region } = plan;
  watchQueues(place, region);
  for (const name of [RACE_FUNCTION, SAVER_FUNCTION, ...(hasStarter ? [STARTER_FUNCTION] : [])]) {
    watchFunction(place, name, region);
  }
  watchTargets(place, config, region);
  // while it is paused, silence is what was asked for
  if (config.aws.paused) return;
  for (const watched of config.regions.filter((other) => watcherOf(other, config.regions) === region)) {
    watchRounds(place, planOf(config, watched), config.timeouts);
  }
}
