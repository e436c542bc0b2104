// What is aimed at, and what was measured.
import type { IntervalRow, MonthRow, PairRow, TrialRow } from './figures.ts';
import { HOUR_MS } from './noise.ts';
import { AIMED_AT, ALARM_SETTINGS, INTERVAL_SETTINGS, type Shift } from './plan.ts';

export interface Aim {
  readonly what: string;
  readonly atLeast: number | null;
  readonly atMost: number | null;
  /** `null`: could not be told. */
  readonly measured: number | null;
  readonly unit: '%' | 'h' | 'rounds' | '';
}

export interface Rows {
  readonly intervals: readonly IntervalRow[];
  readonly pairs: readonly PairRow[];
  readonly months: readonly MonthRow[];
  readonly trials: readonly TrialRow[];
}

export function isReached({ measured, atLeast, atMost }: Aim): boolean {
  return measured !== null && measured >= (atLeast ?? measured) && measured <= (atMost ?? measured);
}

export function aimsOf(rows: Rows): Aim[] {
  return [
    ...intervalAims(rows),
    ...pairAims(rows),
    ...ALARM_SETTINGS.slice(0, AIMED_AT).flatMap((_, at) => alarmAims(rows, at)),
  ];
}

function intervalAims({ intervals }: Rows): Aim[] {
  const own = intervals.filter(({ setting, method }) => setting === INTERVAL_SETTINGS[0]?.name && method === 'board');
  return own.map(({ window, coverage }) => {
    return {
      what: `intervals of p50 that hold the truth, ${window}`,
      ...between(92, 97),
      measured: 100 * coverage,
      unit: '%',
    };
  });
}

function pairAims({ pairs }: Rows): Aim[] {
  const own = pairs.filter(({ method }) => method === 'board');
  return own.map(({ window, wrongShare }) => {
    return { what: `pairs told the wrong way round, ${window}`, ...atMost(0.5), measured: 100 * wrongShare, unit: '%' };
  });
}

const ALARM_AIMS = [
  { falseAlarms: 0.05, slower: { 2: 2.5, 1.5: 8 } },
  { falseAlarms: 0.15, slower: { 2: 1.5, 1.5: 3.5 } },
];

function alarmAims({ months, trials }: Rows, setting: number): Aim[] {
  const { name } = ALARM_SETTINGS[setting] as (typeof ALARM_SETTINGS)[number];
  const { falseAlarms, slower } = ALARM_AIMS[setting] as (typeof ALARM_AIMS)[number];
  const month = months.find((row) => row.setting === name);
  const trial = (shift: Shift) => trials.find((row) => row.setting === name && row.shift === shift);
  const hours = (ms: number | null | undefined) => (ms == null ? null : ms / HOUR_MS);
  const told = (month?.largeTold ?? 0) / (month?.largeIncidents ?? 1);
  const targets = (month?.targetsInIncidents ?? 0) / (month?.incidents ?? 1);
  return [
    {
      what: `false alarms a series and month, ${name}`,
      ...atMost(falseAlarms),
      measured: month?.falseAlarms.value ?? null,
      unit: '',
    },
    ...([2, 1.5] as const).map((shift): Aim => {
      const what = `${shift}x slower: median time until told, ${name}`;
      return { what, ...atMost(slower[shift]), measured: hours(trial(shift)?.delayP50Ms), unit: 'h' };
    }),
    {
      what: `outage: rounds until told, p90, ${name}`,
      ...atMost(3),
      measured: trial('outage')?.delayP90Rounds ?? null,
      unit: 'rounds',
    },
    {
      what: `events for one 2x regression, ${name}`,
      ...between(1, 1.05),
      measured: trial(2)?.eventsEach ?? null,
      unit: '',
    },
    {
      what: `region incidents of 2x for 1 h told as such, ${name}`,
      ...between(95, 100),
      measured: 100 * told,
      unit: '%',
    },
    { what: `alarms of single targets an incident, ${name}`, ...atMost(0.1), measured: targets, unit: '' },
  ];
}

function between(atLeast: number, atMost: number) {
  return { atLeast, atMost };
}

function atMost(most: number) {
  return { atLeast: null, atMost: most };
}
