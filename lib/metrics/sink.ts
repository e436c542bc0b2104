// The one way to CloudWatch: what a round or a publication has to say goes in one request.
import {
  type CloudWatchClient,
  PutMetricDataCommand,
  type PutMetricDataCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { DIMENSION, METRICS_NAMESPACE, type MetricName, UNIT_OF } from './names.ts';

export interface Datum {
  readonly name: MetricName;
  readonly value: number;
  readonly dimensions: Readonly<Partial<Record<keyof typeof DIMENSION, string>>>;
  /** Epoch ms. */
  readonly atMs: number;
}

// CloudWatch's limit for one request.
const MAX_DATA = 1_000;

/** Sends all data; the client compresses what is large. Nothing to say sends nothing. @throws whatever CloudWatch answers */
export async function sendMetrics(client: Pick<CloudWatchClient, 'send'>, data: readonly Datum[]): Promise<void> {
  for (let at = 0; at < data.length; at += MAX_DATA) {
    await client.send(new PutMetricDataCommand(requestOf(data.slice(at, at + MAX_DATA))));
  }
}

function requestOf(data: readonly Datum[]): PutMetricDataCommandInput {
  return {
    Namespace: METRICS_NAMESPACE,
    MetricData: data.map(({ name, value, dimensions, atMs }) => ({
      MetricName: name,
      Value: value,
      Unit: UNIT_OF[name],
      Timestamp: new Date(atMs),
      Dimensions: Object.entries(dimensions).map(([dimension, of]) => ({
        Name: DIMENSION[dimension as keyof typeof DIMENSION],
        Value: of,
      })),
    })),
  };
}
