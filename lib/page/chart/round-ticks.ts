// Round values for an axis, few enough to be read: on a logarithmic axis too, which within one decade has hardly any of its own.

const MOST = 6;

/** @param low above 0 where the axis is logarithmic */
export function roundTicks(low: number, high: number, isLog: boolean): readonly number[] {
  if (!(high > low)) return [low];
  if (!isLog || high / low < 10) return evenTicks(low, high);
  const choices = [[1, 2, 5], [1, 3], [1]].map((steps) => decadeTicks(low, high, steps));
  return choices.find((ticks) => ticks.length <= MOST) ?? choices.at(-1) ?? [];
}

function evenTicks(low: number, high: number): readonly number[] {
  const rough = (high - low) / MOST;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((each) => each * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

function decadeTicks(low: number, high: number, steps: readonly number[]): readonly number[] {
  const from = Math.floor(Math.log10(low));
  const powers = Array.from({ length: Math.ceil(Math.log10(high)) - from + 1 }, (_, index) => 10 ** (from + index));
  const values = powers.flatMap((power) => steps.map((step) => Number((step * power).toPrecision(1))));
  return values.filter((value) => value >= low && value <= high);
}
