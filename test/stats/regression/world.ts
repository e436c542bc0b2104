// Small worlds for the tests of the regression rules: a cohort of targets in one region, and publications over it.
import type { SeriesColumns } from '../../../lib/domain/series.ts';
import { createCohort, shifted, upTo } from '../../../lib/simulate/cohort.ts';
import { DAY_MS, type Noise, USUAL_NOISE } from '../../../lib/simulate/noise.ts';
import type { RegressionEvent } from '../../../lib/stats/regression/event.ts';
import type { UsualCache } from '../../../lib/stats/regression/usual.ts';
import { type Watched, watch } from '../../../lib/stats/regression/watch.ts';

export const EVERY_MS = 300_000;
export const START_MS = Date.parse('2026-10-05T00:00:00Z');
/** Nothing but one round's noise: what is told in it was put there. */
export const CALM: Noise = { ...USUAL_NOISE, outlierShare: 0, blipsPerMonth: 0, failureShare: 0, driftSd: 0.03 };

export interface Shift {
  /** `null`: all of them. */
  readonly target: string | null;
  readonly fromMs: number;
  readonly toMs: number;
  readonly factor: number | 'outage';
}

export interface WorldOptions {
  readonly days: number;
  readonly targets?: number;
  readonly everyMs?: number;
  readonly shifts?: readonly Shift[];
}

/** Targets `t0`, `t1` ... of so many days from `START_MS` on. */
export function columnsOfWorld({ days, targets = 7, everyMs = EVERY_MS, shifts = [] }: WorldOptions) {
  const timeline = { startMs: START_MS, everyMs, count: (days * DAY_MS) / everyMs };
  const plan = { seed: 11, targets, timeline, noise: CALM, isMixed: false, sharedDriftSd: 0, incidentsPerMonth: 0 };
  const columns = new Map(createCohort(plan).columns);
  for (const { target, fromMs, toMs, factor } of shifts) {
    const [from, to] = [(fromMs - START_MS) / everyMs, (toMs - START_MS) / everyMs];
    for (const [each, own] of columns) {
      if (target === null || target === each) columns.set(each, shifted(own, { from, to, factor }));
    }
  }
  return columns;
}

export interface Publisher {
  /** What a publication at a moment sees; it knows what the ones before told. */
  publish(nowMs: number): Watched;
  /** All that was told, as it stands now. */
  events(): RegressionEvent[];
}

export function publisherOf(columns: ReadonlyMap<string, SeriesColumns>, everyMs = EVERY_MS): Publisher {
  const told = new Map<string, RegressionEvent>();
  const cache: UsualCache = new Map();
  return {
    publish(nowMs) {
      const rounds = Math.floor((nowMs - START_MS) / everyMs) + 1;
      const seen = new Map(Array.from(columns, ([target, each]) => [target, upTo(each, rounds)]));
      const cohort = {
        workload: 'chat',
        region: 'us-east-1',
        everyMs,
        nowMs,
        columns: seen,
        known: [...told.values()],
      };
      const watched = watch(cohort, cache);
      for (const event of [...watched.open, ...watched.closed]) {
        told.set(`${event.kind} ${event.target} ${event.detectedMs}`, event);
      }
      return watched;
    },
    events: () => [...told.values()],
  };
}

/** Publishes at equal distances, the end included. */
export function publishOver(publisher: Publisher, fromMs: number, toMs: number, stepMs: number): RegressionEvent[] {
  for (let nowMs = fromMs; nowMs <= toMs; nowMs += stepMs) publisher.publish(nowMs);
  return publisher.events();
}
