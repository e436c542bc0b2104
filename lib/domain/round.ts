// A round: all targets of one region probed at the same instant, under one workload.
import type { Sample } from './sample.ts';

export interface RoundKey {
  readonly workload: string;
  readonly region: string;
  /** Scheduled instant, ISO 8601 UTC to the second (`2026-11-22T03:15:00Z`). */
  readonly scheduledAt: string;
  /** Part of the round when a region has more targets than one function takes; '0' where there is one. */
  readonly shard: string;
}

/** The instrument's error as its reference target showed it in this round. */
export interface ReferenceCheck {
  /** TTFT as we measured it minus TTFT by the reference server's own write stamp. */
  readonly ttftErrorMs: number | null;
  /** The largest lateness of any of its chunks. */
  readonly maxLateMs: number | null;
}

export interface Round extends RoundKey {
  /** Wall time of the gun, ISO 8601 UTC with microseconds. */
  readonly gunAt: string;
  /** How far the gun was from the instant it was due; `null` where it was due at once. */
  readonly gunLateMs: number | null;
  readonly dispatchSkewMs: number | null;
  readonly reference: ReferenceCheck | null;
  readonly samples: readonly Sample[];
}
