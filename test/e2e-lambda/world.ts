// An AWS account on this machine, with our four functions in it as the stacks set them up: the real bundles in AWS's runtime
// client, the table on DynamoDB Local, parameters, queues, bucket and metrics on MiniStack. Table and bucket lie behind proxies
// that can fail. Each world has an account of its own, so that worlds know nothing of each other.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { inject } from 'vitest';
import { parseConfig } from '../../lib/config/load.ts';
import type { Config } from '../../lib/domain/config.ts';
import type { Bundles } from '../../lib/infra/bundle.ts';
import { METRICS_NAMESPACE, type MetricName } from '../../lib/metrics/names.ts';
import {
  boardBucket,
  CONFIG_FILE,
  ENV,
  HANDLER,
  KEY_PATH,
  PROJECT,
  TABLE_NAME,
  UNSAVED_QUEUE,
  watcherOf,
} from '../../lib/names/names.ts';
import { documentClient, type Table } from '../../lib/results/document-client.ts';
import { ensureTable } from '../../lib/results/ensure-table.ts';
import { createRoundStore, type RoundStore } from '../../lib/results/round-store.ts';
import { type FaultyProxy, startProxy } from './faulty-proxy.ts';
import { type LambdaFunction, lambdaFunction } from './lambda-function.ts';
import type {} from './setup.ts';

export interface WorldOptions {
  /** The config file's text. */
  readonly config: string;
  /** By name, in the region's parameters. */
  readonly keys: Readonly<Record<string, string>>;
  /** How long each function may take, ms; long by default. */
  readonly timeoutMs?: number;
}

export interface World {
  readonly region: string;
  readonly config: Config;
  /** Past the proxy. */
  readonly table: Table;
  readonly store: RoundStore;
  readonly tableProxy: FaultyProxy;
  readonly bucketProxy: FaultyProxy;
  readonly queueProxy: FaultyProxy;
  readonly queueUrls: { readonly unsaved: string; readonly deadLetters: string };
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly bucket: string;
  /** Puts keys into the region's parameters, as `photofinish keys push` does. */
  pushKeys(keys: Readonly<Record<string, string>>): Promise<void>;
  /** @param variables with the addresses of services that only one test stands in for. */
  function(name: keyof Bundles, variables?: Readonly<Record<string, string>>): LambdaFunction;
  /** How many values CloudWatch of a region has of a metric, and their sum. */
  metric(
    region: string,
    name: MetricName,
    dimensions: Readonly<Record<string, string>>,
  ): Promise<{ readonly count: number; readonly sum: number }>;
  close(): Promise<void>;
}

const MEMORY_MB = 1_024;
let accounts = 0;

