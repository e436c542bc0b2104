// Everything that is shown of up to four targets, worked out from their published rounds.
import type { RoundsDocument } from '../../board/schemas.ts';
import { WINDOWS } from '../../domain/window.ts';
import { type HeadToHead, headToHead } from '../../stats/head-to-head.ts';
import { type RatioOverTime, ratioOverTime } from '../../stats/ratio-over-time.ts';
import type { Wanted } from './address.ts';
import { entrantOf } from './entrant.ts';

/** Since when each region has rounds under each workload, epoch seconds. */
export type Since = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface Pair {
  /** Places among the chosen. */
  readonly own: number;
  readonly other: number;
  readonly match: HeadToHead;
}

export interface Comparison {
  /** Each against each, from the side of the one that was chosen earlier. */
  readonly pairs: readonly Pair[];
  /** The first one against each other, in their order. */
  readonly overTime: readonly RatioOverTime[];
  /** When the newest of the rounds were published. */
  readonly publishedAt: string;
}

/** @param documents of the wanted targets, in their order; @param everyMs cadence of the workload */
export function comparisonOf(
  wanted: Wanted,
  documents: readonly RoundsDocument[],
  { since, everyMs }: { readonly since: Since; readonly everyMs: number },
): Comparison {
  const span = WINDOWS.find(({ id }) => id === wanted.window) ?? { lengthMs: 7 * DAY_MS, blockMs: DAY_MS };
  const publishedAt = documents.map(({ generatedAt }) => generatedAt).reduce((a, b) => (a > b ? a : b), '');
  const nowMs = Date.parse(publishedAt);
  const entrants = documents.map((document) => entrantOf(document, wanted.workload, wanted.region));
  const sinceMs = sinceOf(since, wanted);
  const options = { span, nowMs, ...(sinceMs === null ? {} : { sinceMs }) };
  const bucketMs = bucketOf(span.lengthMs, everyMs);
  const [first, ...others] = entrants;
  return {
    pairs: entrants.flatMap((a, own) =>
      entrants
        .slice(own + 1)
        .map((b, index): Pair => ({ own, other: own + 1 + index, match: headToHead(a, b, options) })),
    ),
    overTime: first === undefined ? [] : others.map((other) => ratioOverTime(first, other, { span, nowMs, bucketMs })),
    publishedAt,
  };
}

function sinceOf(since: Since, { workload, region }: Wanted): number | null {
  const regions = since[workload] ?? {};
  const starts = region === 'all' ? Object.values(regions) : [regions[region] ?? Number.NaN];
  const earliest = Math.min(...starts);
  return Number.isFinite(earliest) ? earliest * 1_000 : null;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BUCKETS_MS = [1, 2, 3, 6, 12, 24].map((hours) => hours * HOUR_MS);
const MOST_BUCKETS = 28;
const ROUNDS_A_BUCKET = 12;

/** How long a stretch one point of the chart stands for: 28 at most, and each with 12 rounds of a region or more. */
export function bucketOf(lengthMs: number, everyMs: number): number {
  const least = Math.max(lengthMs / MOST_BUCKETS, everyMs * ROUNDS_A_BUCKET);
  return BUCKETS_MS.find((bucketMs) => bucketMs >= least) ?? DAY_MS;
}
