// A time axis, UTC: days or, where the stretch is short, hours.
import type { Axis, Stretch } from './axis.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STEPS_MS = [3 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, DAY_MS, 2 * DAY_MS, 7 * DAY_MS, 14 * DAY_MS] as const;
const MOST_TICKS = 5;
// 1970-01-05 was a Monday: weekly ticks stand on Mondays.
const FIRST_MONDAY_MS = 4 * DAY_MS;

export interface TimeAxis extends Axis {
  readonly startMs: number;
  readonly endMs: number;
  /** `Nov 16`, or `06:00` where ticks are hours. */
  readonly labelOf: (tickMs: number) => string;
}

/** @param endMs after `startMs` */
export function timeAxis(startMs: number, endMs: number, [fromPx, toPx]: Stretch): TimeAxis {
  const at = (ms: number): number => {
    const share = Math.min(Math.max((ms - startMs) / (endMs - startMs), 0), 1);
    return Math.round((fromPx + share * (toPx - fromPx)) * 10) / 10;
  };
  const stepMs = STEPS_MS.find((step) => (endMs - startMs) / step <= MOST_TICKS) ?? 14 * DAY_MS;
  const labelOf = (ms: number): string => (ms % DAY_MS === 0 ? dayText(ms) : new Date(ms).toISOString().slice(11, 16));
  return { at, ticks: multiples(startMs, endMs, stepMs), startMs, endMs, labelOf };
}

function multiples(startMs: number, endMs: number, stepMs: number): readonly number[] {
  const offsetMs = stepMs % (7 * DAY_MS) === 0 ? FIRST_MONDAY_MS : 0;
  const first = Math.ceil((startMs - offsetMs) / stepMs) * stepMs + offsetMs;
  return Array.from({ length: MOST_TICKS + 1 }, (_, index) => first + index * stepMs).filter((ms) => ms <= endMs);
}

const DAY = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** `Nov 16`, UTC. */
export function dayText(ms: number): string {
  return DAY.format(ms);
}
