// What the statistics say of a series and of a field of targets in one window: the types that the board shows.
import type { FailureClass } from '../domain/failure.ts';
import type { Metric } from '../domain/metric.ts';
import type { QuantileName } from './quantile.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Quantiles of the pooled values of measured samples; `null` where n does not carry them (docs/method.md). */
export interface MetricFigures {
  /** Values behind the figures. */
  readonly n: number;
  /** Probes that timed out: values of which is known only that they are above all others. They count in the quantiles. */
  readonly timedOut: number;
  /** The quantiles that lie among those; they are `null`. */
  readonly beyond: readonly QuantileName[];
  readonly p5: number | null;
  readonly p50: number | null;
  /** 95 % interval of the median that respects autocorrelation; `null` where there are too few blocks. */
  readonly p50Interval: Interval | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  /** The newest value: what can be shown honestly before n carries a quantile. */
  readonly latest: number | null;
}

export interface SeriesFigures {
  readonly target: string;
  /** An AWS region, or `all`: the values of every region pooled. */
  readonly region: string;
  /** Rounds that were due since the window's start, or since the series' first sample if that is later; `seen / due` is the coverage. */
  readonly due: number;
  /** Rounds that have a sample, void or not. */
  readonly seen: number;
  readonly voided: number;
  /** Samples that count: seen minus void. The n beside every failure share. */
  readonly attempts: number;
  readonly ok: number;
  /** Of these, those that came out of a cache: they count for availability, and are in no figure of speed. */
  readonly cached: number;
  readonly failures: Readonly<Partial<Record<FailureClass, number>>>;
  /** Failed attempts of any class / attempts; `null` without attempts. */
  readonly failedShare: number | null;
  /** Attempts failed by the provider's fault / (ok + those); `null` without any. */
  readonly providerFaultShare: number | null;
  /** Epoch seconds; `null` if none in the window. */
  readonly lastOkAt: number | null;
  readonly metrics: Readonly<Record<Metric, MetricFigures>>;
  /** Median TTFT ms in 24 equal parts of the window, oldest first; `null` = no data. */
  readonly trend: readonly (number | null)[];
}

/** A place among the ranked: a range, because what the data cannot tell apart is tied. */
export interface Rank {
  readonly target: string;
  /** 1 + the number of targets that are faster by more than chance and the tie margin. */
  readonly best: number;
  /** Ranked targets minus the number of those that are slower by more than chance and the tie margin. */
  readonly worst: number;
  /** Share of paired rounds won against the field (failed = lost, both failed = left out); `null` without any. */
  readonly winShare: number | null;
}

export interface Unranked {
  readonly target: string;
  /** For people: "live window", "fewer than 10 rounds", "no data since ...". */
  readonly reason: string;
}

export interface Ranking {
  readonly metric: Metric;
  /** Ordered best first. */
  readonly ranked: readonly Rank[];
  readonly unranked: readonly Unranked[];
}
