// What is kept of the samples from one refresh to the next: compressed, or as plain numbers. Some 60 bytes a sample of the downloads
// and 45 of the figures, over 24 to 28 hours.
import type { RecentRows } from './recent-rows.ts';

/** A stretch of time within one UTC hour, of all workloads and regions. */
export interface Piece {
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
  readonly samples: number;
  /** A gzip member of the day's spreadsheet; empty where there is nothing to write. */
  readonly csv: Uint8Array;
  /** By cohort. */
  readonly rows: ReadonlyMap<string, RecentRows>;
}

/** Changed only by `refreshRecent`. */
export interface RecentCache {
  /** The cohorts that the rest was read of. */
  cohorts: string;
  /** Over for so long that nothing is expected to change; without gaps, oldest first. */
  pieces: readonly Piece[];
  /** The newest samples of each series at the end of the pieces, compressed, by cohort. */
  newest: ReadonlyMap<string, Uint8Array>;
  /** Days that are over and have no rounds, epoch ms. */
  readonly emptyDays: Set<number>;
}

export function createRecentCache(): RecentCache {
  return { cohorts: '', pieces: [], newest: new Map(), emptyDays: new Set() };
}
