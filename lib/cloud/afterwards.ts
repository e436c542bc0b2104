// What a race needs when it is over: a module of its own, so that waking the function does not wait for it.
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Round } from '../domain/round.ts';
import { type Datum, sendMetrics } from '../metrics/sink.ts';
import { PATIENCE } from './patience.ts';
import { keptInQueue } from './unsaved-queue.ts';

const sqs = new SQSClient(PATIENCE);
const clients = new Map<string, CloudWatchClient>();
// A round of a dozen targets is some 5 KB as it is.
const COMPRESS_FROM_BYTES = 1_024;

/** Keeps a round that the table did not take. */
export async function keepInQueue(queueUrl: string, round: Round): Promise<void> {
  await keptInQueue(sqs, queueUrl).keep(round);
}

/** Sends metrics to the CloudWatch of a region. */
export async function tellCloudWatch(region: string, data: readonly Datum[]): Promise<void> {
  const known = clients.get(region);
  const client =
    known ?? new CloudWatchClient({ ...PATIENCE, region, requestMinCompressionSizeBytes: COMPRESS_FROM_BYTES });
  if (known === undefined) clients.set(region, client);
  await sendMetrics(client, data);
}
