// All that is to be done for one set of seeds.
import type { Job } from './job.ts';
import { AIMED_AT, ALARM_SETTINGS, type Amounts, INTERVAL_SETTINGS, SHIFTS } from './plan.ts';
import { type SeedSet, seedOf } from './seeds.ts';

const SERIES_PER_JOB = 30;

/** The longest first, so that no core is left with one at the end. */
export function jobsFor(set: SeedSet, amounts: Amounts): Job[] {
  return [...months(set, amounts), ...rivals(set, amounts), ...trials(set, amounts), ...intervals(set, amounts)];
}

function months(set: SeedSet, amounts: Amounts): Job[] {
  return ALARM_SETTINGS.flatMap((_, setting) => {
    const count = setting === 0 ? amounts.months : Math.ceil(amounts.months / 2);
    return times(count, (index): Job => ({ kind: 'month', setting, seed: seedOf(set, 'months', setting, index) }));
  });
}

function trials(set: SeedSet, amounts: Amounts): Job[] {
  return ALARM_SETTINGS.flatMap((_, setting) => {
    const count = setting < AIMED_AT ? amounts.trials : Math.ceil(amounts.trials / 3);
    // the same worlds for each size: what differs between the rows is the size alone
    return SHIFTS.flatMap((shift) =>
      times(count, (index): Job => {
        return { kind: 'trial', setting, shift, seed: seedOf(set, 'trials', setting, index) };
      }),
    );
  });
}

function rivals(set: SeedSet, { rivalMonths, trials: count }: Amounts): Job[] {
  const month = (each: SeedSet, isTuning: boolean) =>
    times(rivalMonths, (index): Job => {
      return { kind: 'rival-month', isTuning, seed: seedOf(each, 'rivals', isTuning ? 0 : 1, index) };
    });
  const factors = SHIFTS.filter((shift) => shift !== 'outage');
  return [
    ...month('tuning', true),
    ...month(set, false),
    ...factors.flatMap((factor) =>
      times(count, (index): Job => ({ kind: 'rival-trial', factor, seed: seedOf(set, 'trials', 0, index) })),
    ),
  ];
}

function intervals(set: SeedSet, { series, fields }: Amounts): Job[] {
  return [
    ...times(fields, (index): Job => ({ kind: 'pairs', seed: seedOf(set, 'pairs', 0, index) })),
    ...INTERVAL_SETTINGS.flatMap((_, setting) =>
      times(Math.ceil(series / SERIES_PER_JOB), (index): Job => {
        const seed = seedOf(set, 'intervals', setting, index);
        return { kind: 'intervals', setting, series: Math.min(SERIES_PER_JOB, series - index * SERIES_PER_JOB), seed };
      }),
    ),
  ];
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
