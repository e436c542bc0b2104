// Order statistics of integer codes: sorting by counting, and the median by selection. Exact, and several times faster
// than sorting numbers, which is what lets a month of every pair of targets be compared at each publication.
import { decodeValue } from '../domain/value-code.ts';
import { carries, interpolate, QUANTILES, type QuantileName } from './quantile.ts';

const COUNTING_FROM = 512; // below this the sort is quicker than the pass over the range of codes

/** Sorts codes in place, ascending. */
export function sortCodes(codes: Uint16Array): void {
  if (codes.length < COUNTING_FROM) {
    codes.sort();
    return;
  }
  let min = 65_535;
  let max = 0;
  for (const code of codes) {
    if (code < min) min = code;
    if (code > max) max = code;
  }
  const counts = new Uint32Array(max - min + 1);
  for (const code of codes) counts[code - min] = (counts[code - min] as number) + 1;
  let at = 0;
  for (let offset = 0; offset < counts.length; offset++) {
    for (let left = counts[offset] as number; left > 0; left--) codes[at++] = min + offset;
  }
}

/** The named quantile of ascending codes, as a value (interpolated between values, not codes); `null` if n does not carry it. */
export function quantileOfCodes(ascendingCodes: Uint16Array, name: QuantileName): number | null {
  if (!carries(ascendingCodes.length, name)) return null;
  return interpolate(
    ascendingCodes.length,
    QUANTILES[name].p,
    (index) => decodeValue(ascendingCodes[index] as number) ?? 0,
  );
}

/** Median of the first `n` (at least 1) integers, the mean of the middle two where n is even. Reorders them. */
export function medianOfFirst(values: Int32Array, n: number): number {
  return medianFrom(values, n, n >> 1, n % 2 === 0);
}

/** Type 7 median, as a value, of the first `n` (at least 1) codes. Reorders them. */
export function medianValueOfFirst(codes: Int32Array, n: number): number {
  const upper = n >> 1;
  const high = decodeValue(select(codes, n, upper)) ?? 0;
  return n % 2 === 0 ? ((decodeValue(maxOfFirst(codes, upper)) ?? 0) + high) / 2 : high;
}

/**
 * The order statistic `upper` of the first `n` values, or its mean with the one below where `even`.
 * `upper` >= 1 where `even`. Reorders them.
 */
export function medianFrom(values: Int32Array, n: number, upper: number, even: boolean): number {
  const high = select(values, n, upper);
  return even ? (maxOfFirst(values, upper) + high) / 2 : high;
}

function maxOfFirst(values: Int32Array, n: number): number {
  let max = values[0] as number;
  for (let index = 1; index < n; index++) max = Math.max(max, values[index] as number);
  return max;
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
