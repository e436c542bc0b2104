// The metrics as alarms and dashboards look at them. A `region` is that of the CloudWatch that holds them.
import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { DIMENSION, METRIC, METRICS_NAMESPACE } from '../metrics/names.ts';
import { PUBLISHER_EVERY_MS } from '../names/timing.ts';

export const FIVE_MINUTES = Duration.minutes(5);
const MINUTE_MS = 60_000;

/** One period holds one round of each shard. */
export function periodOf(everyMs: number): Duration {
  return Duration.millis(Math.max(MINUTE_MS, everyMs));
}

export interface Series {
  readonly target: string;
  readonly region: string;
  readonly workload: string;
}

/** @param region whose rounds; the metric lies in the region that watches over it */
export function roundsStored(region: string, workload: string, everyMs: number): Metric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName: METRIC.roundStored,
    dimensionsMap: { [DIMENSION.region]: region, [DIMENSION.workload]: workload },
    statistic: Stats.SUM,
    period: periodOf(everyMs),
  });
}

export function publishAge(): Metric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName: METRIC.publishAge,
    statistic: Stats.MINIMUM,
    period: Duration.millis(PUBLISHER_EVERY_MS),
  });
}

export function seriesMetric(
  { target, region, workload }: Series,
  metricName: typeof METRIC.ttft | typeof METRIC.failures,
  statistic: string,
  period: Duration,
): Metric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: {
      [DIMENSION.target]: target,
      [DIMENSION.region]: region,
      [DIMENSION.workload]: workload,
    },
    statistic,
    period,
  });
}

export function functionMetric(functionName: string, metricName: 'Errors' | 'Duration', statistic: string): Metric {
  return new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { FunctionName: functionName },
    statistic,
    period: FIVE_MINUTES,
  });
}

export function messagesWaiting(queueName: string): Metric {
  return new Metric({
    namespace: 'AWS/SQS',
    metricName: 'ApproximateNumberOfMessagesVisible',
    dimensionsMap: { QueueName: queueName },
    statistic: Stats.MAXIMUM,
    period: FIVE_MINUTES,
  });
}
