// Quantiles by the one definition that this project uses: type 7 of Hyndman and Fan (1996), the default of R and numpy.

declare const ascending: unique symbol;

/** At least one finite value, in ascending order: the only thing a quantile is taken of. */
export type Sorted = Float64Array & { readonly [ascending]: true };

/**
 * A sorted copy of the values; the caller's array is left as it is.
 * @returns `null` without any value
 * @throws RangeError if a value is not finite
 */
export function sorted(values: ArrayLike<number>): Sorted | null {
  if (values.length === 0) return null;
  const copy = Float64Array.from(values);
  for (const value of copy) {
    if (!Number.isFinite(value)) throw new RangeError(`A quantile is taken of finite values, not of ${value}.`);
  }
  return copy.sort() as Sorted;
}

/**
 * Type 7 quantile: linear between the order statistics around position (n - 1) * p.
 * @param p 0 to 1
 * @throws RangeError if p is outside
 */
export function quantile(values: Sorted, p: number): number {
  return interpolate(values.length, p, (index) => values[index] as number);
}

/** The same over any ascending sequence of `n` values that is read by index. */
export function interpolate(n: number, p: number, valueAt: (index: number) => number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A quantile lies between 0 and 1, not at ${p}.`);
  const position = (n - 1) * p;
  const index = Math.floor(position);
  const low = valueAt(index);
  const fraction = position - index;
  return fraction === 0 ? low : low + fraction * (valueAt(index + 1) - low);
}

/** What is shown, and the fewest values that carry it: below, a quantile says more about chance than about the target. */
export const QUANTILES = {
  p5: { p: 0.05, minValues: 200 },
  p50: { p: 0.5, minValues: 10 },
  p90: { p: 0.9, minValues: 50 },
  p95: { p: 0.95, minValues: 200 },
  p99: { p: 0.99, minValues: 2_000 },
} as const;
export type QuantileName = keyof typeof QUANTILES;

/** Whether `n` values carry a quantile. */
export function carries(n: number, name: QuantileName): boolean {
  return n >= QUANTILES[name].minValues;
}
