// Two lanes compared round by round. The hot loop of every ranking: typed arrays, no allocation, no branch on the values.
import { logOfCode, NO_VALUE } from '../domain/value-code.ts';
import { blockHalfWidth, halfWidthFromBefore } from './interval.ts';
import { type Field, type Lane, longestBlock } from './lanes.ts';
import { type Middle, middleFrom, middleOfFirst, nextReach } from './order.ts';
import { MIN_BLOCK_FILL } from './span.ts';

const LOG_PER_CODE = logOfCode(2) - logOfCode(1);

/** What two targets look like from the first one's side. */
export interface Duel {
  /** Rounds in which both have a value. */
  readonly paired: number;
  /** Mean over the span's blocks of the median log-ratio first / second, and half its 95 % interval; `null` where blocks are too few. */
  readonly logRatio: { readonly mean: number; readonly half: number } | null;
  /** Rounds in which the first one's value was the lower, ties counted half. */
  readonly lower: number;
}

/** A comparer with its own scratch memory, to be used for every pair of one field. */
export function createDueller(field: Field): (a: Lane, b: Lane) => Duel {
  const { blockStarts, spanBlock } = field;
  const blocks = blockStarts.length - 1;
  const search = createSearch(longestBlock(blockStarts));
  const medians = new Float64Array(blocks);
  const sizes = new Uint32Array(blocks);

  return (a, b) => {
    let paired = 0;
    let lower = 0;
    for (let block = 0; block < blocks; block++) {
      search.centre = (a.blockMedians[block] as number) - (b.blockMedians[block] as number);
      medians[block] = medianDifference(
        a.codes,
        b.codes,
        blockStarts[block] as number,
        blockStarts[block + 1] as number,
        search,
      );
      sizes[block] = search.paired;
      if (block < spanBlock) continue;
      paired += search.paired;
      lower += search.lowerHalves / 2;
    }
    return { paired, lower, logRatio: meanOfBlocks(medians, sizes, spanBlock) };
  };
}

/** Scratch memory, where to look first, and what the last search saw beside the median. */
interface Search {
  readonly values: Int32Array;
  /** The median is first looked for within `reach` of `centre`, in codes. */
  centre: number;
  reach: number;
  paired: number;
  /** 2 for each round in which the first one is lower, 1 for each tie. */
  lowerHalves: number;
}

function createSearch(longestBlock: number): Search {
  return { values: new Int32Array(longestBlock + 1), centre: 0, reach: FIRST_REACH, paired: 0, lowerHalves: 0 };
}

const FIRST_REACH = 300; // codes: about 6 %

/**
 * The median of first - second over a block, in codes (0 if nothing is paired). One pass keeps what lies near the
 * difference of both medians; only if the median is not among that, all of it is searched. The result is exact either way.
 */
function medianDifference(a: Uint16Array, b: Uint16Array, from: number, to: number, search: Search): number {
  const { values } = search;
  // `| 0` keeps the loop in integer arithmetic: three times as fast.
  const nearest = (search.centre - search.reach) | 0;
  const farthest = (search.centre + search.reach) | 0;
  let paired = 0;
  let lowerHalves = 0;
  let below = 0;
  let kept = 0;
  for (let place = from; place < to; place++) {
    const left = a[place] as number;
    const right = b[place] as number;
    const difference = left - right;
    // Sign bits in place of comparisons, whose outcome no processor could foresee.
    const both = (-left & -right) >>> 31;
    paired += both;
    lowerHalves += (1 - (difference >> 31) - (-difference >>> 31)) & -both;
    below += ((difference - nearest) >>> 31) & both;
    values[kept] = difference;
    kept += both & ~(((difference - nearest) | (farthest - difference)) >>> 31);
  }
  search.paired = paired;
  search.lowerHalves = lowerHalves;
  if (paired === 0) return 0;
  const isHit = below <= (paired - 1) >> 1 && paired >> 1 < below + kept;
  search.reach = nextReach(search.reach, isHit);
  const { low, high }: Middle = isHit
    ? middleFrom(values, kept, ((paired - 1) >> 1) - below, (paired >> 1) - below)
    : middleOfFirst(values, pairUp(a, b, from, to, values));
  return (low + high) / 2;
}

function pairUp(a: Uint16Array, b: Uint16Array, from: number, to: number, differences: Int32Array): number {
  let n = 0;
  for (let place = from; place < to; place++) {
    const left = a[place] as number;
    const right = b[place] as number;
    if (left !== NO_VALUE && right !== NO_VALUE) differences[n++] = left - right;
  }
  return n;
}

// Full blocks are moved to the front: first those before the span, whose scatter counts if there are any, then its own.
function meanOfBlocks(medians: Float64Array, sizes: Uint32Array, spanBlock: number): Duel['logRatio'] {
  let fullest = 0;
  for (const size of sizes) fullest = Math.max(fullest, size);
  let [before, n, sum] = [0, 0, 0];
  for (let block = 0; block < sizes.length; block++) {
    const size = sizes[block] as number;
    if (size === 0 || size < fullest * MIN_BLOCK_FILL) continue;
    const logRatio = (medians[block] as number) * LOG_PER_CODE;
    medians[n++] = logRatio;
    if (block < spanBlock) before++;
    else sum += logRatio;
  }
  const own = n - before;
  if (own === 0) return null;
  const mean = sum / own;
  const half = spanBlock === 0 ? blockHalfWidth(medians, n, mean) : halfWidthFromBefore(medians, before, own);
  return half === null ? null : { mean, half };
}
