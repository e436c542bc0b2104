// The contract with CloudWatch: every metric with its unit, its dimensions, and the moment at which it is sent.

import type { SeriesMetric } from '../domain/config.ts';

export const METRICS_NAMESPACE = 'Photofinish';

/** Metrics of one series; the config says which of them are sent, because each costs money every month. */
export const SERIES_METRIC_NAMES = {
  /** ms; with each round, for each target whose probe was ok and not void. */
  ttft: 'TimeToFirstToken',
  /** tokens per second; with each round, for each target whose probe was ok, not void and no burst. */
  throughput: 'OutputTokensPerSecond',
  /** 1 for a failed probe and 0 for a good one, with each round, for each target that was not void: its average is the share. */
  failures: 'Failures',
} as const satisfies Readonly<Record<SeriesMetric, string>>;

export const METRIC = {
  ...SERIES_METRIC_NAMES,
  /** Count, by Region and Workload; with each round, 1 once it is in the table and 0 if it had to be kept elsewhere. Sent to
   *  the region that watches over the racing one (lib/names), at the instant the round was scheduled for: never sparse. */
  roundStored: 'RoundStored',
  /** Seconds since the last publication that succeeded; with each run of the publisher, also one that failed: never sparse. */
  publishAge: 'PublishAge',
  /** Score by Target: how far a series is from its own past and its peers. Sent by the publisher once the statistics tell it. */
  regressionScore: 'RegressionScore',
  /** Count over all series. Sent by the publisher once the statistics tell it. */
  regressedSeries: 'RegressedSeries',
} as const;
export type MetricName = (typeof METRIC)[keyof typeof METRIC];

/** Names of dimensions. Series metrics have all three. */
export const DIMENSION = { target: 'Target', region: 'Region', workload: 'Workload' } as const;

/** CloudWatch's units. */
export const UNIT_OF: Readonly<Record<MetricName, 'Milliseconds' | 'Count/Second' | 'Count' | 'Seconds' | 'None'>> = {
  TimeToFirstToken: 'Milliseconds',
  OutputTokensPerSecond: 'Count/Second',
  Failures: 'Count',
  RoundStored: 'Count',
  PublishAge: 'Seconds',
  RegressionScore: 'None',
  RegressedSeries: 'Count',
};
