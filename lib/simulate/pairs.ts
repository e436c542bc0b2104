// Every pair of a field of 20 targets, each 3 % slower than the one before it: who is told to be the faster, and how often wrongly?
import type { SeriesColumns } from '../domain/series.ts';
import { WINDOWS } from '../domain/window.ts';
import { rank } from '../stats/rank.ts';
import { createCohort, shifted } from './cohort.ts';
import { planOf, STARTS_MS, timelineOf } from './months.ts';
import { DAY_MS, HOUR_MS } from './noise.ts';
import type { Setting } from './plan.ts';

const TARGETS = 20;
const STEP = 1.03;
const LENGTH_MS = 31 * DAY_MS;

/** -1: the first is told to be the faster, 1: the second, 0: a tie. */
type Verdict = (a: SeriesColumns, b: SeriesColumns, nowMs: number) => number;

interface Method {
  readonly window: string;
  readonly method: string;
  readonly verdict: Verdict;
}

/** What the board tells, and what it would with other blocks. */
const OTHER_BLOCK_HOURS: Readonly<Record<string, readonly number[]>> = { '24h': [3, 6], '7d': [12] };

export const PAIR_METHODS: readonly Method[] = WINDOWS.filter(({ blockMs }) => blockMs !== null).flatMap((window) => {
  const others = OTHER_BLOCK_HOURS[window.id] ?? [];
  return [
    { window: window.id, method: 'board', verdict: ranked(window.lengthMs, window.blockMs) },
    ...others.map((hours) => {
      return { window: window.id, method: `${hours} h blocks`, verdict: ranked(window.lengthMs, hours * HOUR_MS) };
    }),
  ];
});

function ranked(lengthMs: number, blockMs: number | null): Verdict {
  return (a, b, nowMs) => {
    const entrants = [a, b].map((columns, index) => ({ target: `${index}`, parts: [{ region: 'r', columns }] }));
    const { ranked } = rank(entrants, { metric: 'ttftMs', window: { lengthMs, blockMs }, nowMs });
    const [first] = ranked;
    if (first === undefined || first.worst !== 1) return 0;
    return first.target === '0' ? -1 : 1;
  };
}

export interface PairCounts {
  readonly pairs: number;
  readonly told: number;
  readonly wrong: number;
}

/** By method. */
export function simulatePairs(seed: number, setting: Setting): PairCounts[] {
  const timeline = timelineOf(setting.everyMs, LENGTH_MS);
  const nowMs = STARTS_MS + LENGTH_MS - 1;
  const { columns } = createCohort(planOf(seed, { ...setting, targets: TARGETS }, timeline));
  const field = Array.from(columns.values(), (each, place) => {
    return shifted(each, { from: 0, to: timeline.count, factor: STEP ** place });
  });
  return PAIR_METHODS.map(({ verdict }) => {
    let [pairs, told, wrong] = [0, 0, 0];
    field.forEach((faster, place) => {
      for (const slower of field.slice(place + 1)) {
        const verdictOfPair = verdict(faster, slower, nowMs);
        pairs++;
        if (verdictOfPair !== 0) told++;
        if (verdictOfPair > 0) wrong++;
      }
    });
    return { pairs, told, wrong };
  });
}
