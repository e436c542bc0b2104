// The alarms of single targets, where the config sets limits: one for each workload that they are raced under.
import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Config } from '../domain/config.ts';
import { modelIn, type Target } from '../domain/target.ts';
import type { Workload } from '../domain/workload.ts';
import { METRIC } from '../metrics/names.ts';
import { type AlarmPlace, makeAlarm } from './alarms.ts';
import { StackTooLargeError } from './errors.ts';
import { periodOf, type Series, seriesMetric } from './metrics.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** So many rounds in a row must be slow: one slow answer is no news. */
const SLOW_ROUNDS = 3;
/** A share of fewer probes says little. */
const MIN_PROBES = 6;
/** One failure is always more than a few percent of an hour's probes. */
const MIN_FAILURES = 2;

/** Leaves room for all else in a stack, which CloudFormation lets hold 500 resources. */
const MOST_ALARMS = 350;

/** @throws StackTooLargeError if the limits of the config make more alarms than a stack can hold */
export function watchTargets(place: AlarmPlace, config: Config, region: string): void {
  const raced = config.targets.filter((target) => modelIn(target, region) !== null);
  const limits = raced.flatMap(({ alarms }) => Object.values(alarms).filter((limit) => limit !== null));
  const count = limits.length * config.workloads.length;
  if (count > MOST_ALARMS) {
    throw new StackTooLargeError(
      `targets[].alarms: the limits set there make ${count} alarms in ${region} (${limits.length} limits, ` +
        `${config.workloads.length} workloads); at most ${MOST_ALARMS} fit into a region's stack. Set them for fewer targets.`,
    );
  }
  for (const target of raced) {
    for (const workload of config.workloads) watchTarget(place, target, region, workload);
  }
}

function watchTarget(place: AlarmPlace, target: Target, region: string, workload: Workload): void {
  const series = { target: target.id, region, workload: workload.name };
  const { ttftMs, failureShare } = target.alarms;
  if (ttftMs !== null) watchFirstToken(place, series, workload.everyMs, ttftMs);
  if (failureShare !== null) watchFailures(place, series, workload.everyMs, failureShare);
}

function watchFirstToken(place: AlarmPlace, series: Series, everyMs: number, limitMs: number): void {
  makeAlarm(place, 'slow-first-token', {
    of: [series.workload, series.region, series.target],
    facts: { ...series, limit: String(limitMs), rounds: String(SLOW_ROUNDS) },
    // one value a period, whatever the statistic
    metric: seriesMetric(series, METRIC.ttft, Stats.AVERAGE, periodOf(everyMs)),
    threshold: limitMs,
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    periods: SLOW_ROUNDS,
    // a failed probe has no first token: that says nothing of how long the next one takes
    missing: TreatMissingData.IGNORE,
  });
}

function watchFailures(place: AlarmPlace, series: Series, everyMs: number, limit: number): void {
  const windowMs = failureWindowMs(everyMs);
  const probesAtLeast = Math.min(MIN_PROBES, Math.floor(windowMs / everyMs));
  const failedAtLeast = Math.min(MIN_FAILURES, probesAtLeast);
  const period = Duration.millis(windowMs);
  makeAlarm(place, 'failures-above-limit', {
    of: [series.workload, series.region, series.target],
    facts: { ...series, limit: percentText(limit), hours: String(windowMs / HOUR_MS) },
    metric: new MathExpression({
      expression: `IF(probes >= ${probesAtLeast} AND failed >= ${failedAtLeast}, failed / probes, 0)`,
      usingMetrics: {
        failed: seriesMetric(series, METRIC.failures, Stats.SUM, period),
        probes: seriesMetric(series, METRIC.failures, Stats.SAMPLE_COUNT, period),
      },
      label: 'share of failed probes',
      period,
    }),
    threshold: limit,
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    periods: 1,
    // without probes nothing is known of the target; that they are missing is another alarm's business
    missing: TreatMissingData.IGNORE,
  });
}

/** An hour, or as many as it takes for enough probes; a day at most, which is the longest period there is. */
function failureWindowMs(everyMs: number): number {
  return Math.min(DAY_MS, Math.max(HOUR_MS, Math.ceil((MIN_PROBES * everyMs) / HOUR_MS) * HOUR_MS));
}

function percentText(share: number): string {
  return String(Number((share * 100).toFixed(6)));
}
