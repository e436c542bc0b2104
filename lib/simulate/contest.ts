// Our rule and those of others at one rate of false alarms. Each rival gets the threshold at which it alarms that often in months
// of the tuning seeds; then all are judged in other months, and on the same regressions.
import type { Done } from './crew.ts';
import { nearest, outcomesOf, sum } from './figures.ts';
import { MINUTE_MS } from './noise.ts';
import { ALARM_SETTINGS } from './plan.ts';
import { type Rate, rateOf } from './poisson.ts';
import { type RivalMonth, VIEWS, type View } from './rival-worlds.ts';
import { CHECK_EVERY, RIVAL_NAMES, RIVALS, type Rival } from './rivals.ts';

export interface ContestRow {
  readonly rule: string;
  readonly view: View;
  /** Of single targets told as slower, in the months that it is judged by. */
  readonly falseAlarms: Rate;
  /** By size: share told within 24 h and the median delay over all, `null` = more than half never. */
  readonly found: readonly { readonly factor: number; readonly share: number; readonly delayP50Ms: number | null }[];
}

/** What ours has on the tuning seeds, a series and month. A rival gets as much. */
const FALSE_ALARMS_ALLOWED = 0.02;
const FACTORS = [1.3, 1.5, 2];
const CHECK_MS = CHECK_EVERY * 5 * MINUTE_MS;

export function contestRows(done: readonly Done[]): ContestRow[] {
  const months = outcomesOf(done, 'rival-month');
  const tuning = months.filter(({ job }) => job.isTuning).map(({ outcome }) => outcome);
  const judging = months.filter(({ job }) => !job.isTuning).map(({ outcome }) => outcome);
  const rivals = VIEWS.flatMap((view) =>
    RIVAL_NAMES.map((rival) => {
      const threshold = thresholdFor(tuning, view, rival);
      return rivalRow(done, judging, { view, rival, threshold });
    }),
  );
  return [ownRow(done), ...rivals];
}

function ownRow(done: readonly Done[]): ContestRow {
  const trials = outcomesOf(done, 'trial').filter(({ job }) => job.setting === 0);
  const found = FACTORS.map((factor) => {
    const delays = trials.filter(({ job }) => job.shift === factor).map(({ outcome }) => outcome.delayMs);
    return delayFigures(factor, delays);
  });
  const months = outcomesOf(done, 'month').filter(({ job }) => job.setting === 0);
  const slower = sum(months.map(({ outcome }) => outcome.slower));
  const falseAlarms = rateOf(slower, sum(months.map(({ outcome }) => outcome.seriesMonths)));
  return { rule: `ours (${ALARM_SETTINGS[0]?.name})`, view: 'beside peers', falseAlarms, found };
}

interface Contender {
  readonly view: View;
  readonly rival: Rival;
  readonly threshold: number;
}

function rivalRow(done: readonly Done[], judging: readonly RivalMonth[], contender: Contender): ContestRow {
  const { view, rival, threshold } = contender;
  const alarms = judging.flatMap(({ peaks }) => peaks[view][rival].filter((peak) => peak >= threshold)).length;
  const found = FACTORS.map((factor) => {
    const trials = outcomesOf(done, 'rival-trial').filter(({ job }) => job.factor === factor);
    return delayFigures(
      factor,
      trials.map(({ outcome }) => {
        const check = outcome[view][rival].findIndex((suspicion) => suspicion >= threshold);
        // the round at the check is part of it, and is in one cadence later
        return check < 0 ? null : check * CHECK_MS + 5 * MINUTE_MS;
      }),
    );
  });
  return { rule: RIVALS[rival], view, falseAlarms: rateOf(alarms, exposureOf(judging)), found };
}

function delayFigures(factor: number, delays: readonly (number | null)[]) {
  const known = delays.map((delay) => delay ?? Number.POSITIVE_INFINITY);
  return {
    factor,
    share: delays.filter((delay) => delay !== null).length / delays.length,
    delayP50Ms: nearest(known, 0.5),
  };
}

/** The lowest threshold that alarms no more often than is allowed; at least one alarm, so that there is one to be found. */
function thresholdFor(months: readonly RivalMonth[], view: View, rival: Rival): number {
  const peaks = Float64Array.from(months.flatMap(({ peaks }) => peaks[view][rival])).sort();
  const alarms = Math.max(1, Math.round(FALSE_ALARMS_ALLOWED * exposureOf(months)));
  return peaks[Math.max(0, peaks.length - alarms)] ?? Number.POSITIVE_INFINITY;
}

function exposureOf(months: readonly RivalMonth[]): number {
  return sum(months.map(({ seriesMonths }) => seriesMonths));
}
