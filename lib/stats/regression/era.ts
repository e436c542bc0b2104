// Which part of a series' past counts as usual: none of it in which a regression was told.
import type { RegressionEvent } from './event.ts';

export interface Stretch {
  readonly fromMs: number;
  /** Exclusive; infinite while it lasts. */
  readonly toMs: number;
}

export interface Era {
  /** What came before is another level: that of a regression which was accepted in the end. */
  readonly fromMs: number;
  readonly unusual: readonly Stretch[];
}

/**
 * The era of a target: while one of its regressions (or its region's) is open, nothing since its beginning is usual, so the
 * baseline stands still; once it is over, its stretch stays out; once it is accepted, all before its beginning does.
 * @param events those of the target and of its region, of one kind of figure
 */
export function eraOf(events: readonly RegressionEvent[]): Era {
  let fromMs = Number.NEGATIVE_INFINITY;
  const unusual: Stretch[] = [];
  for (const { sinceMs, untilMs, closedMs, closedBecause } of events) {
    if (closedBecause === 'accepted') fromMs = Math.max(fromMs, sinceMs);
    else unusual.push({ fromMs: sinceMs, toMs: untilMs ?? closedMs ?? Number.POSITIVE_INFINITY });
  }
  return { fromMs, unusual };
}

export function isUsual({ fromMs, unusual }: Era, atMs: number): boolean {
  if (atMs < fromMs) return false;
  for (const stretch of unusual) if (atMs >= stretch.fromMs && atMs < stretch.toMs) return false;
  return true;
}

/** Tells one era from another. */
export function eraKey({ fromMs, unusual }: Era): string {
  return `${fromMs} ${unusual.map((stretch) => `${stretch.fromMs}-${stretch.toMs}`).join()}`;
}
