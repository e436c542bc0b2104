// The axes of the chart of ratios: logarithmic upwards, so that twice as fast and half as fast lie as far from equal.

export interface RatioScale {
  /** Pixels from the top. */
  readonly at: (ratio: number) => number;
  readonly ticks: readonly number[];
}

const LEAST_SPREAD = 1.06;
const MOST_TICKS = 6;
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];
/** From this ratio of the ends on, evenly spaced values would crowd at the upper end. */
const WIDE = 4;

/** A scale from the bottom at `heightPx` to the top at 0, over all of the ratios and 1. */
export function ratioScale(ratios: readonly number[], heightPx: number): RatioScale {
  const low = Math.min(1 / LEAST_SPREAD, ...ratios) * 0.99;
  const high = Math.max(LEAST_SPREAD, ...ratios) * 1.01;
  const [bottom, top] = [Math.log(low), Math.log(high)];
  return {
    at: (ratio) => heightPx * (1 - (Math.log(ratio) - bottom) / (top - bottom)),
    ticks: high / low > WIDE ? decades(low, high) : evenly(low, high),
  };
}

function evenly(low: number, high: number): number[] {
  const step = STEPS.find((each) => (high - low) / each <= MOST_TICKS) ?? 1;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) =>
    Number(((first + index) * step).toFixed(2)),
  );
}

function decades(low: number, high: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const digit of [1, 2, 5]) {
      const tick = Number(`${digit}e${power}`);
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks.length <= 2 * MOST_TICKS ? ticks : ticks.filter((tick) => /^1(?:e|0*$)|^0\.0*1$/.test(String(tick)));
}

export interface TimeTick {
  readonly atMs: number;
  readonly label: string;
}

const HOUR_MS = 3_600_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Whole days of UTC, or every 6 hours of one day; every second one where there is little room. */
export function timeTicks(fromMs: number, toMs: number, isNarrow: boolean): TimeTick[] {
  const isDay = toMs - fromMs <= 36 * HOUR_MS;
  const stepMs = (isDay ? 6 : 24) * HOUR_MS * (isNarrow ? 2 : 1);
  const ticks: TimeTick[] = [];
  for (let atMs = Math.ceil(fromMs / stepMs) * stepMs; atMs <= toMs; atMs += stepMs) {
    ticks.push({ atMs, label: isDay ? clockText(atMs) : dayText(atMs) });
  }
  return ticks;
}

/** `Nov 22`, UTC. */
export function dayText(epochMs: number): string {
  const instant = new Date(epochMs);
  return `${MONTHS[instant.getUTCMonth()]} ${instant.getUTCDate()}`;
}

/** `18:00`, UTC. */
export function clockText(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(11, 16);
}
