// The rules that others alarm by, each as one number that grows with suspicion, so that all can be held to the same rate of
// false alarms: only where the threshold lies makes an alarm of it.

/** The logarithms of one series' values by round; NaN where there is none. Rounds are 5 minutes apart. */
export type Logs = Float64Array;

export const RIVALS = {
  static: 'median of 1 h over a fixed threshold',
  tail: 'p95 of 1 h against p95 of 7 days',
  streak: 'median of 1 h above the same hour, 5 in a row',
  ranks: 'Mann-Whitney, 3 h against the same hours of 7 days',
} as const;
export type Rival = keyof typeof RIVALS;
export const RIVAL_NAMES = Object.keys(RIVALS) as readonly Rival[];

const HOUR = 12;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const STREAK = 5;
/** Checked as often as this, in rounds. */
export const CHECK_EVERY = 3;

/** The suspicion of each rival at every third round from `from` (a week or more) to `to`. */
export function suspicions(logs: Logs, from: number, to: number): Readonly<Record<Rival, Float32Array>> {
  const length = Math.ceil((to - from) / CHECK_EVERY);
  const made = { static: new Float32Array(length), tail: new Float32Array(length) };
  const more = { streak: new Float32Array(length), ranks: new Float32Array(length) };
  const fixed = quantileOf(valuesIn(logs, from - WEEK, from), 0.5);
  const excess: number[] = [];
  let [usual, tail, day] = [usualAt(logs, from), 0, -1];
  for (let at = from; at < to; at++) {
    if (at % HOUR === 0) usual = usualAt(logs, at);
    if (Math.floor(at / DAY) !== day) {
      day = Math.floor(at / DAY);
      tail = quantileOf(valuesIn(logs, at - WEEK, at), 0.95);
    }
    const lastHour = valuesIn(logs, at - HOUR + 1, at + 1);
    const median = quantileOf(lastHour, 0.5);
    excess.push((median - usual.median) / usual.scatter);
    if ((at - from) % CHECK_EVERY !== 0) continue;
    const place = (at - from) / CHECK_EVERY;
    made.static[place] = median - fixed;
    made.tail[place] = quantileOf(lastHour, 0.95) - tail;
    more.streak[place] = Math.min(...excess.slice(-STREAK));
    more.ranks[place] = rankScore(valuesIn(logs, at - 3 * HOUR + 1, at + 1), usual.values);
  }
  return { ...made, ...more };
}

/** The same hour and those beside it on the 7 days before. */
function usualAt(logs: Logs, at: number) {
  const hour = Math.floor(at / HOUR) * HOUR;
  const band = new Float64Array(7 * 3 * HOUR);
  for (let day = 1; day <= 7; day++) {
    const from = hour - day * DAY - HOUR;
    band.set(logs.subarray(from, from + 3 * HOUR), (day - 1) * 3 * HOUR);
  }
  const values = valuesIn(band, 0, band.length);
  const median = quantileOf(values, 0.5);
  return { values, median, scatter: quantileOf(values.map((value) => Math.abs(value - median)).sort(), 0.5) };
}

// Sorting puts NaN last.
function valuesIn(logs: Logs, from: number, to: number): Float64Array {
  const values = logs.slice(Math.max(0, from), to).sort();
  let n = values.length;
  while (n > 0 && Number.isNaN(values[n - 1])) n--;
  return values.subarray(0, n);
}

/** Type 7; 0 without any value. */
export function quantileOf(ascending: Float64Array, p: number): number {
  const position = (ascending.length - 1) * p;
  const low = Math.floor(position);
  const value = ascending[low] ?? 0;
  return value + (position - low) * ((ascending[low + 1] ?? value) - value);
}

/** How many standard deviations the rank sum of `recent` lies above what chance would make of it. */
function rankScore(recent: Float64Array, usual: Float64Array): number {
  let above = 0;
  let below = 0;
  for (const value of recent) {
    while (below < usual.length && (usual[below] as number) < value) below++;
    above += below;
  }
  const [n, m] = [recent.length, usual.length];
  return (above - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12);
}

/** The highest suspicions that lie more than a day apart: what a threshold below them would have made alarms of. */
export function peaksOf(suspicion: Float32Array, most: number): number[] {
  const rest = suspicion.slice();
  const day = DAY / CHECK_EVERY;
  const peaks: number[] = [];
  while (peaks.length < most) {
    let best = -1;
    for (let index = 0; index < rest.length; index++) {
      if ((rest[index] as number) > (best < 0 ? 0 : (rest[best] as number))) best = index;
    }
    if (best < 0) break;
    peaks.push(rest[best] as number);
    rest.fill(0, Math.max(0, best - day), best + day);
  }
  return peaks;
}
