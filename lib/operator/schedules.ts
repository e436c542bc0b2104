// The schedules of a region: the rounds' and the saver's in a group of our own, the publisher's in the hub's default group.
import {
  GetScheduleCommand,
  ListSchedulesCommand,
  type ScheduleSummary,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import type { Config } from '../domain/config.ts';
import { roundSchedule } from '../names/names.ts';
import { shardsIn } from '../names/shards.ts';
import { unlessMissing } from './aws-trouble.ts';
import type { Aws } from './clients.ts';

/** The group that every account has. */
export const DEFAULT_GROUP = 'default';

/** The names of the schedules that start the rounds of a region. */
export function roundSchedules({ workloads, targets }: Config, region: string): readonly string[] {
  const shards = shardsIn(targets, region);
  return workloads.flatMap(({ name }) => shards.map((shard) => roundSchedule(name, shard.name)));
}

/** Names and whether they are enabled; none without the group. @throws whatever the scheduler answers */
export async function schedulesIn(aws: Aws, region: string, group: string): Promise<ReadonlyMap<string, boolean>> {
  const found: ScheduleSummary[] = [];
  let next: string | undefined;
  do {
    const request = { GroupName: group, ...(next === undefined ? {} : { NextToken: next }) };
    const page = await unlessMissing(aws.scheduler(region).send(new ListSchedulesCommand(request)));
    found.push(...(page?.Schedules ?? []));
    next = page?.NextToken;
  } while (next !== undefined);
  return new Map(found.map(({ Name: name = '', State: state }) => [name, state === 'ENABLED']));
}

export interface ScheduleName {
  readonly region: string;
  readonly group: string;
  readonly name: string;
}

/**
 * Stops a schedule.
 * @returns since when it stands still, epoch ms; `null` where it is not there
 * @throws whatever the scheduler answers
 */
export function disableSchedule(aws: Aws, schedule: ScheduleName, nowMs: number): Promise<number | null> {
  return switchTo('DISABLED', aws, schedule, nowMs);
}

/** Starts a schedule; one that is not there is left so. @throws whatever the scheduler answers */
export async function enableSchedule(aws: Aws, schedule: ScheduleName): Promise<void> {
  await switchTo('ENABLED', aws, schedule, 0);
}

async function switchTo(
  state: 'ENABLED' | 'DISABLED',
  aws: Aws,
  { region, group, name }: ScheduleName,
  nowMs: number,
): Promise<number | null> {
  const client = aws.scheduler(region);
  const schedule = await unlessMissing(client.send(new GetScheduleCommand({ GroupName: group, Name: name })));
  if (schedule === null) return null;
  if (schedule.State === state) return schedule.LastModificationDate?.getTime() ?? nowMs;
  // An update replaces all of a schedule: what is left out is lost.
  const { $metadata: _, Arn: __, CreationDate: ___, LastModificationDate: ____, ...all } = schedule;
  const { ScheduleExpression: expression, FlexibleTimeWindow: window, Target: target } = all;
  const whole = { ...all, Name: name, ScheduleExpression: expression, FlexibleTimeWindow: window, Target: target };
  await client.send(new UpdateScheduleCommand({ ...whole, State: state }));
  return nowMs;
}
