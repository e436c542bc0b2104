// What a test reads of a deployment: rounds from each region's replica, metrics, pages through the CDN, queues.
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Round } from '../../lib/domain/round.ts';
import { METRICS_NAMESPACE, type MetricName } from '../../lib/metrics/names.ts';
import { TABLE_NAME } from '../../lib/names/names.ts';
import { documentClient } from '../../lib/results/document-client.ts';
import { createRoundStore } from '../../lib/results/round-store.ts';
import type { Ministack } from '../emulators/ministack.ts';

const HOUR_MS = 3_600_000;

/** The finished rounds that were raced from `region`, as the replica of `from` has them. */
export async function roundsOf(aws: Ministack, region: string, from: string): Promise<readonly Round[]> {
  const table = { client: documentClient(new DynamoDBClient(aws.client(from))), name: TABLE_NAME };
  const range = { workload: 'chat', region, fromMs: Date.now() - HOUR_MS, toMs: Date.now() + HOUR_MS };
  const rounds: Round[] = [];
  for await (const round of createRoundStore(table).rounds(range)) rounds.push(round);
  return rounds;
}

/** The values that a region's CloudWatch has of a metric, a minute each. */
export async function metricOf(
  aws: Ministack,
  region: string,
  name: MetricName,
  dimensions: Readonly<Record<string, string>>,
): Promise<readonly number[]> {
  const metric = {
    Namespace: METRICS_NAMESPACE,
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  };
  const { MetricDataResults: [result] = [] } = await new CloudWatchClient(aws.client(region)).send(
    new GetMetricDataCommand({
      StartTime: new Date(Date.now() - HOUR_MS),
      EndTime: new Date(Date.now() + HOUR_MS),
      MetricDataQueries: [{ Id: 'asked', MetricStat: { Metric: metric, Period: 60, Stat: 'Average' } }],
    }),
  );
  return result?.Values ?? [];
}

/** The states of a region's stacks, by name; without the CDK's own. */
export async function stacksIn(aws: Ministack, region: string): Promise<Readonly<Record<string, string>>> {
  const { Stacks: stacks = [] } = await new CloudFormationClient(aws.client(region)).send(
    new DescribeStacksCommand({}),
  );
  const ours = stacks.filter(({ StackName: name }) => name !== 'CDKToolkit');
  return Object.fromEntries(ours.map(({ StackName: name = '', StackStatus: status = '' }) => [name, status]));
}

export async function queueUrl(client: SQSClient, name: string): Promise<string> {
  return (await client.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl ?? '';
}
