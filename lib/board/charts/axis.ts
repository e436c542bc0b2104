// Axes of the charts: from a value to a position in px, with few round ticks. Positions have one decimal.
import { ticks as roundTicks } from 'd3-array';

export interface Axis {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** With its ends; what lies beyond them is held at the edge. */
export interface LogAxis extends Axis {
  readonly low: number;
  readonly high: number;
}

/** Start and end of an axis in px; an axis that points upwards ends above its start. */
export type Stretch = readonly [fromPx: number, toPx: number];

// Below this ratio a chart would show noise as mountains.
const LEAST_RATIO = 2;
const MARGIN = 1.06;
const EMPTY = { low: 100, high: 1_000 };

/**
 * A logarithmic axis over all the values that will be drawn; what is not above 0 is left out.
 * @param leastGapPx how far apart ticks are at least
 */
export function logAxis(values: readonly number[], [fromPx, toPx]: Stretch, leastGapPx: number): LogAxis {
  const drawn = values.filter((value) => value > 0 && Number.isFinite(value));
  const { low, high } = drawn.length === 0 ? EMPTY : widened(least(drawn) / MARGIN, most(drawn) * MARGIN);
  const span = Math.log(high / low);
  const at = (value: number): number => {
    const share = Math.log(Math.max(value, low) / low) / span;
    return decimal(fromPx + Math.min(share, 1) * (toPx - fromPx));
  };
  return { at, ticks: logTicks(low, high, at, leastGapPx), low, high };
}

function widened(low: number, high: number): { readonly low: number; readonly high: number } {
  if (high / low >= LEAST_RATIO) return { low, high };
  const factor = Math.sqrt(LEAST_RATIO / (high / low));
  return { low: low / factor, high: high * factor };
}

// Within one decade 1, 2, 5 are two ticks or none: there the round values of a linear axis stand on the logarithmic one.
function logTicks(low: number, high: number, at: (value: number) => number, leastGapPx: number): readonly number[] {
  if (high / low < 10) return spaced(roundTicks(low, high, 6), at, leastGapPx);
  const choices = [[1, 2, 5], [1, 3], [1]].map((steps) => decadeTicks(low, high, steps));
  const readable = choices.find((ticks) => ticks.length === spaced(ticks, at, leastGapPx).length);
  return readable ?? spaced(choices.at(-1) ?? [], at, leastGapPx);
}

function decadeTicks(low: number, high: number, steps: readonly number[]): readonly number[] {
  const values: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const step of steps) values.push(Number((step * 10 ** power).toPrecision(1)));
  }
  return values.filter((value) => value >= low && value <= high);
}

function spaced(ticks: readonly number[], at: (value: number) => number, leastGapPx: number): readonly number[] {
  const kept: number[] = [];
  for (const tick of ticks) {
    const last = kept.at(-1);
    if (tick > 0 && (last === undefined || Math.abs(at(tick) - at(last)) >= leastGapPx)) kept.push(tick);
  }
  return kept;
}

/** A linear axis from 0 to a round value at or above `highest`. */
export function linearAxis(highest: number, [fromPx, toPx]: Stretch, count: number): Axis {
  const wanted = highest > 0 && Number.isFinite(highest) ? highest : 1;
  const ticks = roundTicks(0, wanted, count);
  const step = (ticks[1] ?? wanted) - (ticks[0] ?? 0);
  const end = Number((Math.ceil(wanted / step - 1e-9) * step).toPrecision(12));
  const at = (value: number): number => decimal(fromPx + (Math.min(Math.max(value, 0), end) / end) * (toPx - fromPx));
  return { at, ticks: (ticks.at(-1) ?? 0) < end ? [...ticks, end] : ticks };
}

function decimal(px: number): number {
  return Math.round(px * 10) / 10;
}

// Without spreading: a large field has more values than a call may have arguments.
function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b));
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b));
}
