// How two targets stood to each other as time went by: what a chart of a comparison draws.
import { logOfCode, NO_VALUE } from '../domain/value-code.ts';
import type { Entrant } from './lanes.ts';
import { quantile, sorted } from './quantile.ts';
import { sharedRounds } from './shared-rounds.ts';
import { blockOf, type Span } from './span.ts';

/** Equal stretches of time, oldest first; the last one ends now. */
export interface RatioOverTime {
  /** Start of the first one, epoch ms. */
  readonly startsAtMs: number;
  readonly bucketMs: number;
  /** Rounds in which both have a value. */
  readonly n: readonly number[];
  /** Median of the other's TTFT / its own; `null` under 10 such rounds. */
  readonly timesAsFast: readonly (number | null)[];
}

const MIN_PAIRED_ROUNDS = 10;

/** @param bucketMs the span's length is a whole multiple of it */
export function ratioOverTime(
  a: Entrant,
  b: Entrant,
  options: { readonly span: Pick<Span, 'lengthMs'>; readonly nowMs: number; readonly bucketMs: number },
): RatioOverTime {
  const { span, nowMs, bucketMs } = options;
  const buckets = Array.from({ length: Math.ceil(span.lengthMs / bucketMs) }, (): number[] => []);
  for (const { slot, own, other } of sharedRounds(a, b, 'ttftMs', options)) {
    if (own.code === NO_VALUE || other.code === NO_VALUE) continue;
    buckets.at(-1 - blockOf(slot, nowMs, bucketMs))?.push(logOfCode(other.code) - logOfCode(own.code));
  }
  return {
    startsAtMs: nowMs - buckets.length * bucketMs,
    bucketMs,
    n: buckets.map(({ length }) => length),
    timesAsFast: buckets.map(medianRatio),
  };
}

function medianRatio(logRatios: readonly number[]): number | null {
  const ordered = sorted(logRatios);
  return ordered === null || ordered.length < MIN_PAIRED_ROUNDS ? null : Math.exp(quantile(ordered, 0.5));
}
