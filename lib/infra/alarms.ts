// The alarms of the machinery. Each says what broke, where to read on, and tells it and its end to the region's topic.
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Timeouts } from '../domain/workload.ts';
import { type AlarmFacts, type AlarmKind, alarmText } from '../metrics/alarms.ts';
import { DEAD_LETTER_QUEUE, PROJECT, UNSAVED_QUEUE } from '../names/names.ts';
import { PUBLISHER_EVERY_MS, raceTimeoutMs } from '../names/timing.ts';
import { functionMetric, messagesWaiting, periodOf, publishAge, roundsStored } from './metrics.ts';
import type { PlannedRound, RegionPlan } from './region-plan.ts';

export interface AlarmPlace {
  readonly scope: Construct;
  readonly topic: ITopic;
  /** Address or path of docs/runbook.md. */
  readonly runbook: string;
}

export interface AlarmRule<Kind extends AlarmKind> {
  /** What tells it from others of its kind, as it stands in its name. */
  readonly of: readonly string[];
  readonly facts: AlarmFacts<Kind>;
  readonly metric: IMetric;
  readonly threshold: number;
  readonly comparison: ComparisonOperator;
  /** All of them must be beyond the threshold. */
  readonly periods: number;
  readonly missing: TreatMissingData;
}

export function makeAlarm<Kind extends AlarmKind>(place: AlarmPlace, kind: Kind, rule: AlarmRule<Kind>): Alarm {
  const { scope, topic, runbook } = place;
  const alarm = new Alarm(scope, [kind, ...rule.of].join('-'), {
    alarmName: [PROJECT, kind, ...rule.of].join('-'),
    alarmDescription: alarmText(kind, rule.facts, runbook),
    metric: rule.metric,
    threshold: rule.threshold,
    comparisonOperator: rule.comparison,
    evaluationPeriods: rule.periods,
    datapointsToAlarm: rule.periods,
    treatMissingData: rule.missing,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  alarm.addOkAction(new SnsAction(topic));
  return alarm;
}

/** That a region's rounds fail to come; to be made in the region that watches over it. One alarm for each workload. */
export function watchRounds(place: AlarmPlace, { region, rounds, shardCount }: RegionPlan, timeouts: Timeouts): void {
  const workloads = new Map(rounds.map(({ workload }) => [workload.name, workload]));
  for (const workload of workloads.values()) {
    const periods = missedRounds(workload, timeouts);
    makeAlarm(place, 'rounds-missing', {
      of: [workload.name, region],
      facts: { workload: workload.name, region, rounds: String(periods) },
      metric: roundsStored(region, workload.name, workload.everyMs),
      threshold: shardCount,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      periods,
      // silence is what this is about
      missing: TreatMissingData.BREACHING,
    });
  }
}

// CloudWatch takes metrics in by the minute or two.
const INGESTION_MS = 60_000;

/**
 * How many rounds must be missing. A round counts for its scheduled instant but tells of itself only when it is over, so the
 * newest periods are always empty for a while: as many as that takes, and two more, of which one may be an accident.
 */
function missedRounds({ everyMs, gunDelayMs }: PlannedRound['workload'], timeouts: Timeouts): number {
  const untilToldMs = gunDelayMs + raceTimeoutMs(timeouts) + INGESTION_MS;
  return Math.ceil(untilToldMs / periodOf(everyMs).toMilliseconds()) + 2;
}

/**
 * That the board gets old. A run of the publisher that succeeds sends an age of about 0, one that fails at least that of the
 * last success, one cadence; one that cannot even say so sends nothing. Three of either in a row are 15 minutes.
 */
export function watchBoard(place: AlarmPlace): void {
  makeAlarm(place, 'board-too-old', {
    of: [],
    facts: {},
    metric: publishAge(),
    threshold: PUBLISHER_EVERY_MS / 2 / 1_000,
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    periods: 3,
    missing: TreatMissingData.BREACHING,
  });
}

export function watchQueues(place: AlarmPlace, region: string): void {
  const shared = {
    of: [region],
    facts: { region },
    threshold: 0,
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    // an empty queue that nobody uses says nothing
    missing: TreatMissingData.NOT_BREACHING,
  };
  makeAlarm(place, 'dead-letters', { ...shared, metric: messagesWaiting(DEAD_LETTER_QUEUE), periods: 1 });
  // one round that the next run of the saver stores is worth no mail
  makeAlarm(place, 'unsaved-rounds-waiting', { ...shared, metric: messagesWaiting(UNSAVED_QUEUE), periods: 2 });
}

export function watchFunction(place: AlarmPlace, functionName: string, region: string): void {
  makeAlarm(place, 'function-errors', {
    of: [functionName.slice(PROJECT.length + 1), region],
    facts: { function: functionName, region },
    metric: functionMetric(functionName, 'Errors', 'Sum'),
    threshold: 0,
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    periods: 1,
    // without a call there is no error
    missing: TreatMissingData.NOT_BREACHING,
  });
}