export async function openWorld({ config: text, keys, timeoutMs = 60_000 }: WorldOptions): Promise<World> {
  const config = parseConfig(text, { file: 'test.yaml', presets: [] });
  const region = config.regions[0] ?? '';
  const account = `${String(process.pid).padStart(8, '0').slice(-8)}${String(++accounts).padStart(4, '0')}`;
  const bucket = boardBucket(account, region);
  const clientOf = (endpoint: string, of = region) => ({
    ...{ endpoint, region: of, credentials: { accessKeyId: account, secretAccessKey: 'test' } },
  });
  const services = inject('servicesEndpoint');
  const sqs = new SQSClient(clientOf(services));
  const ssm = new SSMClient(clientOf(services));
  const s3 = new S3Client({ ...clientOf(services), forcePathStyle: true });
  const table = { client: documentClient(new DynamoDBClient(clientOf(inject('tableEndpoint')))), name: TABLE_NAME };
  const folder = await mkdtemp(join(tmpdir(), 'photofinish-e2e-world-'));
  const [bundles, tableProxy, bucketProxy, queueProxy, unsaved, deadLetters] = await Promise.all([
    bundlesWith(config, folder),
    startProxy(inject('tableEndpoint')),
    startProxy(services),
    startProxy(services),
    queue(sqs, UNSAVED_QUEUE),
    queue(sqs, `${PROJECT}-dead-letters`),
    ensureTable(table),
    s3.send(new CreateBucketCommand({ Bucket: bucket })),
    putKeys(ssm, keys),
  ]);
  const functions: LambdaFunction[] = [];
  const proxies = [tableProxy, bucketProxy, queueProxy];
  return {
    ...{ region, config, table, tableProxy, bucketProxy, queueProxy, sqs, s3, bucket },
    store: createRoundStore(table),
    pushKeys: (pushed) => putKeys(ssm, pushed),
    queueUrls: { unsaved, deadLetters },
    function(name, variables = {}) {
      const environment = {
        AWS_ENDPOINT_URL: services,
        AWS_ENDPOINT_URL_DYNAMODB: tableProxy.endpoint,
        AWS_ENDPOINT_URL_S3: bucketProxy.endpoint,
        AWS_ENDPOINT_URL_SQS: queueProxy.endpoint,
        [ENV.unsavedQueueUrl]: behind(queueProxy, unsaved),
        [ENV.deadLetterQueueUrl]: behind(queueProxy, deadLetters),
        [ENV.watchRegion]: watcherOf(region, config.regions),
        [ENV.boardBucket]: bucket,
        [ENV.alarmTopicArn]: `arn:aws:sns:${region}:000000000000:photofinish-alarms`,
        [ENV.pageUrl]: 'https://board.example.test/',
        ...variables,
      };
      const made = lambdaFunction(inject('runtimeClient'), {
        ...{ name: `${PROJECT}-${name}`, region, account, code: bundles[name], handler: HANDLER },
        ...{ memoryMb: MEMORY_MB, timeoutMs, environment },
      });
      functions.push(made);
      return made;
    },
    metric: (of, name, dimensions) => metricOf(new CloudWatchClient(clientOf(services, of)), name, dimensions),
    async close() {
      await Promise.all([...functions, ...proxies].map((each) => each.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function bundlesWith(config: Config, folder: string): Promise<Bundles> {
  const made = Object.entries(inject('bundles')).map(async ([name, code]) => {
    const own = join(folder, name);
    await cp(code, own, { recursive: true });
    if (name === 'race' || name === 'publisher') await writeFile(join(own, CONFIG_FILE), JSON.stringify(config));
    return [name, own] as const;
  });
  return Object.fromEntries(await Promise.all(made)) as Record<keyof Bundles, string>;
}

async function queue(client: SQSClient, name: string): Promise<string> {
  // what is not deleted comes back at once, or a test would wait for it
  const request = { QueueName: name, Attributes: { VisibilityTimeout: '1' } };
  return (await client.send(new CreateQueueCommand(request))).QueueUrl ?? '';
}

function behind({ endpoint }: FaultyProxy, queueUrl: string): string {
  return new URL(new URL(queueUrl).pathname, endpoint).href;
}

async function putKeys(client: SSMClient, keys: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(keys)) {
    await client.send(new PutParameterCommand({ Name: `${KEY_PATH}${name}`, Value: value, Type: 'SecureString' }));
  }
}

async function metricOf(client: CloudWatchClient, name: MetricName, dimensions: Readonly<Record<string, string>>) {
  const hour = 3_600_000;
  const { Datapoints: points = [] } = await client.send(
    new GetMetricStatisticsCommand({
      Namespace: METRICS_NAMESPACE,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      StartTime: new Date(Date.now() - 3 * hour),
      EndTime: new Date(Date.now() + hour),
      Period: 60,
      Statistics: ['SampleCount', 'Sum'],
    }),
  );
  const total = (of: 'SampleCount' | 'Sum') => points.reduce((sum, point) => sum + (point[of] ?? 0), 0);
  return { count: total('SampleCount'), sum: total('Sum') };
}
