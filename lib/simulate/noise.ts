// What latencies look like: assumed, not measured. Every figure of the simulation rests on this file.
import type { Random } from './random.ts';

export interface Noise {
  /** Standard deviation of the logarithm from one round to the next. */
  readonly sigma: number;
  /** Up and down by this share over a day, each target at its own hours. */
  readonly dailyShare: number;
  /** Standard deviation of a slow drift of the logarithm, and the hours after which it has mostly forgotten where it was. */
  readonly driftSd: number;
  readonly driftHours: number;
  /** Rounds that take 3 to 15 times as long. */
  readonly outlierShare: number;
  /** Spells of 5 minutes to an hour at 2 to 4 times the usual. */
  readonly blipsPerMonth: number;
  /** Saturdays and Sundays are faster by this share. */
  readonly weekendShare: number;
  /** Rounds that fail, each for itself. */
  readonly failureShare: number;
}

export const USUAL_NOISE: Noise = {
  sigma: 0.4,
  dailyShare: 0.2,
  driftSd: 0.08,
  driftHours: 6,
  outlierShare: 0.02,
  blipsPerMonth: 3,
  weekendShare: 0.05,
  failureShare: 0.01,
};

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
const MONTH_MS = 30 * DAY_MS;

/** The instants of a simulated world: `count` rounds from `startMs` on. */
export interface Timeline {
  readonly startMs: number;
  readonly everyMs: number;
  readonly count: number;
}

/** Writes one target's log ratios to its own level, round by round. */
export function writeNoise(random: Random, noise: Noise, timeline: Timeline, logs: Float64Array): void {
  const { startMs, everyMs } = timeline;
  writeDrift(random, { sd: noise.driftSd, hours: noise.driftHours }, everyMs, logs);
  const daily = Math.log(1 + noise.dailyShare);
  const phase = 2 * Math.PI * random.uniform();
  const weekend = Math.log(1 - noise.weekendShare);
  for (let index = 0; index < logs.length; index++) {
    const atMs = startMs + index * everyMs;
    let log = (logs[index] as number) + noise.sigma * random.normal();
    log += daily * Math.sin(phase + (2 * Math.PI * (atMs % DAY_MS)) / DAY_MS);
    if (isWeekend(atMs)) log += weekend;
    if (random.uniform() < noise.outlierShare) log += Math.log(random.logUniform(3, 15));
    logs[index] = log;
  }
  for (const { from, to, factor } of spells(random, timeline, BLIPS(noise.blipsPerMonth))) {
    for (let index = from; index < to; index++) logs[index] = (logs[index] as number) + Math.log(factor);
  }
}

/** An Ornstein-Uhlenbeck process: pulled back to 0 over `hours`, with a standard deviation of `sd` in the long run. */
export function writeDrift(
  random: Random,
  { sd, hours }: { readonly sd: number; readonly hours: number },
  everyMs: number,
  logs: Float64Array,
): void {
  const kept = Math.exp(-everyMs / (hours * HOUR_MS));
  const step = sd * Math.sqrt(1 - kept * kept);
  let drift = sd * random.normal();
  for (let index = 0; index < logs.length; index++) {
    logs[index] = drift;
    drift = kept * drift + step * random.normal();
  }
}

function isWeekend(atMs: number): boolean {
  const day = Math.floor(atMs / DAY_MS + 4) % 7; // the epoch began on a Thursday
  return day === 0 || day === 6;
}

export interface SpellKind {
  readonly perMonth: number;
  readonly minutes: readonly [number, number];
  readonly factor: readonly [number, number];
}

export interface Spell {
  /** First round, and one past the last. */
  readonly from: number;
  readonly to: number;
  readonly factor: number;
}

const BLIPS = (perMonth: number): SpellKind => ({ perMonth, minutes: [5, 60], factor: [2, 4] });

/** Spells at random moments, so many a month on average. */
export function spells(random: Random, { everyMs, count }: Timeline, kind: SpellKind): Spell[] {
  const found: Spell[] = [];
  const roundsBetween = MONTH_MS / everyMs / kind.perMonth;
  for (let at = wait(random, roundsBetween); at < count; at += wait(random, roundsBetween)) {
    const length = (random.logUniform(...kind.minutes) * MINUTE_MS) / everyMs;
    const from = Math.floor(at);
    found.push({
      from,
      to: Math.min(count, from + Math.max(1, Math.round(length))),
      factor: random.logUniform(...kind.factor),
    });
  }
  return found;
}

function wait(random: Random, mean: number): number {
  return -Math.log(1 - random.uniform()) * mean;
}
