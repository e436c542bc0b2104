// A field of targets laid side by side on one axis, so that what happened at the same moment in the same region stands at the
// same index: the pairing behind every comparison.
import { isProviderFault } from '../domain/failure.ts';
import type { Metric } from '../domain/metric.ts';
import { failureOf, OUTCOME_OK, type SeriesColumns, type SeriesPart } from '../domain/series.ts';
import { NO_VALUE } from '../domain/value-code.ts';
import { createMiddleFinder } from './order.ts';
import { blockOf, blockPlan, type Span, slotsIn } from './span.ts';

export interface Entrant {
  readonly target: string;
  /** One a region; a region that does not race the target has none. */
  readonly parts: readonly SeriesPart[];
}

export interface Lane {
  readonly target: string;
  /** Value codes by place on the axis; 0 where there is no ok value. */
  readonly codes: Uint16Array;
  /** About the median code of each block: a hint where to look for the medians of pairs. */
  readonly blockMedians: Int32Array;
  /** Values within the span, those without a place included. */
  readonly n: number;
  /** Places within the span where it failed by the provider's fault. */
  readonly lost: readonly number[];
  /** Places within the span where it has a sample, void or not. */
  readonly seen: number;
  /** Places of the whole field within the span since its own first sample. */
  readonly possible: number;
  /** Epoch seconds of its newest ok value; `null` without any. */
  readonly lastValueAt: number | null;
}

export interface Field {
  readonly lanes: readonly Lane[];
  /** Where each block begins on the axis, and the end: one longer than there are blocks. */
  readonly blockStarts: Uint32Array;
  /** The first block of the span itself; those before it only tell the scatter. */
  readonly spanBlock: number;
  /** Distinct slots, epoch seconds, ascending. */
  readonly slots: Uint32Array;
}

interface RegionGrid {
  readonly slots: Uint32Array;
  /** Place on the axis of each slot; `NOT_COMPARED` where it has none. */
  readonly places: Uint32Array;
}

const NOT_COMPARED = 0xffffffff;

export interface FieldOptions {
  readonly nowMs: number;
  /** Over all pairs and rounds; where it would be more, only a share of the instants gets a place. */
  readonly mostComparisons: number;
  /** Of the first sample of the field that these are a part of, which decides how long the blocks are; by default of theirs. */
  readonly sinceMs?: number;
}

/**
 * Lays the entrants on one axis, oldest block first, whole regions after each other within a block. Where not every instant
 * can be compared, those that get a place are the same for all targets, and from one time to the next.
 */
export function layField(
  entrants: readonly Entrant[],
  metric: Metric,
  span: Span,
  { nowMs, mostComparisons, sinceMs }: FieldOptions,
): Field {
  const parts = entrants.flatMap((entrant) => entrant.parts);
  const { blockMs, before } = span.blockMs
    ? blockPlan(span, sinceMs ?? Math.min(...parts.map(firstMs)), nowMs)
    : { blockMs: 0, before: 0 };
  const laid = { lengthMs: span.lengthMs + before * blockMs };
  const slotsByRegion = new Map<string, Uint32Array>();
  for (const { region, columns } of parts) {
    const { from, to } = slotsIn(columns, laid, nowMs);
    slotsByRegion.set(region, union(slotsByRegion.get(region) ?? new Uint32Array(), columns.slots.subarray(from, to)));
  }
  const pairs = (entrants.length * (entrants.length - 1)) / 2;
  const rounds = Array.from(slotsByRegion.values()).reduce((sum, { length }) => sum + length, 0);
  const share = mostComparisons / (pairs * rounds);
  const ownBlocks = before === 0 ? Number.POSITIVE_INFINITY : span.lengthMs / blockMs;
  const axis = layAxis(slotsByRegion, blockMs, nowMs, { share, ownBlocks });
  let slots: Uint32Array = new Uint32Array();
  for (const regionSlots of slotsByRegion.values()) slots = union(slots, regionSlots);
  const afterSeconds = (nowMs - span.lengthMs) / 1_000;
  const lanes = entrants.map((entrant) => layLane(entrant, axis, metric, afterSeconds));
  return { lanes, blockStarts: axis.blockStarts, spanBlock: axis.spanBlock, slots };
}

function firstMs({ columns }: SeriesPart): number {
  return (columns.slots[0] ?? Number.POSITIVE_INFINITY) * 1_000;
}

interface Axis {
  readonly grids: ReadonlyMap<string, RegionGrid>;
  readonly blockStarts: Uint32Array;
  readonly spanBlock: number;
}

interface AxisOptions {
  /** Of the instants that get a place; all from 1 on. */
  readonly share: number;
  /** The newest so many blocks are the span's own. */
  readonly ownBlocks: number;
}

