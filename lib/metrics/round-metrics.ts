// What a round tells CloudWatch of its series.
import type { SeriesMetric } from '../domain/config.ts';
import type { Round } from '../domain/round.ts';
import { isMeasured, type Sample } from '../domain/sample.ts';
import type { Target } from '../domain/target.ts';
import { SERIES_METRIC_NAMES } from './names.ts';
import type { Datum } from './sink.ts';

/** The metrics that a target sends: those of the config, and those that an alarm of its own needs. */
export function metricsOf({ alarms }: Target, everySeries: readonly SeriesMetric[]): ReadonlySet<SeriesMetric> {
  const metrics = new Set(everySeries);
  if (alarms.ttftMs !== null) metrics.add('ttft');
  if (alarms.failureShare !== null) metrics.add('failures');
  return metrics;
}

/** The series metrics of a round. A void sample says nothing, one out of a cache only that it is ok; a value that was not reached is not sent, never as 0. */
export function roundMetrics(round: Round, targets: readonly Target[], everySeries: readonly SeriesMetric[]): Datum[] {
  const atMs = Date.parse(round.scheduledAt);
  const wanted = new Map(targets.map((target) => [target.id, metricsOf(target, everySeries)]));
  return round.samples
    .filter((sample) => sample.void === null)
    .flatMap((sample) => {
      const dimensions = { target: sample.target, region: round.region, workload: round.workload };
      return [...(wanted.get(sample.target) ?? [])].flatMap((metric): Datum[] => {
        const value = valueIn(sample, metric);
        return value === null ? [] : [{ name: SERIES_METRIC_NAMES[metric], value, dimensions, atMs }];
      });
    });
}

function valueIn(sample: Sample, metric: SeriesMetric): number | null {
  if (metric === 'failures') return sample.outcome === 'failed' ? 1 : 0;
  if (!isMeasured(sample)) return null;
  return metric === 'ttft' ? sample.ttftMs : sample.outputTokensPerSecond;
}
