// The values of some series within a span, pooled block by block: what quantiles and intervals are taken of.
import type { Metric } from '../domain/metric.ts';
import type { SeriesColumns, SeriesPart } from '../domain/series.ts';
import { NO_VALUE } from '../domain/value-code.ts';
import { createMiddleFinder, type Middle, type MiddleFinder } from './order.ts';
import { type Span, slotsIn } from './span.ts';

/** A run of rounds of one region within one block. */
interface Run {
  readonly columns: SeriesColumns;
  readonly from: number;
  readonly to: number;
}

export interface Layout {
  /** The runs of each block, oldest block first; each holds every region. Without blocks all is one. */
  readonly blocks: readonly (readonly Run[])[];
  /** Memory for the values of one metric at a time. */
  readonly values: Int32Array;
  readonly finder: MiddleFinder;
}

export interface Pool {
  /** The first `n` are the codes of the ok samples, block by block. */
  readonly values: Int32Array;
  readonly n: number;
  /** Where each block ends. */
  readonly blockEnds: readonly number[];
  readonly finder: MiddleFinder;
}

const LIKELY_STEP = 500; // codes: medians of neighbouring blocks mostly lie within 10 % of each other

// Layouts are worked with one after the other, thousands in a publication: memory of their own would be 40 MB of garbage each time.
let memory = new Int32Array();

/** Cuts a span into blocks counted back from now; a span that reaches back without end is one block. Pools of other layouts are invalid then. */
export function layOut(parts: readonly SeriesPart[], span: Span, nowMs: number, blockMs: number | null): Layout {
  const count = blockMs ? Math.ceil(span.lengthMs / blockMs) : 1;
  const lengthMs = blockMs || span.lengthMs;
  const blocks = Array.from({ length: count }, (_, index): Run[] => {
    const endMs = index === count - 1 ? nowMs : nowMs - (count - 1 - index) * lengthMs; // 0 * Infinity is NaN
    return parts.map(({ columns }) => ({ columns, ...slotsIn(columns, { lengthMs }, endMs) }));
  });
  const lengths = blocks.map((runs) => runs.reduce((sum, { from, to }) => sum + to - from, 0));
  const length = lengths.reduce((sum, each) => sum + each, 0);
  if (memory.length < length) memory = new Int32Array(length);
  return { blocks, values: memory, finder: createMiddleFinder(Math.max(...lengths), LIKELY_STEP) };
}

/** Takes one metric's values; those of the metric before are gone. */
export function poolOf({ blocks, values, finder }: Layout, metric: Metric): Pool {
  let n = 0;
  const blockEnds: number[] = [];
  for (const runs of blocks) {
    for (const { columns, from, to } of runs) n = take(columns.codes[metric], from, to, values, n);
    blockEnds.push(n);
  }
  return { values, n, blockEnds, finder };
}

function take(codes: Uint16Array, from: number, to: number, values: Int32Array, n: number): number {
  let count = n;
  for (let index = from; index < to; index++) {
    const code = codes[index] as number;
    if (code !== NO_VALUE) values[count++] = code;
  }
  return count;
}

/** The middle two codes of a block of `n` values. */
export type BlockMiddle = Middle & { readonly n: number };

/** The middle two codes of each block, `null` for one without values. The values of a block are reordered within it. */
export function blockMiddles({ values, blockEnds, finder }: Pool): (BlockMiddle | null)[] {
  let centre = 0;
  return blockEnds.map((end, block) => {
    const start = block === 0 ? 0 : (blockEnds[block - 1] as number);
    if (end === start) return null;
    const middle = finder.find(values.subarray(start, end), end - start, centre);
    centre = middle.low;
    return { ...middle, n: end - start };
  });
}