function layAxis(
  slotsByRegion: ReadonlyMap<string, Uint32Array>,
  blockMs: number,
  nowMs: number,
  { share, ownBlocks }: AxisOptions,
): Axis {
  const blockAt = (slot: number) => (blockMs === 0 ? -slot : blockOf(slot, nowMs, blockMs));
  const cursors = Array.from(slotsByRegion, ([region, slots]) => {
    return { region, slots, places: new Uint32Array(slots.length), at: 0 };
  });
  const starts: number[] = [];
  let place = 0;
  let spanBlock = 0;
  for (;;) {
    const blocks = cursors.filter((c) => c.at < c.slots.length).map((c) => blockAt(c.slots[c.at] as number));
    if (blocks.length === 0) break;
    const block = Math.max(...blocks);
    if (block >= ownBlocks) spanBlock++;
    starts.push(place);
    for (const cursor of cursors) {
      while (cursor.at < cursor.slots.length && blockAt(cursor.slots[cursor.at] as number) === block) {
        const isCompared = share >= 1 || spreadOf(cursor.slots[cursor.at] as number) < share;
        cursor.places[cursor.at++] = isCompared ? place++ : NOT_COMPARED;
      }
    }
  }
  const grids = new Map<string, RegionGrid>(cursors.map(({ region, slots, places }) => [region, { slots, places }]));
  return { grids, blockStarts: Uint32Array.from([...starts, place]), spanBlock };
}

/** A number from 0 to 1 that tells nothing of the instant: no cadence and no hour of the day is in step with it. */
function spreadOf(slot: number): number {
  const mixed = Math.imul(slot ^ (slot >>> 15), 0x2c1b3c6d);
  return (Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 0) / 2 ** 32;
}

function layLane(entrant: Entrant, { grids, blockStarts }: Axis, metric: Metric, afterSeconds: number): Lane {
  const codes = new Uint16Array(blockStarts.at(-1) ?? 0);
  const lost: number[] = [];
  let [n, seen, possible] = [0, 0, 0];
  let lastValueAt: number | null = null;
  for (const { region, columns } of entrant.parts) {
    const grid = grids.get(region);
    if (!grid) continue;
    let index = 0;
    let firstSeen = -1;
    for (let at = 0; at < grid.slots.length; at++) {
      const slot = grid.slots[at] as number;
      while (index < columns.slots.length && (columns.slots[index] as number) < slot) index++;
      if (columns.slots[index] !== slot) continue;
      const isWithin = slot > afterSeconds;
      if (isWithin) seen++;
      if (isWithin && firstSeen < 0) firstSeen = at;
      const code = okCode(columns, metric, index);
      const place = grid.places[at] as number;
      if (code === NO_VALUE) {
        if (isWithin && place !== NOT_COMPARED && isLost(columns.outcomes[index] as number)) lost.push(place);
        continue;
      }
      if (place !== NOT_COMPARED) codes[place] = code;
      if (!isWithin) continue;
      n++;
      lastValueAt = Math.max(lastValueAt ?? 0, slot);
    }
    if (firstSeen >= 0) possible += grid.slots.length - firstSeen;
  }
  const blockMedians = mediansOf(codes, blockStarts);
  return { target: entrant.target, codes, blockMedians, n, lost, seen, possible, lastValueAt };
}

const LIKELY_STEP = 500; // codes: block medians of one target mostly lie within 10 % of each other

function mediansOf(codes: Uint16Array, blockStarts: Uint32Array): Int32Array {
  const values = new Int32Array(longestBlock(blockStarts));
  const finder = createMiddleFinder(values.length, LIKELY_STEP);
  let last = 0;
  return Int32Array.from({ length: blockStarts.length - 1 }, (_, block) => {
    let n = 0;
    for (let place = blockStarts[block] as number; place < (blockStarts[block + 1] as number); place++) {
      if (codes[place] !== NO_VALUE) values[n++] = codes[place] as number;
    }
    if (n > 0) last = finder.find(values, n, last).low;
    return last;
  });
}

/** Places of the longest block. */
export function longestBlock(blockStarts: Uint32Array): number {
  let longest = 0;
  for (let block = 0; block + 1 < blockStarts.length; block++) {
    longest = Math.max(longest, (blockStarts[block + 1] as number) - (blockStarts[block] as number));
  }
  return longest;
}

/** The code of a round's value; `NO_VALUE` unless its sample is ok and has one. */
export function okCode(columns: SeriesColumns, metric: Metric, index: number): number {
  return columns.outcomes[index] === OUTCOME_OK ? (columns.codes[metric][index] as number) : NO_VALUE;
}

/** Whether a round is lost: failed by the provider's fault. */
export function isLost(outcome: number): boolean {
  const failure = failureOf(outcome);
  return failure !== null && isProviderFault(failure);
}

/** Both ascending sequences as one, without doubles. */
function union(a: Uint32Array, b: Uint32Array): Uint32Array {
  if (holdsAll(a, b)) return a; // as a rule: the targets of a region run the same rounds
  const both = new Uint32Array(a.length + b.length);
  let [i, j, n] = [0, 0, 0];
  while (i < a.length || j < b.length) {
    const left = a[i] ?? Number.POSITIVE_INFINITY;
    const right = b[j] ?? Number.POSITIVE_INFINITY;
    both[n++] = Math.min(left, right);
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return both.slice(0, n);
}

function holdsAll(a: Uint32Array, b: Uint32Array): boolean {
  if (b.length > a.length) return false;
  let i = 0;
  for (const slot of b) {
    while (i < a.length && (a[i] as number) < slot) i++;
    if (a[i] !== slot) return false;
  }
  return true;
}
