// What is made of the samples themselves, of the last 24 hours: what no block of values holds.
import type { Sample, VoidReason } from '../../domain/sample.ts';
import type { SeriesKey } from '../../domain/series.ts';
import type { IdentityMark } from '../../results/identity-store.ts';

export type { IdentityMark };

/** Median of `n` values, ms; `null` under 10. */
export interface PhaseFigure {
  readonly n: number;
  readonly p50Ms: number | null;
}

/**
 * Where the time goes: medians over the measured samples of the last 24 hours. DNS, TCP and TLS happen before the gun and are in no
 * other figure; headers, first token, first answer token and total count from the request on the wire.
 */
export interface PhaseFigures {
  readonly dns: PhaseFigure;
  readonly tcp: PhaseFigure;
  readonly tls: PhaseFigure;
  readonly headers: PhaseFigure;
  readonly firstToken: PhaseFigure;
  readonly firstAnswer: PhaseFigure;
  readonly total: PhaseFigure;
  /** What servers say of their own time to the first token. */
  readonly serverFirstToken: PhaseFigure;
}

export interface RecentSeries extends SeriesKey {
  readonly phases: PhaseFigures;
  /** The newest first, at most 20. */
  readonly newest: readonly PublicSample[];
  /** Oldest first, of the last 30 days; the first is what it was called when the list began. */
  readonly identities: readonly IdentityMark[];
}

/** A sample as it is published: the message of a failure is left out, because it is a provider's own text. */
export type PublicSample = Omit<Sample, 'failure'> & {
  readonly failure: Omit<NonNullable<Sample['failure']>, 'message'> | null;
};

/** Over the rounds of a region; `null` without any value. */
export interface InstrumentFigure {
  readonly n: number;
  readonly p50Ms: number | null;
  /** The largest, whichever its sign. */
  readonly worstMs: number | null;
}

/** The instrument about itself, in one region under one workload, over the last 24 hours. */
export interface InstrumentFigures {
  readonly workload: string;
  readonly region: string;
  readonly rounds: number;
  readonly samples: number;
  readonly voided: Readonly<Partial<Record<VoidReason, number>>>;
  /** TTFT of the reference target as measured minus as its server stamped it. */
  readonly referenceErrorMs: InstrumentFigure;
  readonly dispatchSkewMs: InstrumentFigure;
  /** How far rounds were from their common instant; no value where the gun is immediate. */
  readonly gunLateMs: InstrumentFigure;
}

/** A day's samples as files. */
export interface SampleFile {
  /** UTC, `2026-11-22`. */
  readonly date: string;
  /** False for the running day, whose file grows. */
  readonly isWhole: boolean;
  readonly csvPath: string;
  /** `null` until the day is over. */
  readonly parquetPath: string | null;
}

export interface RecentFigures {
  readonly series: readonly RecentSeries[];
  readonly instrument: readonly InstrumentFigures[];
  /** The newest first. */
  readonly sampleFiles: readonly SampleFile[];
}
