// AWS as far as the operator's commands see it: real clients, whose requests end here. What changes something is written down.
import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand, DynamoDBClient, type TableDescription } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteObjectsCommand, HeadObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import {
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
  type ScheduleState,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  DeleteParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { type Aws, awsClients } from '../../lib/operator/clients.ts';

export const ACCOUNT = '123456789012';
const MADE_AT = new Date('2026-11-20T08:00:00Z');

export interface FakeRegion {
  /** By full name. */
  readonly parameters: Map<string, string>;
  readonly stacks: Map<string, Partial<Stack>>;
  /** By `group/name`. */
  readonly schedules: Map<string, { state: ScheduleState; input: string }>;
  /** Messages by queue. */
  readonly queues: Map<string, number>;
  /** Keys by bucket. */
  readonly buckets: Map<string, string[]>;
  table: TableDescription | null;
  /** What the saver does with the queue; `null` without a saver. */
  saver: (() => object) | null;
  /** Thrown for every request. */
  refusal: Error | null;
  /** Items that queries find. */
  readonly items: Record<string, unknown>[];
}

export interface FakeCloud {
  readonly aws: Aws;
  readonly in: (region: string) => FakeRegion;
  /** What was changed, in order: `eu-west-1 DeleteStack photofinish-race-eu-west-1`. */
  readonly changes: string[];
}

/** The error that AWS would answer with. */
export function awsError(name: string, message = 'AWS says so'): Error {
  return Object.assign(new Error(message), { name });
}

const CLIENTS = [
  SSMClient,
  CloudFormationClient,
  SchedulerClient,
  SQSClient,
  S3Client,
  STSClient,
  DynamoDBClient,
  DynamoDBDocumentClient,
  LambdaClient,
];

/** The clients as they were: other test files of the same process use real ones. */
export function leaveCloud(): void {
  for (const client of CLIENTS) mockClient(client as typeof SSMClient).restore();
}

/** A new, empty cloud, in the place of any earlier one; to be left with `leaveCloud` when all tests of a file are done. */
export function fakeCloud(): FakeCloud {
  const regions = new Map<string, FakeRegion>();
  const cloud: FakeCloud = { aws: awsClients(), in: (name) => regionOf(regions, name), changes: [] };
  for (const answer of [answerSsm, answerStacks, answerSchedules, answerQueues, answerFiles, answerRest]) answer(cloud);
  return cloud;
}

function regionOf(regions: Map<string, FakeRegion>, name: string): FakeRegion {
  const known = regions.get(name);
  if (known !== undefined) return known;
  const fresh: FakeRegion = {
    ...{ parameters: new Map(), stacks: new Map(), schedules: new Map(), queues: new Map(), buckets: new Map() },
    ...{ table: null, saver: null, refusal: null, items: [] },
  };
  regions.set(name, fresh);
  return fresh;
}

type GetClient = () => { readonly config: { readonly region: () => Promise<string> } };

/** Answers with what a region has. */
function from<Input, Output>(cloud: FakeCloud, answer: (here: FakeRegion, input: Input, region: string) => Output) {
  return async (input: Input, getClient: unknown): Promise<Output> => {
    const region = await (getClient as GetClient)().config.region();
    const here = cloud.in(region);
    if (here.refusal !== null) throw here.refusal;
    return answer(here, input, region);
  };
}

function answerSsm(cloud: FakeCloud): void {
  const ssm = mockClient(SSMClient);
  ssm.on(GetParameterCommand).callsFake(
    from(cloud, ({ parameters }, { Name: name }: { Name: string }) => {
      if (!parameters.has(name)) throw awsError('ParameterNotFound');
      return { Parameter: { Value: parameters.get(name) } };
    }),
  );
  ssm.on(GetParametersByPathCommand).callsFake(
    from(
      cloud,
      ({ parameters }, input: { Path: string; MaxResults: number; NextToken?: string; WithDecryption: boolean }) => {
        const all = [...parameters].filter(([name]) => name.startsWith(input.Path));
        const at = Number(input.NextToken ?? 0);
        const end = at + input.MaxResults;
        const page = all.slice(at, end).map(([name, value]) => ({
          ...{ Name: name, LastModifiedDate: MADE_AT, Type: 'SecureString' as const },
          Value: input.WithDecryption ? value : 'encrypted',
        }));
        return { Parameters: page, ...(end < all.length ? { NextToken: String(end) } : {}) };
      },
    ),
  );
  ssm.on(PutParameterCommand).callsFake(
    from(cloud, ({ parameters }, input: { Name: string; Value: string; Type: string; Tier: string }, region) => {
      parameters.set(input.Name, input.Value);
      cloud.changes.push(`${region} PutParameter ${input.Name} ${input.Type} ${input.Tier}`);
      return {};
    }),
  );
  ssm.on(DeleteParametersCommand).callsFake(
    from(cloud, ({ parameters }, { Names: names }: { Names: string[] }, region) => {
      for (const name of names) parameters.delete(name);
      cloud.changes.push(`${region} DeleteParameters ${names.length}`);
      return {};
    }),
  );
}

function answerStacks(cloud: FakeCloud): void {
  const stacks = mockClient(CloudFormationClient);
  stacks.on(DescribeStacksCommand).callsFake(
    from(cloud, (here, { StackName: name }: { StackName: string }) => {
      const stack = here.stacks.get(name);
      if (stack === undefined) throw awsError('ValidationError', `Stack with id ${name} does not exist`);
      return { Stacks: [{ StackName: name, StackStatus: 'CREATE_COMPLETE', CreationTime: MADE_AT, ...stack }] };
    }),
  );
  stacks.on(DeleteStackCommand).callsFake(
    from(cloud, (here, { StackName: name }: { StackName: string }, region) => {
      cloud.changes.push(`${region} DeleteStack ${name}`);
      const stack = here.stacks.get(name);
      const isFull = name === 'photofinish-hub' && [...here.buckets.values()].some((files) => files.length > 0);
      const reason = isFull ? 'the bucket is not empty' : stack?.StackStatusReason;
      if (reason === undefined) here.stacks.delete(name);
      else
        here.stacks.set(name, {
          ...stack,
          StackStatus: 'DELETE_FAILED',
          ...(isFull ? {} : { StackStatusReason: reason }),
        });
      return {};
    }),
  );
}

function answerSchedules(cloud: FakeCloud): void {
  const scheduler = mockClient(SchedulerClient);
  scheduler.on(ListSchedulesCommand).callsFake(
    from(cloud, ({ schedules }, { GroupName: group }: { GroupName: string }) => ({
      Schedules: [...schedules]
        .filter(([name]) => name.startsWith(`${group}/`))
        .map(([name, { state }]) => ({ Name: name.slice(group.length + 1), State: state })),
    })),
  );
  scheduler.on(GetScheduleCommand).callsFake(
    from(cloud, ({ schedules }, { GroupName: group, Name: name }: { GroupName: string; Name: string }) => {
      const schedule = schedules.get(`${group}/${name}`);
      if (schedule === undefined) throw awsError('ResourceNotFoundException');
      return {
        ...{
          GroupName: group,
          Name: name,
          State: schedule.state,
          LastModificationDate: MADE_AT,
          CreationDate: MADE_AT,
        },
        ...{ ScheduleExpression: 'cron(0/5 * * * ? *)', FlexibleTimeWindow: { Mode: 'OFF' as const } },
        Target: { Arn: 'arn:aws:lambda', RoleArn: 'arn:aws:iam', Input: schedule.input },
      };
    }),
  );
  scheduler.on(UpdateScheduleCommand).callsFake(
    from(
      cloud,
      (
        { schedules },
        input: { GroupName: string; Name: string; State: ScheduleState; Target: { Input: string } },
        region,
      ) => {
        schedules.set(`${input.GroupName}/${input.Name}`, { state: input.State, input: input.Target.Input });
        cloud.changes.push(`${region} UpdateSchedule ${input.Name} ${input.State}`);
        return {};
      },
    ),
  );
}

function answerQueues(cloud: FakeCloud): void {
  const sqs = mockClient(SQSClient);
  sqs.on(GetQueueUrlCommand).callsFake(
    from(cloud, ({ queues }, { QueueName: name }: { QueueName: string }) => {
      if (!queues.has(name)) throw awsError('QueueDoesNotExist');
      return { QueueUrl: `https://sqs/${name}` };
    }),
  );
  sqs.on(GetQueueAttributesCommand).callsFake(
    from(cloud, ({ queues }, { QueueUrl: url }: { QueueUrl: string }) => ({
      // some of it is always in somebody's hands
      Attributes: { ApproximateNumberOfMessagesNotVisible: String(queues.get(url.split('/').at(-1)!) ?? 0) },
    })),
  );
}

function answerFiles(cloud: FakeCloud): void {
  const s3 = mockClient(S3Client);
  const filesIn = ({ buckets }: FakeRegion, name: string) => {
    const files = buckets.get(name);
    if (files === undefined) throw awsError('NoSuchBucket');
    return files;
  };
  s3.on(ListObjectsV2Command).callsFake(
    from(cloud, (here, { Bucket: name }: { Bucket: string }) => ({
      Contents: filesIn(here, name)
        .slice(0, 1_000)
        .map((key) => ({ Key: key })),
    })),
  );
  s3.on(DeleteObjectsCommand).callsFake(
    from(cloud, (here, input: { Bucket: string; Delete: { Objects: { Key: string }[] } }, region) => {
      const gone = new Set(input.Delete.Objects.map(({ Key: key }) => key));
      here.buckets.set(
        input.Bucket,
        filesIn(here, input.Bucket).filter((key) => !gone.has(key)),
      );
      cloud.changes.push(`${region} DeleteObjects ${gone.size}`);
      return {};
    }),
  );
  s3.on(HeadObjectCommand).callsFake(
    from(cloud, (here, { Bucket: bucket, Key: key }: { Bucket: string; Key: string }) => {
      if (!here.buckets.get(bucket)?.includes(key)) throw awsError('NotFound');
      return { LastModified: MADE_AT };
    }),
  );
}

function answerRest(cloud: FakeCloud): void {
  mockClient(STSClient)
    .on(GetCallerIdentityCommand)
    .callsFake(from(cloud, () => ({ Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/operator` })));
  mockClient(DynamoDBClient)
    .on(DescribeTableCommand)
    .callsFake(
      from(cloud, ({ table }) => {
        if (table === null) throw awsError('ResourceNotFoundException');
        return { Table: table };
      }),
    );
  mockClient(DynamoDBDocumentClient)
    .on(QueryCommand)
    .callsFake((input: { ExpressionAttributeValues: Record<string, string> }) => {
      const { ':pk': pk, ':from': fromSk = '', ':to': toSk = '~' } = input.ExpressionAttributeValues;
      const items = cloud.in('us-east-1').items.filter((item) => item.pk === pk);
      return { Items: items.filter(({ sk }) => String(sk) >= fromSk && String(sk) <= toSk) };
    });
  mockClient(LambdaClient)
    .on(InvokeCommand)
    .callsFake(
      from(cloud, ({ saver }, { FunctionName: name }: { FunctionName: string }, region) => {
        if (saver === null) throw awsError('ResourceNotFoundException');
        cloud.changes.push(`${region} Invoke ${name}`);
        const { failed, ...said } = saver() as { failed?: string };
        const payload = JSON.stringify(failed === undefined ? said : { errorMessage: failed });
        return {
          Payload: { transformToString: () => payload } as never,
          ...(failed === undefined ? {} : { FunctionError: 'Unhandled' }),
        };
      }),
    );
}
