// One piece of the work, small enough to be spread over the cores, and a plain value so that it can be sent to them.
import { type IntervalRun, simulateIntervals } from './intervals.ts';
import { type MonthCounts, simulateMonth } from './months.ts';
import { type PairCounts, simulatePairs } from './pairs.ts';
import { ALARM_SETTINGS, INTERVAL_SETTINGS, type Setting, type Shift } from './plan.ts';
import { type RivalMonth, type RivalTrial, simulateRivalMonth, simulateRivalTrial } from './rival-worlds.ts';
import { simulateTrial, type Trial } from './trials.ts';

export type Job = { readonly seed: number } & (
  | { readonly kind: 'intervals'; readonly setting: number; readonly series: number }
  | { readonly kind: 'pairs' }
  | { readonly kind: 'month'; readonly setting: number }
  | { readonly kind: 'trial'; readonly setting: number; readonly shift: Shift }
  | { readonly kind: 'rival-month'; readonly isTuning: boolean }
  | { readonly kind: 'rival-trial'; readonly factor: number }
);

interface Outcomes {
  readonly intervals: IntervalRun;
  readonly pairs: readonly PairCounts[];
  readonly month: MonthCounts;
  readonly trial: Trial;
  readonly 'rival-month': RivalMonth;
  readonly 'rival-trial': RivalTrial;
}
export type OutcomeOf<K extends Job['kind']> = Outcomes[K];
export type Outcome = Outcomes[Job['kind']];

/** Settings are named by their place in the tables of plan.ts. */
export function run(job: Job): Outcome {
  const { seed } = job;
  switch (job.kind) {
    case 'intervals':
      return simulateIntervals(seed, at(INTERVAL_SETTINGS, job.setting), job.series);
    case 'pairs':
      return simulatePairs(seed, at(INTERVAL_SETTINGS, 0));
    case 'month':
      return simulateMonth(seed, at(ALARM_SETTINGS, job.setting));
    case 'trial':
      return simulateTrial(seed, at(ALARM_SETTINGS, job.setting), job.shift);
    case 'rival-month':
      return simulateRivalMonth(seed, at(ALARM_SETTINGS, 0));
    case 'rival-trial':
      return simulateRivalTrial(seed, at(ALARM_SETTINGS, 0), job.factor);
  }
}

function at(settings: readonly Setting[], place: number): Setting {
  const setting = settings[place];
  if (setting === undefined) throw new RangeError(`There is no setting ${place}.`);
  return setting;
}
