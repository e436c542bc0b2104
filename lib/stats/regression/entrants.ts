// Everything in a cohort that can slow down or fail: each target, and the region itself.
import type { SeriesColumns } from '../../domain/series.ts';
import { type Cadence, HOUR_MS } from './cadence.ts';
import { eraOf } from './era.ts';
import type { RegressionEvent, RegressionKind } from './event.ts';
import { readFaults, SILENT, stateOf, takeOutRegionFaults } from './faults.ts';
import { type Grid, hide, levelsOf } from './levels.ts';
import { failingSubject, type Subject, slowerSubject } from './subject.ts';
import { type Usual, type UsualCache, usualOf } from './usual.ts';

export interface Entrant {
  readonly target: string;
  readonly columns: SeriesColumns;
  readonly usual: Usual;
  /** When it was last seen to work or to fail; 0 if never. */
  readonly lastAtMs: number;
}

export interface Field {
  readonly entrants: readonly Entrant[];
  readonly everyMs: number;
  /** Where the last whole step ends at the latest. */
  readonly endMs: number;
  readonly replayMs: number;
}

export function entrantsOf(
  columns: ReadonlyMap<string, SeriesColumns>,
  known: readonly RegressionEvent[],
  cadence: Cadence | null,
  cache: UsualCache,
): Entrant[] {
  const ofRegion = { slower: pick(known, 'region-slower', null), failing: pick(known, 'region-failing', null) };
  return Array.from(columns, ([target, each]) => {
    const latencyEra = eraOf([...pick(known, 'slower', target), ...ofRegion.slower]);
    const failureEra = eraOf([...pick(known, 'failing', target), ...ofRegion.failing]);
    const usual = usualOf(cache, target, { columns: each, cadence, latencyEra, failureEra });
    return { target, columns: each, usual, lastAtMs: lastObservedMs(each) };
  });
}

function pick(events: readonly RegressionEvent[], kind: RegressionKind, target: string | null): RegressionEvent[] {
  return events.filter((event) => event.kind === kind && event.target === target);
}

function lastObservedMs({ slots, outcomes }: SeriesColumns): number {
  let index = slots.length - 1;
  while (index >= 0 && stateOf(outcomes[index] as number) === SILENT) index--;
  return index < 0 ? 0 : (slots[index] as number) * 1_000;
}

function newestOf(entrants: readonly Entrant[]): number {
  return entrants.reduce((newest, { lastAtMs }) => Math.max(newest, lastAtMs), 0);
}

export function failingSubjects({ entrants, everyMs, endMs, replayMs }: Field): Subject[] {
  const grid = gridUpTo(endMs, everyMs, replayMs);
  const states = entrants.map(({ columns }) => readFaults(columns, grid));
  const ofRegion = takeOutRegionFaults(states, grid.count);
  const region = { kind: 'region-failing', target: null, usual: null, lastAtMs: newestOf(entrants) } as const;
  return [
    failingSubject({ ...region, grid, states: ofRegion }),
    ...entrants.map((entrant, index) =>
      failingSubject({ ...entrant, kind: 'failing', grid, states: states[index] as Uint8Array }),
    ),
  ];
}

/** @param events while a target is failing, its latencies say nothing */
export function slowerSubjects(
  { entrants, everyMs, endMs, replayMs }: Field,
  cadence: Cadence,
  events: readonly RegressionEvent[],
): { readonly subjects: Subject[]; readonly hasPeers: boolean } {
  const grid = gridUpTo(endMs, cadence.binMs, replayMs);
  const { targets, region, hasPeers } = levelsOf(entrants, cadence, grid);
  const newestHour = Math.floor((endMs - everyMs) / HOUR_MS);
  const shared = { grid, everyMs, hasPeers };
  const whole = { kind: 'region-slower', target: null, lastAtMs: newestOf(entrants), isLearning: !hasPeers } as const;
  return {
    hasPeers,
    subjects: [
      slowerSubject({ ...shared, ...whole, levels: region, tiers: cadence.region }),
      ...entrants.map(({ target, usual, lastAtMs }, index) => {
        const levels = hide(targets[index] as (typeof targets)[number], grid, pick(events, 'failing', target));
        const isLearning = usual.level(newestHour).scatter === 0;
        return slowerSubject({
          ...shared,
          kind: 'slower',
          target,
          lastAtMs,
          levels,
          isLearning,
          tiers: cadence.target,
        });
      }),
    ],
  };
}

/** The last whole steps before a moment. */
function gridUpTo(endMs: number, stepMs: number, lengthMs: number): Grid {
  const count = Math.floor(lengthMs / stepMs);
  return { fromMs: (Math.floor(endMs / stepMs) - count) * stepMs, stepMs, count };
}
