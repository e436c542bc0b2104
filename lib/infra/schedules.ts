// What the scheduler does: wakes functions, each at most once.
import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  type IScheduleGroup,
  Schedule,
  ScheduleExpression,
  ScheduleGroup,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { SCHEDULE_GROUP } from '../names/names.ts';
import { mayInvoke, maySend } from './permissions.ts';

export interface Scheduling {
  /** `null` is the group that every account has. */
  readonly group: IScheduleGroup | null;
  readonly role: Role;
  readonly deadLetters: IQueue | null;
}

export interface ScheduleParts {
  readonly name: string;
  readonly description: string;
  readonly cron: string;
  readonly wakes: IFunction;
  readonly input: object;
  /** ms */
  readonly maxEventAgeMs: number;
  readonly enabled: boolean;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export function makeScheduleGroup(scope: Construct): ScheduleGroup {
  return new ScheduleGroup(scope, 'Schedules', {
    scheduleGroupName: SCHEDULE_GROUP,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

/** The role that the scheduler takes on for the schedules of one stack. */
export function schedulerRole(
  scope: Construct,
  groupName: string,
  { wakes, deadLetters }: { readonly wakes: readonly IFunction[]; readonly deadLetters: IQueue | null },
): Role {
  const group = Stack.of(scope).formatArn({
    service: 'scheduler',
    resource: 'schedule-group',
    resourceName: groupName,
  });
  const statements = [
    mayInvoke(wakes.map(({ functionArn }) => functionArn)),
    ...(deadLetters === null ? [] : [maySend([deadLetters.queueArn])]),
  ].map(({ statement }) => statement);
  return new Role(scope, 'SchedulerRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': group } },
    }),
    inlinePolicies: { Wake: new PolicyDocument({ statements }) },
  });
}

export function makeSchedule(scope: Construct, id: string, parts: ScheduleParts, scheduling: Scheduling): Schedule {
  const { group, role, deadLetters } = scheduling;
  return new Schedule(scope, id, {
    scheduleName: parts.name,
    description: parts.description,
    schedule: ScheduleExpression.expression(parts.cron),
    enabled: parts.enabled,
    ...(group === null ? {} : { scheduleGroup: group }),
    target: new LambdaInvoke(parts.wakes, {
      role: role.withoutPolicyUpdates(),
      input: ScheduleTargetInput.fromObject(parts.input),
      retryAttempts: 0,
      // the least that the scheduler takes is a minute, the most a day
      maxEventAge: Duration.millis(Math.min(DAY_MS, Math.max(MINUTE_MS, parts.maxEventAgeMs))),
      ...(deadLetters === null ? {} : { deadLetterQueue: deadLetters }),
    }),
  });
}
