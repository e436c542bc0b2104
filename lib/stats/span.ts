// A stretch of time that figures are made over, cut from columns and into blocks.
import type { SeriesColumns } from '../domain/series.ts';

/** A window of the board (lib/domain/window.ts), or the rounds of one race. */
export interface Span {
  /** `Infinity` takes every slot up to now. */
  readonly lengthMs: number;
  /** Rounds closer together than this are not independent; 0 = each round stands for itself; `null` = live, unranked. */
  readonly blockMs: number | null;
}

/** How a span is cut: into blocks of its own, and where these are too few to tell their scatter, into blocks before it. */
export interface BlockPlan {
  readonly blockMs: number;
  /** Blocks before the span that tell the scatter in place of its own; 0 = its own do. */
  readonly before: number;
}

/** The fewest blocks that can tell a scatter. */
export const MIN_BLOCKS = 4;
const BLOCKS_BEFORE = 7;
/** Of what has not run for days yet: shorter blocks, whose intervals are narrower than they say (docs/method.md). */
const YOUNG_BLOCK_MS = 6 * 3_600_000;

/**
 * The blocks of a span that has some.
 * @param sinceMs of the first sample there is, before the span or within it
 */
export function blockPlan({ lengthMs, blockMs }: Span, sinceMs: number, nowMs: number): BlockPlan {
  const length = blockMs ?? 0;
  const ownBlocks = length === 0 ? Number.POSITIVE_INFINITY : lengthMs / length;
  const before = ownBlocks < MIN_BLOCKS ? BLOCKS_BEFORE : 0;
  const neededMs = MIN_BLOCKS * length + (before > 0 ? lengthMs : 0);
  // the first block may begin a little after its time: a round is never at the very instant
  const isYoung = nowMs - sinceMs < neededMs - length * (1 - MIN_BLOCK_FILL);
  return isYoung ? { blockMs: Math.min(length, YOUNG_BLOCK_MS), before: 0 } : { blockMs: length, before };
}

/** A race in the terminal: a few rounds in one sitting, each its own block. */
export const RACE_SPAN: Span = { lengthMs: Number.POSITIVE_INFINITY, blockMs: 0 };

export interface SlotRange {
  /** First index. */
  readonly from: number;
  /** One past the last index. */
  readonly to: number;
}

/** The indices of the slots in (now - length, now]. */
export function slotsIn(columns: SeriesColumns, span: Pick<Span, 'lengthMs'>, nowMs: number): SlotRange {
  return {
    from: firstAfter(columns.slots, (nowMs - span.lengthMs) / 1_000),
    to: firstAfter(columns.slots, nowMs / 1_000),
  };
}

/**
 * Blocks are counted back from now, so that each is whole: the newest is 0. Aligned to the clock, the one that has just begun
 * would weigh as much as a full one.
 */
export function blockOf(slotSeconds: number, nowMs: number, blockMs: number): number {
  return Math.floor((nowMs / 1_000 - slotSeconds) / (blockMs / 1_000));
}

/** A block with fewer values than this share of the fullest one is left out: it would weigh as much as a full one. */
export const MIN_BLOCK_FILL = 0.25;

function firstAfter(slots: Uint32Array, seconds: number): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((slots[middle] as number) <= seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
