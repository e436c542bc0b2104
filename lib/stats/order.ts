// Order statistics of integer codes by counting and by selection. Exact, and several times faster than sorting numbers, which
// is what lets a month of every target, and of every pair of them, be worked through at each publication.
import { decodeValue } from '../domain/value-code.ts';
import { carries, interpolate, QUANTILES, type QuantileName } from './quantile.ts';

/** Codes that can be read in ascending order, until the orderer that made them is used again. */
export interface OrderedCodes {
  readonly n: number;
  /** The code at a rank from 0 to n - 1. */
  at(rank: number): number;
}

/** Orders one list of codes after the other in the same memory: a publication has thousands of them. */
export interface Orderer {
  /** Orders the first `n` codes; they themselves stay as they are. */
  order(codes: Int32Array, n: number): OrderedCodes;
}

const COUNTING_FROM = 512; // below this sorting is quicker
const BIN_BITS = 6; // counts are summed in bins of 64, so that a rank is found in two short scans
const CODES = 65_536;

export function createOrderer(): Orderer {
  let tally: Tally | null = null; // half of all lists are too short to need it
  return {
    order(codes, n) {
      if (n < COUNTING_FROM) {
        const sortedCodes = codes.slice(0, n).sort();
        return { n, at: (rank) => sortedCodes[rank] as number };
      }
      tally ??= { counts: new Uint32Array(CODES), bins: new Uint32Array(CODES >> BIN_BITS) };
      const { counts, bins } = tally;
      clear(tally);
      for (let index = 0; index < n; index++) {
        const code = codes[index] as number;
        counts[code] = (counts[code] as number) + 1;
        bins[code >> BIN_BITS] = (bins[code >> BIN_BITS] as number) + 1;
      }
      return { n, at: (rank) => codeAtRank(counts, bins, rank) };
    },
  };
}

interface Tally {
  /** How often each code is there. */
  readonly counts: Uint32Array;
  /** The same summed over bins of 64 codes. */
  readonly bins: Uint32Array;
}

function clear({ counts, bins }: Tally): void {
  for (let bin = 0; bin < bins.length; bin++) {
    if (bins[bin] === 0) continue;
    bins[bin] = 0;
    counts.fill(0, bin << BIN_BITS, (bin + 1) << BIN_BITS);
  }
}

function codeAtRank(counts: Uint32Array, bins: Uint32Array, rank: number): number {
  let below = 0;
  let bin = 0;
  while (below + (bins[bin] as number) <= rank) below += bins[bin++] as number;
  let code = bin << BIN_BITS;
  while (below + (counts[code] as number) <= rank) below += counts[code++] as number;
  return code;
}

/**
 * The named quantile as a value (interpolated between values, not codes); `null` if n does not carry it.
 * @param above further values of which is known only that they are above all codes
 * @returns 'beyond' if it lies among those
 */
export function quantileOfCodes(codes: OrderedCodes, name: QuantileName, above = 0): number | 'beyond' | null {
  return carries(codes.n + above, name) ? quantileAt(codes, QUANTILES[name].p, above) : null;
}

/** The same at any probability, of at least one value, whatever n carries. */
export function quantileAt(codes: OrderedCodes, p: number, above = 0): number | 'beyond' {
  const n = codes.n + above;
  if (Math.ceil((n - 1) * p) >= codes.n) return 'beyond';
  return interpolate(n, p, (rank) => decodeValue(codes.at(rank)) ?? 0);
}

/** The two middle order statistics; the same one twice where n is odd. */
export interface Middle {
  readonly low: number;
  readonly high: number;
}

/** The middle of the first `n` (at least 1) integers. Reorders them. */
export function middleOfFirst(values: Int32Array, n: number): Middle {
  return middleFrom(values, n, (n - 1) >> 1, n >> 1);
}

/** The order statistics at `lowRank` and at `highRank`, which is the same or the next, of the first `n` integers. Reorders them. */
export function middleFrom(values: Int32Array, n: number, lowRank: number, highRank: number): Middle {
  const high = select(values, n, highRank);
  if (lowRank === highRank) return { low: high, high };
  let low = values[0] as number;
  for (let index = 1; index < highRank; index++) low = Math.max(low, values[index] as number);
  return { low, high };
}

/** Finds the middles of many lists of like integers, each with a guess of where it lies. Exact whatever the guess. */
export interface MiddleFinder {
  /** The middle of the first `n` (at least 1) integers, sought near `centre`. Reorders them. */
  find(values: Int32Array, n: number, centre: number): Middle;
}

/** @param longest the longest list; @param firstReach how far from the guess to look at first */
export function createMiddleFinder(longest: number, firstReach: number): MiddleFinder {
  const kept = new Int32Array(longest + 1);
  let reach = firstReach;
  return {
    find(values, n, centre) {
      const nearest = (centre - reach) | 0;
      const farthest = (centre + reach) | 0;
      let below = 0;
      let count = 0;
      for (let index = 0; index < n; index++) {
        const value = values[index] as number;
        // Sign bits in place of comparisons, whose outcome no processor could foresee.
        below += (value - nearest) >>> 31;
        kept[count] = value;
        count += 1 & ~(((value - nearest) | (farthest - value)) >>> 31);
      }
      const isHit = below <= (n - 1) >> 1 && n >> 1 < below + count;
      reach = nextReach(reach, isHit);
      return isHit ? middleFrom(kept, count, ((n - 1) >> 1) - below, (n >> 1) - below) : middleOfFirst(values, n);
    },
  };
}

const MAX_REACH = 65_536; // the widest difference of two codes

/** The next reach of a search for a middle: both steps together settle where about one search in twenty misses. */
export function nextReach(reach: number, isHit: boolean): number {
  return isHit ? Math.max(8, reach * 0.98) : Math.min(MAX_REACH, reach * 1.5);
}

// Hoare's selection as Wirth gave it: afterwards all before k are <= values[k] and all behind are >= it.
function select(values: Int32Array, n: number, k: number): number {
  let left = 0;
  let right = n - 1;
  while (left < right) {
    const pivot = values[k] as number;
    let i = left;
    let j = right;
    do {
      while ((values[i] as number) < pivot) i++;
      while (pivot < (values[j] as number)) j--;
      if (i <= j) {
        const swapped = values[i] as number;
        values[i++] = values[j] as number;
        values[j--] = swapped;
      }
    } while (i <= j);
    if (j < k) left = i;
    if (k < i) right = j;
  }
  return values[k] as number;
}
