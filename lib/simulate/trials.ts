// One target of a region gets slower, or fails, for a day: is it told, how soon, how often, and when is it told to be over?
import type { RegressionEvent } from '../stats/regression/event.ts';
import { createCohort, shifted } from './cohort.ts';
import { eventsIn, planOf, STARTS_MS, timelineOf } from './months.ts';
import { DAY_MS, HOUR_MS } from './noise.ts';
import type { Setting } from './plan.ts';
import { seeded } from './random.ts';

const LENGTH_MS = 13 * DAY_MS;
const SHIFT_MS = DAY_MS;
const BEFORE_MS = 10 * DAY_MS;
const STRUCK = 't0';

export interface Trial {
  /** From its beginning to the end of the round that told it; `null` if not told within its day. */
  readonly delayMs: number | null;
  /** Events of the target that it brought about. */
  readonly events: number;
  /** From its end to the end of the round that told that; `null` if not told within a day, or never begun. */
  readonly overAfterMs: number | null;
  /** Events of the other targets meanwhile. */
  readonly others: number;
}

/** @param factor how many times slower, or `outage` */
export function simulateTrial(seed: number, setting: Setting, factor: number | 'outage'): Trial {
  const { timeline, from, to } = shiftOf(seed, setting.everyMs);
  const { startMs } = timeline;
  const { columns } = createCohort(planOf(seed, setting, timeline));
  const struck = new Map(columns).set(STRUCK, shifted(columns.get(STRUCK)!, { from, to, factor }));
  const fromMs = startMs + from * setting.everyMs;
  const toMs = startMs + to * setting.everyMs;
  const span = { fromMs, toMs: Math.min(toMs + DAY_MS, startMs + LENGTH_MS) };
  const events = eventsIn(struck, timeline, span, 4 * HOUR_MS);
  return judged(events, fromMs, toMs, setting.everyMs);
}

/** On any day of the week, at any hour, after ten days and more. */
export function shiftOf(seed: number, everyMs: number) {
  const random = seeded(seed, 0xfffe);
  const startMs = STARTS_MS + Math.floor(7 * random.uniform()) * DAY_MS;
  const from = Math.floor((BEFORE_MS + random.uniform() * DAY_MS) / everyMs);
  return { timeline: timelineOf(everyMs, LENGTH_MS, startMs), from, to: from + SHIFT_MS / everyMs };
}

function judged(events: readonly RegressionEvent[], fromMs: number, toMs: number, everyMs: number): Trial {
  const within = events.filter(({ detectedMs }) => detectedMs >= fromMs && detectedMs < toMs + 6 * HOUR_MS);
  const own = within.filter(({ target }) => target === STRUCK);
  const detectedMs = Math.min(...own.map((event) => event.detectedMs));
  const closings = own.flatMap(({ closedMs }) => (closedMs === null || closedMs < toMs ? [] : [closedMs]));
  return {
    delayMs: detectedMs < toMs ? detectedMs + everyMs - fromMs : null,
    events: own.length,
    overAfterMs: closings.length === 0 ? null : Math.max(...closings) + everyMs - toMs,
    others: within.filter(({ target }) => target !== STRUCK && target !== null).length,
  };
}
