// A region's month in which nothing is wrong with any target: whatever is told of one is a false alarm.
import type { SeriesColumns } from '../domain/series.ts';
import type { RegressionEvent } from '../stats/regression/event.ts';
import type { UsualCache } from '../stats/regression/usual.ts';
import { watch } from '../stats/regression/watch.ts';
import { type Cohort, type CohortPlan, createCohort, upTo } from './cohort.ts';
import { DAY_MS, HOUR_MS, type Spell, type Timeline } from './noise.ts';
import type { Setting } from './plan.ts';

/** A Monday. */
export const STARTS_MS = Date.parse('2026-10-05T00:00:00Z');
export const LEARNING_MS = 8 * DAY_MS;
const MONTH_MS = 30 * DAY_MS;
// What is told does not depend on how often it is asked (a test says so), so it is asked as seldom as can be.
const PUBLISHED_EVERY_MS = 6 * HOUR_MS;

export interface MonthCounts {
  readonly seriesMonths: number;
  readonly slower: number;
  readonly failing: number;
  readonly incidents: number;
  /** Incidents of at least 2x for at least an hour, and those of them that were told as the region's. */
  readonly largeIncidents: number;
  readonly largeTold: number;
  /** Events of a region beyond the first in one incident, and those in none. */
  readonly regionDoubles: number;
  readonly regionFalse: number;
  /** Alarms of single targets that began in an incident. */
  readonly targetsInIncidents: number;
}

export function simulateMonth(seed: number, setting: Setting): MonthCounts {
  const timeline = timelineOf(setting.everyMs, LEARNING_MS + MONTH_MS);
  const cohort = createCohort(planOf(seed, setting, timeline));
  const span = { fromMs: STARTS_MS + LEARNING_MS, toMs: STARTS_MS + LEARNING_MS + MONTH_MS };
  return countEvents(eventsIn(cohort.columns, timeline, span, PUBLISHED_EVERY_MS), cohort, timeline);
}

export function timelineOf(everyMs: number, lengthMs: number, startMs = STARTS_MS): Timeline {
  return { startMs, everyMs, count: lengthMs / everyMs };
}

export function planOf(seed: number, { noise, isMixed, targets }: Setting, timeline: Timeline): CohortPlan {
  return { seed, targets, timeline, noise, isMixed, sharedDriftSd: noise.driftSd, incidentsPerMonth: 3 };
}

/** All events that publications over a span of time tell; those that were found out before it are left out. */
export function eventsIn(
  columns: ReadonlyMap<string, SeriesColumns>,
  { startMs, everyMs }: Timeline,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  publishedEveryMs: number,
): RegressionEvent[] {
  const told = new Map<string, RegressionEvent>();
  const cache: UsualCache = new Map();
  for (let nowMs = fromMs; nowMs <= toMs; nowMs += publishedEveryMs) {
    const count = Math.floor((nowMs - startMs) / everyMs);
    const seen = new Map(Array.from(columns, ([target, each]) => [target, upTo(each, count)]));
    const known = [...told.values()];
    const { open, closed } = watch({ workload: 'chat', region: 'r', everyMs, nowMs, columns: seen, known }, cache);
    for (const event of [...open, ...closed]) told.set(`${event.kind} ${event.target} ${event.detectedMs}`, event);
  }
  return [...told.values()].filter(({ detectedMs }) => detectedMs >= fromMs);
}

function countEvents(
  events: readonly RegressionEvent[],
  { columns, incidents }: Cohort,
  timeline: Timeline,
): MonthCounts {
  const during = incidents.filter(({ to }) => timeline.startMs + to * timeline.everyMs > STARTS_MS + LEARNING_MS);
  const ofRegion = events.filter(({ kind }) => kind.startsWith('region'));
  const ofTargets = events.filter(({ kind }) => !kind.startsWith('region'));
  const told = during.map((spell) => ofRegion.filter((event) => meets(event, spell, timeline)).length);
  const isLarge = ({ from, to, factor }: Spell) => factor >= 2 && (to - from) * timeline.everyMs >= HOUR_MS;
  const inIncident = (event: RegressionEvent) => during.some((spell) => meets(event, spell, timeline));
  return {
    seriesMonths: columns.size,
    slower: ofTargets.filter(({ kind }) => kind === 'slower').length,
    failing: ofTargets.filter(({ kind }) => kind === 'failing').length,
    incidents: during.length,
    largeIncidents: during.filter(isLarge).length,
    largeTold: during.filter((spell, index) => isLarge(spell) && (told[index] as number) > 0).length,
    regionDoubles: told.reduce((sum, n) => sum + Math.max(0, n - 1), 0),
    regionFalse: ofRegion.filter((event) => !inIncident(event)).length,
    targetsInIncidents: ofTargets.filter((event) => event.kind === 'slower' && inIncident(event)).length,
  };
}

/** Whether an event was found out by what happened in a spell. */
function meets({ sinceMs, detectedMs }: RegressionEvent, { from, to }: Spell, { startMs, everyMs }: Timeline): boolean {
  return detectedMs >= startMs + from * everyMs && sinceMs < startMs + to * everyMs;
}
