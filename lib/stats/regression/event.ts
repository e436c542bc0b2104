// What a regression is, once it has been told: the only thing that is kept from one publication to the next.

export const REGRESSION_KINDS = ['slower', 'failing', 'region-slower', 'region-failing'] as const;
export type RegressionKind = (typeof REGRESSION_KINDS)[number];

/** `recovered`: as before; `accepted`: it stayed for 7 days and is what is usual now; `silent`: a day without a sample. */
export type ClosedBecause = 'recovered' | 'accepted' | 'silent';

export interface Estimate {
  readonly value: number;
  /** 95 % interval; `null` under 6 values. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface RegressionEvent {
  readonly kind: RegressionKind;
  readonly workload: string;
  readonly region: string;
  /** `null`: the whole region. */
  readonly target: string | null;
  /** When it began, as far as can be told: where the sum last left zero. The baseline is what was usual before. */
  readonly sinceMs: number;
  /** The round that made it certain; with region and target it names the event. */
  readonly detectedMs: number;
  /** How far from the usual it was until it was told, in scatters, or the share that failed: recovery is measured by it. */
  readonly level: number;
  /** TTFT over the last 3 h of it (or since it began) to what is usual at the hour; `null` for `failing`. */
  readonly ratio: Estimate | null;
  /** The same for the median of its peers; `null` for a region, for `failing`, and under 5 peers. */
  readonly peersRatio: number | null;
  /** Failed attempts / attempts over the last 3 h of it; `null` for `slower`. */
  readonly failedShare: number | null;
  /** The first round after it; `null` while it lasts, and where it was accepted or went silent. */
  readonly untilMs: number | null;
  /** The round that made the end certain; `null` while it is open. */
  readonly closedMs: number | null;
  readonly closedBecause: ClosedBecause | null;
}
