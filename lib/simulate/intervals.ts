// How often an interval that says 95 % holds the truth, and how wide it is.
import type { SeriesColumns } from '../domain/series.ts';
import { WINDOWS } from '../domain/window.ts';
import { summarise } from '../stats/summary.ts';
import { createCohort } from './cohort.ts';
import { planOf, STARTS_MS, timelineOf } from './months.ts';
import { DAY_MS, HOUR_MS } from './noise.ts';
import type { Setting } from './plan.ts';

const LENGTH_MS = 31 * DAY_MS;

interface Method {
  readonly window: string;
  readonly method: string;
  /** Which days the truth is taken from: a day's interval is of a working day, without the weekend's ease. */
  readonly truth: 'all' | 'workdays';
  readonly of: (columns: SeriesColumns, nowMs: number, everyMs: number) => Interval | null;
}

interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What the board shows, and the same with other blocks. */
const OTHER_BLOCK_HOURS: Readonly<Record<string, readonly number[]>> = {
  '24h': [3, 6],
  '7d': [12, 48],
  '30d': [12, 48],
};

export const INTERVAL_METHODS: readonly Method[] = WINDOWS.filter(({ blockMs }) => blockMs !== null).flatMap(
  (window) => {
    const shared = { window: window.id, truth: window.id === '24h' ? 'workdays' : 'all' } as const;
    const others = OTHER_BLOCK_HOURS[window.id] ?? [];
    return [
      { ...shared, method: 'board', of: pooled(window.lengthMs, window.blockMs) },
      ...others.map((hours) => ({
        ...shared,
        method: `${hours} h blocks`,
        of: pooled(window.lengthMs, hours * HOUR_MS),
      })),
    ];
  },
);

function pooled(lengthMs: number, blockMs: number | null): Method['of'] {
  return (columns, nowMs, everyMs) => {
    const options = { target: 't', region: 'r', window: { lengthMs, blockMs }, nowMs, everyMs };
    return summarise([{ region: 'r', columns }], options).metrics.ttftMs.p50Interval;
  };
}

export interface IntervalRun {
  /** By method, of each series; `null` where there was none. */
  readonly intervals: readonly (readonly (Interval | null)[])[];
  /** How often each value code came, on all days and on working days: the truth is the median of these. */
  readonly tally: Readonly<Record<'all' | 'workdays', Uint32Array>>;
}

/** Many months of like series, each with its own draws. Ends on a Thursday's eve: a working day and a whole week lie before. */
export function simulateIntervals(seed: number, setting: Setting, series: number): IntervalRun {
  const startMs = STARTS_MS + DAY_MS;
  const timeline = timelineOf(setting.everyMs, LENGTH_MS, startMs);
  const nowMs = startMs + LENGTH_MS - 1;
  const tally = { all: new Uint32Array(65_536), workdays: new Uint32Array(65_536) };
  const plan = { ...planOf(seed, { ...setting, targets: series }, timeline), sharedDriftSd: 0, incidentsPerMonth: 0 };
  const { columns } = createCohort(plan);
  const intervals = INTERVAL_METHODS.map((): (Interval | null)[] => []);
  for (const each of columns.values()) {
    INTERVAL_METHODS.forEach(({ of }, index) => {
      intervals[index]!.push(of(each, nowMs, setting.everyMs));
    });
    count(each, tally);
  }
  return { intervals, tally };
}

function count({ slots, codes }: SeriesColumns, tally: IntervalRun['tally']): void {
  for (let index = 0; index < slots.length; index++) {
    const code = codes.ttftMs[index] as number;
    if (code === 0) continue;
    tally.all[code] = (tally.all[code] as number) + 1;
    const day = new Date((slots[index] as number) * 1_000).getUTCDay();
    if (day !== 0 && day !== 6) tally.workdays[code] = (tally.workdays[code] as number) + 1;
  }
}
