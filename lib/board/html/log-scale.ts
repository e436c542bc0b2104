// One logarithmic scale for all rows of a table, so that their bars can be compared.

export interface LogScale {
  /** From a value to a position between 0 and `width`; what lies outside is held at the edge. */
  readonly at: (value: number) => number;
  /** Round values (1, 2, 5 times a power of ten) within the scale, few enough to be read. */
  readonly ticks: readonly number[];
}

/** @param values all that will be drawn, > 0; without any the scale is 100 to 1000 */
export function logScale(values: readonly number[], width: number): LogScale {
  const drawn = values.filter((value) => value > 0);
  const low = drawn.length === 0 ? 100 : drawn.reduce((a, b) => Math.min(a, b)) / 1.08;
  const high = Math.max(drawn.length === 0 ? 1000 : drawn.reduce((a, b) => Math.max(a, b)) * 1.08, low * 2.6);
  const span = Math.log(high / low);
  const at = (value: number) => {
    const position = (Math.log(Math.max(value, low) / low) / span) * width;
    return Math.round(Math.min(position, width) * 10) / 10;
  };
  return { at, ticks: ticksWithin(low, high) };
}

const MAX_TICKS = 4;

function ticksWithin(low: number, high: number): readonly number[] {
  const fewest = [[1, 2, 5], [1, 3], [1]].map((steps) => roundValues(low, high, steps));
  return fewest.find((ticks) => ticks.length <= MAX_TICKS) ?? fewest.at(-1)?.slice(-MAX_TICKS) ?? [];
}

function roundValues(low: number, high: number, steps: readonly number[]): readonly number[] {
  const values: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const step of steps) values.push(Number((step * 10 ** power).toPrecision(1)));
  }
  return values.filter((value) => value >= low && value <= high);
}
