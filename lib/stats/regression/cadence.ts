// The numbers of the rules, by how often rounds are run. Thresholds do not carry over from one cadence to another.

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** One tier of a cumulative sum: what is taken off at each step, and the sum from which on it alarms. */
export interface Tier {
  readonly allowance: number;
  readonly limit: number;
}

/** The first tier finds large shifts soon, the second finds small ones at all. */
export type Tiers = readonly [Tier, Tier];

interface CadenceClass {
  /** For cadences up to this one. */
  readonly upToMs: number;
  /** What is usual is taken from the same hour of day and so many before and after it. */
  readonly reachHours: number;
  /** A series that wanders by itself is judged by so many times its wander, or it would alarm all the time. */
  readonly scatterPerWander: number;
  readonly target: Tiers;
  readonly region: Tiers;
}

export interface Cadence extends Omit<CadenceClass, 'upToMs'> {
  readonly everyMs: number;
  /** Rounds closer together than 5 minutes are taken together, by their median. */
  readonly binMs: number;
  readonly roundsPerBin: number;
}

// Tuned on the tuning seeds of lib/simulate. At 5 minutes an hour at the clip sums up to 12 * (1.5 - 0.7) = 9.6: no alarm.
const CLASSES: readonly CadenceClass[] = [
  {
    ...{ upToMs: 5 * MINUTE_MS - 1, reachHours: 1, scatterPerWander: 3.5 },
    ...{ target: tiers([0.85, 9.3], [0.62, 26]), region: tiers([0.9, 6.6], [0.7, 24]) },
  },
  {
    ...{ upToMs: 10 * MINUTE_MS, reachHours: 1, scatterPerWander: 4.5 },
    ...{ target: tiers([0.7, 11.5], [0.5, 22]), region: tiers([0.75, 6.5], [0.55, 22]) },
  },
  {
    ...{ upToMs: 30 * MINUTE_MS, reachHours: 1, scatterPerWander: 4.5 },
    ...{ target: tiers([0.75, 6.5], [0.5, 12]), region: tiers([0.75, 3.5], [0.5, 9]) },
  },
  {
    ...{ upToMs: 120 * MINUTE_MS, reachHours: 3, scatterPerWander: 4.5 },
    ...{ target: tiers([0.6, 6.5], [0.4, 10]), region: tiers([0.75, 3], [0.5, 6]) },
  },
];

function tiers(...pairs: readonly [readonly [number, number], readonly [number, number]]): Tiers {
  const [[first, firstLimit], [second, secondLimit]] = pairs;
  return [
    { allowance: first, limit: firstLimit },
    { allowance: second, limit: secondLimit },
  ];
}

const SHORTEST_BIN_MS = 5 * MINUTE_MS;

/** @returns `null` where rounds are more than 2 hours apart: too few of them to tell that a target is slower */
export function cadenceOf(everyMs: number): Cadence | null {
  const found = CLASSES.find(({ upToMs }) => everyMs <= upToMs);
  if (found === undefined) return null;
  const { upToMs: _, ...numbers } = found;
  const roundsPerBin = Math.max(1, Math.ceil(SHORTEST_BIN_MS / everyMs));
  return { ...numbers, everyMs, roundsPerBin, binMs: roundsPerBin * everyMs };
}
