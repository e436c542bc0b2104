// Values stored in two bytes: a logarithmic code whose relative error (0.0104 %) is far below that of any quantile.
// code = round(4800 * ln(value)) + 1, so that 0 is left for "no value"; range 1 to about 849,000 (ms or tokens/s).

const STEPS_PER_E = 4_800;
export const NO_VALUE = 0;
const MAX_CODE = 65_535;

/** The code of a value; what lies outside the range takes its nearest end. `null` and what is not finite are no value. */
export function encodeValue(value: number | null): number {
  if (value === null || !Number.isFinite(value)) return NO_VALUE;
  const code = Math.round(Math.log(Math.max(value, 1)) * STEPS_PER_E) + 1;
  return Math.min(code, MAX_CODE);
}

/** The value of a code, `null` for `NO_VALUE`. */
export function decodeValue(code: number): number | null {
  return code === NO_VALUE ? null : Math.exp((code - 1) / STEPS_PER_E);
}

/** Natural logarithm of a code's value; NaN for `NO_VALUE`, so that it cannot be taken for a figure. */
export function logOfCode(code: number): number {
  return code === NO_VALUE ? Number.NaN : (code - 1) / STEPS_PER_E;
}
