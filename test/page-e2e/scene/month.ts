// The rounds of a made-up board: seeded, so that the same board is made everywhere, with what real ones have: a daily cycle,
// hours that are better or worse than others, a long tail, failures in runs, voids, gaps.
import { METRIC_NAMES, type Metric } from '../../../lib/domain/metric.ts';
import { OUTCOME_CACHED, OUTCOME_OK, OUTCOME_VOID, outcomeOf, type SeriesColumns } from '../../../lib/domain/series.ts';
import { encodeValue } from '../../../lib/domain/value-code.ts';
import { logNormal, type Random, seededRandom } from '../../../lib/fleet/random.ts';
import type { Contestant } from './field.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface MonthPlan {
  readonly everyMs: number;
  /** The newest round is the last one that was due by then. */
  readonly nowMs: number;
  readonly lengthMs: number;
  readonly maxOutputTokens: number;
  /** The region's place in the list of regions. */
  readonly regionIndex: number;
  /** From when on it is how many times as slow. */
  readonly slower: { readonly sinceMs: number; readonly times: number } | null;
}

/** A target's rounds from one region. */
export function monthOf(contestant: Contestant, plan: MonthPlan): SeriesColumns {
  const { everyMs, nowMs, lengthMs, regionIndex } = plan;
  const random = seededRandom(`${contestant.target.id} ${regionIndex}`);
  const lastMs = Math.floor(nowMs / everyMs) * everyMs - everyMs;
  const count = Math.max(0, Math.floor(lengthMs / everyMs));
  const columns = emptyColumns(count);
  const mood = moodOf(random);
  for (let index = 0; index < count; index++) {
    const atMs = lastMs - (count - 1 - index) * everyMs;
    columns.slots[index] = atMs / 1_000;
    const outcome = outcomeAt(random, contestant, mood(atMs));
    columns.outcomes[index] = outcome;
    if (outcome !== OUTCOME_OK) continue;
    const values = valuesAt(random, contestant, plan, mood(atMs), atMs);
    for (const metric of METRIC_NAMES) columns.codes[metric][index] = encodeValue(values[metric]);
  }
  return columns;
}

function emptyColumns(count: number): SeriesColumns {
  const codes = Object.fromEntries(METRIC_NAMES.map((metric) => [metric, new Uint16Array(count)]));
  return {
    slots: new Uint32Array(count),
    outcomes: new Uint8Array(count),
    codes: codes as Record<Metric, Uint16Array>,
  };
}

// How much better or worse an hour is: a walk that leads back to its middle (AR(1)), in units of its scatter.
function moodOf(random: Random): (atMs: number) => number {
  let hour = Number.NEGATIVE_INFINITY;
  let mood = 0;
  return (atMs) => {
    const next = Math.floor(atMs / HOUR_MS);
    if (next !== hour) mood = 0.85 * mood + 0.5 * Math.log(logNormal(random, 1, 1));
    hour = next;
    return mood;
  };
}

function outcomeAt(random: Random, { failing, cached }: Contestant, mood: number): number {
  if (random() < 0.004) return OUTCOME_VOID;
  if (random() < cached) return OUTCOME_CACHED;
  // failures come in bad hours rather than evenly
  if (random() >= failing * (mood > 1 ? 4 : 0.6)) return OUTCOME_OK;
  const kind = random();
  if (kind < 0.35) return outcomeOf('rate-limited');
  if (kind < 0.6) return outcomeOf('overloaded');
  if (kind < 0.8) return outcomeOf('timeout-first-token');
  return outcomeOf(kind < 0.95 ? 'server-error' : 'mid-stream-error');
}

function valuesAt(
  random: Random,
  { ttftMs, scatter, outputTokensPerSecond, isBurst, thinkingMs }: Contestant,
  { maxOutputTokens, regionIndex, slower }: MonthPlan,
  mood: number,
  atMs: number,
): Record<Metric, number | null> {
  const daily = 1 + 0.12 * Math.sin((2 * Math.PI * (atMs % DAY_MS)) / DAY_MS + regionIndex);
  const tail = random() < 0.02 ? 2.5 : 1;
  const change = slower !== null && atMs >= slower.sinceMs ? slower.times : 1;
  const typicalMs = (ttftMs + 45 * regionIndex) * daily * tail * change * Math.exp(0.06 * mood);
  const firstMs = logNormal(random, typicalMs, scatter);
  const answerMs = firstMs + (thinkingMs === 0 ? 0 : logNormal(random, thinkingMs, 0.2));
  const rate = logNormal(random, outputTokensPerSecond / change, 0.12);
  const totalMs = firstMs + (maxOutputTokens / rate) * 1_000;
  return {
    ttftMs: firstMs,
    firstAnswerMs: answerMs,
    totalMs,
    outputTokensPerSecond: isBurst ? null : rate,
    endToEndTokensPerSecond: (maxOutputTokens / totalMs) * 1_000,
  };
}
