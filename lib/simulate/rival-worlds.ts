// The rivals in the same worlds as our rule: by a series alone, and with what its peers do taken off as ours does.
import type { SeriesColumns } from '../domain/series.ts';
import { logOfCode } from '../domain/value-code.ts';
import { createCohort, shifted } from './cohort.ts';
import { LEARNING_MS, planOf, timelineOf } from './months.ts';
import { DAY_MS } from './noise.ts';
import type { Setting } from './plan.ts';
import { type Logs, peaksOf, RIVAL_NAMES, type Rival, suspicions } from './rivals.ts';
import { shiftOf } from './trials.ts';

export const VIEWS = ['alone', 'beside peers'] as const;
export type View = (typeof VIEWS)[number];
export type ByRival<T> = Readonly<Record<View, Readonly<Record<Rival, T>>>>;

const MOST_PEAKS = 12;

/** The suspicion of each rival over the day of a regression, one entry a check. */
export type RivalTrial = ByRival<readonly number[]>;

export interface RivalMonth {
  readonly seriesMonths: number;
  readonly peaks: ByRival<readonly number[]>;
}

export function simulateRivalMonth(seed: number, setting: Setting): RivalMonth {
  const lengthMs = LEARNING_MS + 30 * DAY_MS;
  const timeline = timelineOf(setting.everyMs, lengthMs);
  const { columns } = createCohort(planOf(seed, setting, timeline));
  const from = LEARNING_MS / setting.everyMs;
  const peaks = byRival((view, rivals) => {
    const found = Object.fromEntries(rivals.map((rival) => [rival, [] as number[]])) as Record<Rival, number[]>;
    for (const logs of logsOf(columns, view)) {
      const suspicion = suspicions(logs, from, timeline.count);
      for (const rival of rivals) found[rival].push(...peaksOf(suspicion[rival], MOST_PEAKS));
    }
    return found;
  });
  return { seriesMonths: columns.size, peaks };
}

/** The suspicion of each rival over the day in which a target is so many times slower. */
export function simulateRivalTrial(seed: number, setting: Setting, factor: number): RivalTrial {
  const { timeline, from, to } = shiftOf(seed, setting.everyMs);
  const { columns } = createCohort(planOf(seed, setting, timeline));
  const struck = new Map(columns).set('t0', shifted(columns.get('t0')!, { from, to, factor }));
  return byRival((view, rivals) => {
    const [logs] = logsOf(struck, view);
    const suspicion = suspicions(logs!, from, to);
    return Object.fromEntries(rivals.map((rival) => [rival, Array.from(suspicion[rival])])) as Record<Rival, number[]>;
  });
}

function byRival<T>(make: (view: View, rivals: readonly Rival[]) => Readonly<Record<Rival, T>>): ByRival<T> {
  return Object.fromEntries(VIEWS.map((view) => [view, make(view, RIVAL_NAMES)])) as Record<View, Record<Rival, T>>;
}

function logsOf(columns: ReadonlyMap<string, SeriesColumns>, view: View): Logs[] {
  const all = Array.from(columns.values(), ({ codes }) => Float64Array.from(codes.ttftMs, logOfCode));
  if (view === 'alone') return all;
  const levels = all.map((logs) => medianOf(logs.subarray(0, LEARNING_ROUNDS)));
  const shared = all[0]!.map((_, round) => {
    return medianOf(Float64Array.from(all, (logs, target) => (logs[round] as number) - (levels[target] as number)));
  });
  return all.map((logs) => logs.map((log, round) => log - (shared[round] as number)));
}

const LEARNING_ROUNDS = 2_000;

function medianOf(values: Float64Array): number {
  const ascending = values.filter((value) => !Number.isNaN(value)).sort();
  const n = ascending.length;
  return ((ascending[(n - 1) >> 1] ?? 0) + (ascending[n >> 1] ?? 0)) / 2;
}
