// What a target's page shows of one series (one target in one region under one workload): the last 30 days, drawn and in
// figures. Void samples are in none of it; those out of a cache count as attempts and are in no figure of speed. Probes whose
// first token did not come in time count in every quantile as above all values.
import type { FailureClass } from '../../domain/failure.ts';
import type { SeriesKey } from '../../domain/series.ts';

/** Equal stretches of time, oldest first; every array has one entry a bucket, `null` where there is no figure. */
export interface Buckets {
  /** Start of the first one, epoch ms. */
  readonly startsAtMs: number;
  readonly bucketMs: number;
  /** Attempts; 0 is a gap. */
  readonly n: readonly number[];
}

/** Median TTFT over time with its interval. */
export interface HistoryBand extends Buckets {
  readonly failed: readonly number[];
  /** Of however few values; `null` without any, and where half of them are time-outs. */
  readonly ttftP50Ms: readonly (number | null)[];
  /** 95 % interval of the median by order statistics; `null`, both, under 6 values and where one is a time-out. */
  readonly ttftLowMs: readonly (number | null)[];
  readonly ttftHighMs: readonly (number | null)[];
}

/** Day by day, UTC. */
export interface DailyFigures extends Buckets {
  /** `null` where n does not carry it (fewer than 200 values), and where it is a time-out. */
  readonly ttftP95Ms: readonly (number | null)[];
  readonly voided: readonly number[];
  /** By class, only those that happened; failures of ours too. */
  readonly failures: Readonly<Partial<Record<FailureClass, readonly number[]>>>;
}

/** The distribution function of TTFT over the last 7 days, by its values at equal steps of probability. */
export interface Distribution {
  /** Values and time-outs together. */
  readonly n: number;
  readonly timedOut: number;
  /** At probability k / (length - 1) of n; `null` from where the time-outs begin. Empty under 10 values (without time-outs). */
  readonly ttftMs: readonly (number | null)[];
}

/** TTFT by the hour of the day, UTC, over the last 30 days. */
export interface HourOfDay {
  /** Values and time-outs together. */
  readonly n: number;
  /** `null` under 10, and where it is a time-out. */
  readonly p25Ms: number | null;
  readonly p50Ms: number | null;
  readonly p75Ms: number | null;
}

export interface SeriesDetail extends SeriesKey {
  /** Hour by hour: published as data, and what the interactive chart draws. */
  readonly hourly: HistoryBand;
  /** Four hours by four hours: what the page draws. */
  readonly history: HistoryBand;
  readonly daily: DailyFigures;
  readonly distribution: Distribution;
  /** 24, from 00:00 UTC on. */
  readonly hoursOfDay: readonly HourOfDay[];
}
