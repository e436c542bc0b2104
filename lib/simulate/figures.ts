// From the outcomes of all jobs to the rows of the tables.

import { decodeValue } from '../domain/value-code.ts';
import type { Done } from './crew.ts';
import { INTERVAL_METHODS, type IntervalRun } from './intervals.ts';
import type { Job, OutcomeOf } from './job.ts';
import type { MonthCounts } from './months.ts';
import { PAIR_METHODS } from './pairs.ts';
import { ALARM_SETTINGS, INTERVAL_SETTINGS, SHIFTS, type Shift } from './plan.ts';
import { type Rate, rateOf } from './poisson.ts';
import { quantileOf } from './rivals.ts';
import type { Trial } from './trials.ts';

export interface IntervalRow {
  readonly setting: string;
  readonly window: string;
  readonly method: string;
  readonly series: number;
  /** Share of the intervals that hold the truth. */
  readonly coverage: number;
  /** Median of high / low - 1. */
  readonly width: number;
}

export interface PairRow {
  readonly window: string;
  readonly method: string;
  readonly pairs: number;
  readonly toldShare: number;
  readonly wrongShare: number;
}

export interface MonthRow extends MonthCounts {
  readonly setting: string;
  readonly regionMonths: number;
  /** Slower and failing together, per series and month. */
  readonly falseAlarms: Rate;
}

export interface TrialRow {
  readonly setting: string;
  readonly shift: Shift;
  readonly trials: number;
  /** Told within 24 h. */
  readonly foundShare: number;
  /** Over all, those not found taken as never; `null` = never. */
  readonly delayP50Ms: number | null;
  readonly delayP90Ms: number | null;
  /** In rounds; of the slowest tenth. */
  readonly delayP90Rounds: number | null;
  /** Of those found. */
  readonly eventsEach: number;
  readonly overP50Ms: number | null;
  readonly overP90Ms: number | null;
  /** Events of other targets per trial. */
  readonly othersEach: number;
}

/** The outcomes of the jobs of a kind, with their jobs. */
export function outcomesOf<K extends Job['kind']>(done: readonly Done[], kind: K) {
  return done.flatMap(({ job, outcome }) =>
    job.kind === kind ? [{ job: job as Extract<Job, { kind: K }>, outcome: outcome as OutcomeOf<K> }] : [],
  );
}

export function intervalRows(done: readonly Done[]): IntervalRow[] {
  return INTERVAL_SETTINGS.flatMap(({ name }, setting) => {
    const runs = outcomesOf(done, 'intervals').filter(({ job }) => job.setting === setting);
    const outcomes = runs.map(({ outcome }) => outcome);
    return INTERVAL_METHODS.map(({ window, method, truth }, place): IntervalRow => {
      const value = trueMedian(outcomes, truth);
      const all = outcomes.flatMap(({ intervals }) => intervals[place] ?? []);
      const told = all.filter((interval) => interval !== null);
      const held = told.filter(({ low, high }) => low <= value && value <= high).length;
      const widths = Float64Array.from(told, ({ low, high }) => high / low - 1).sort();
      return {
        ...{ setting: name, window, method, series: all.length },
        ...{ coverage: held / told.length, width: quantileOf(widths, 0.5) },
      };
    });
  });
}

function trueMedian(runs: readonly IntervalRun[], days: 'all' | 'workdays'): number {
  const counts = new Float64Array(65_536);
  for (const { tally } of runs) {
    tally[days].forEach((n, code) => {
      counts[code] = (counts[code] as number) + n;
    });
  }
  const half = counts.reduce((total, n) => total + n, 0) / 2;
  let below = 0;
  const code = counts.findIndex((n) => {
    below += n;
    return below >= half;
  });
  return decodeValue(code) ?? 0;
}

export function pairRows(done: readonly Done[]): PairRow[] {
  const fields = outcomesOf(done, 'pairs').map(({ outcome }) => outcome);
  return PAIR_METHODS.map(({ window, method }, place): PairRow => {
    const total = (key: 'pairs' | 'told' | 'wrong') => sum(fields.map((counts) => counts[place]?.[key] ?? 0));
    const pairs = total('pairs');
    return { window, method, pairs, toldShare: total('told') / pairs, wrongShare: total('wrong') / pairs };
  });
}

export function monthRows(done: readonly Done[]): MonthRow[] {
  return ALARM_SETTINGS.map(({ name }, setting): MonthRow => {
    const months = outcomesOf(done, 'month').filter(({ job }) => job.setting === setting);
    const keys = Object.keys(months[0]?.outcome ?? {}) as (keyof MonthCounts)[];
    const totals = Object.fromEntries(
      keys.map((key) => [key, sum(months.map(({ outcome }) => outcome[key]))]),
    ) as Record<keyof MonthCounts, number>;
    const falseAlarms = rateOf(totals.slower + totals.failing, totals.seriesMonths);
    return { setting: name, regionMonths: months.length, falseAlarms, ...totals };
  });
}

export function trialRows(done: readonly Done[]): TrialRow[] {
  return ALARM_SETTINGS.flatMap(({ name, everyMs }, setting) =>
    SHIFTS.map((shift): TrialRow => {
      const own = outcomesOf(done, 'trial').filter(({ job }) => job.setting === setting && job.shift === shift);
      return {
        setting: name,
        shift,
        ...trialFigures(
          own.map(({ outcome }) => outcome),
          everyMs,
        ),
      };
    }),
  );
}

function trialFigures(trials: readonly Trial[], everyMs: number) {
  const found = trials.filter(({ delayMs }) => delayMs !== null);
  const delays = trials.map(({ delayMs }) => delayMs ?? Number.POSITIVE_INFINITY);
  const ends = found.map(({ overAfterMs }) => overAfterMs ?? Number.POSITIVE_INFINITY);
  const delayP90Ms = nearest(delays, 0.9);
  return {
    trials: trials.length,
    foundShare: found.length / trials.length,
    delayP50Ms: nearest(delays, 0.5),
    delayP90Ms,
    delayP90Rounds: delayP90Ms === null ? null : delayP90Ms / everyMs,
    eventsEach: sum(found.map(({ events }) => events)) / found.length,
    overP50Ms: nearest(ends, 0.5),
    overP90Ms: nearest(ends, 0.9),
    othersEach: sum(trials.map(({ others }) => others)) / trials.length,
  };
}

/** An order statistic, because what was never found cannot be interpolated; `null` where it is one of those. */
export function nearest(values: readonly number[], p: number): number | null {
  const ascending = Float64Array.from(values).sort();
  const value = ascending[Math.ceil((ascending.length - 1) * p)];
  return value === undefined || !Number.isFinite(value) ? null : value;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
