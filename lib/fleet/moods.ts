// What the time of day does to a provider: bursts, regimes and outages, by wall clock and the provider's name.
import { seededRandom, uniform } from './random.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/**
 * How long a spell still lasts, in ms; 0 outside. There is one spell of `lengthMs` in each period of `everyMs`,
 * at a place drawn anew for each period, so that probes at a fixed cadence do not always hit or always miss it.
 */
export function spellLeftMs(nowMs: number, everyMs: number, lengthMs: number, seed: string): number {
  const period = Math.floor(nowMs / everyMs);
  const place = uniform(seededRandom(`${seed}/${everyMs}/${period}`), 0, everyMs - lengthMs);
  const intoSpellMs = nowMs - period * everyMs - place;
  return intoSpellMs >= 0 && intoSpellMs < lengthMs ? lengthMs - intoSpellMs : 0;
}

/** 20 s of each minute. */
export function rateLimitLeftMs(nowMs: number, seed: string): number {
  return spellLeftMs(nowMs, MINUTE_MS, 20 * SECOND_MS, seed);
}

/** 5 minutes of each 15. */
export function isSlowRegime(nowMs: number, seed: string): boolean {
  return spellLeftMs(nowMs, 15 * MINUTE_MS, 5 * MINUTE_MS, seed) > 0;
}

/** 1 minute of each 6. */
export function isOutage(nowMs: number, seed: string): boolean {
  return spellLeftMs(nowMs, 6 * MINUTE_MS, MINUTE_MS, seed) > 0;
}
