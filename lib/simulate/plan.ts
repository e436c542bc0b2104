// How much is simulated, and in which settings.
import { HOUR_MS, MINUTE_MS, type Noise, USUAL_NOISE } from './noise.ts';

/** A world's noise by a name that the tables use. */
export interface Setting {
  readonly name: string;
  readonly noise: Noise;
  /** True: each target has a sigma of its own, from 0.15 to 0.6, in place of the noise's. */
  readonly isMixed: boolean;
  readonly targets: number;
  readonly everyMs: number;
}

const USUAL = { noise: USUAL_NOISE, isMixed: false, targets: 16, everyMs: 5 * MINUTE_MS };

/** Whose alarms are counted. The aims are about the first two. */
export const ALARM_SETTINGS: readonly Setting[] = [
  { ...USUAL, name: 'each 5 minutes' },
  { ...USUAL, name: 'each minute', everyMs: MINUTE_MS },
  { ...USUAL, name: 'each 15 minutes', everyMs: 15 * MINUTE_MS },
  { ...USUAL, name: 'each hour', everyMs: HOUR_MS },
  { ...USUAL, name: '5 min, sigma 0.15 to 0.6', isMixed: true },
  { ...USUAL, name: '5 min, drift sd 0.15', noise: { ...USUAL_NOISE, driftSd: 0.15 } },
  { ...USUAL, name: '5 min, 6 targets', targets: 6 },
  { ...USUAL, name: '5 min, 3 targets: no peers', targets: 3 },
];
export const AIMED_AT = 2;

/** Whose intervals are checked; the aims are about the first. */
export const INTERVAL_SETTINGS: readonly Setting[] = [
  { ...USUAL, name: 'as assumed' },
  { ...USUAL, name: 'no daily cycle', noise: { ...USUAL_NOISE, dailyShare: 0 } },
  { ...USUAL, name: 'drift sd 0.15', noise: { ...USUAL_NOISE, driftSd: 0.15 } },
  { ...USUAL, name: 'drift sd 0.15, no daily cycle', noise: { ...USUAL_NOISE, driftSd: 0.15, dailyShare: 0 } },
  { ...USUAL, name: 'drift over 24 h', noise: { ...USUAL_NOISE, driftHours: 24 } },
];

export interface Amounts {
  /** Series by which intervals are checked, in each setting. */
  readonly series: number;
  /** Fields of 20 targets of which each pair is compared. */
  readonly fields: number;
  /** Region-months without a regression in the first setting; half of it in the others. */
  readonly months: number;
  /** Regressions of each size in the first two settings; a third of it in the others. */
  readonly trials: number;
  /** Region-months by which the rivals' thresholds are set, and as many by which they are judged. */
  readonly rivalMonths: number;
}

export const FULL: Amounts = { series: 600, fields: 20, months: 48, trials: 210, rivalMonths: 20 };
export const QUICK: Amounts = { series: 30, fields: 1, months: 2, trials: 6, rivalMonths: 1 };

/** How many times slower, or failing altogether. */
export const SHIFTS = [1.3, 1.5, 2, 'outage'] as const;
export type Shift = (typeof SHIFTS)[number];
