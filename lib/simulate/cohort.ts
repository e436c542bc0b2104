// A region's targets under one workload, as they would come out of the store: own noise, what all of them share, and shifts.
import { METRIC_NAMES, type Metric } from '../domain/metric.ts';
import { OUTCOME_OK, outcomeOf, type SeriesColumns } from '../domain/series.ts';
import { encodeValue, NO_VALUE } from '../domain/value-code.ts';
import { type Noise, type Spell, type SpellKind, spells, type Timeline, writeDrift, writeNoise } from './noise.ts';
import { type Random, seeded } from './random.ts';

export interface CohortPlan {
  readonly seed: number;
  readonly targets: number;
  readonly timeline: Timeline;
  readonly noise: Noise;
  /** True: each target has a sigma of its own, from 0.15 to 0.6, in place of the noise's. */
  readonly isMixed: boolean;
  /** Of a drift that all targets have in common. */
  readonly sharedDriftSd: number;
  /** Spells that strike the whole region. */
  readonly incidentsPerMonth: number;
}

export interface Cohort {
  readonly columns: ReadonlyMap<string, SeriesColumns>;
  readonly incidents: readonly Spell[];
}

const SHARED = 0xffff; // a place in the seed's streams that no target has
const BASE_MS = 600;
const INCIDENTS = (perMonth: number): SpellKind => ({ perMonth, minutes: [30, 360], factor: [1.5, 3] });

/** Makes a cohort; target `t0`, `t1` ... come out the same whatever the number of targets. */
export function createCohort(plan: CohortPlan): Cohort {
  const { seed, targets, timeline, noise } = plan;
  const slots = Uint32Array.from({ length: timeline.count }, (_, index) => slotSeconds(timeline, index));
  const random = seeded(seed, SHARED);
  const shared = new Float64Array(timeline.count);
  writeDrift(random, { sd: plan.sharedDriftSd, hours: noise.driftHours }, timeline.everyMs, shared);
  const incidents = spells(random, timeline, INCIDENTS(plan.incidentsPerMonth));
  const logs = new Float64Array(timeline.count);
  const columns = new Map<string, SeriesColumns>();
  for (let target = 0; target < targets; target++) {
    const own = seeded(seed, target);
    const sigma = plan.isMixed ? own.logUniform(0.15, 0.6) : noise.sigma;
    writeNoise(own, { ...noise, sigma }, timeline, logs);
    for (let index = 0; index < logs.length; index++) logs[index] = (logs[index] as number) + (shared[index] as number);
    for (const { from, to, factor } of incidents) {
      const ownShare = 0.8 + 0.4 * own.uniform(); // nobody is struck quite like the others
      for (let index = from; index < to; index++) logs[index] = (logs[index] as number) + ownShare * Math.log(factor);
    }
    columns.set(`t${target}`, columnsOf(slots, logs, own, noise.failureShare));
  }
  return { columns, incidents };
}

export function slotSeconds({ startMs, everyMs }: Timeline, index: number): number {
  return (startMs + index * everyMs) / 1_000;
}

const FAILED = outcomeOf('server-error');
const STEPS_PER_LOG = encodeValue(Math.E) - encodeValue(1);

function columnsOf(slots: Uint32Array, logs: Float64Array, random: Random, failureShare: number): SeriesColumns {
  const base = encodeValue(BASE_MS);
  const values = new Uint16Array(logs.length);
  const outcomes = new Uint8Array(logs.length);
  for (let index = 0; index < logs.length; index++) {
    const isFailed = random.uniform() < failureShare;
    outcomes[index] = isFailed ? FAILED : OUTCOME_OK;
    values[index] = isFailed ? NO_VALUE : base + Math.round((logs[index] as number) * STEPS_PER_LOG);
  }
  return withValues(slots, outcomes, values);
}

function withValues(slots: Uint32Array, outcomes: Uint8Array, values: Uint16Array): SeriesColumns {
  const codes = Object.fromEntries(METRIC_NAMES.map((metric) => [metric, values])) as Record<Metric, Uint16Array>;
  return { slots, outcomes, codes };
}

/** The same series with each value multiplied, or each round failed, within [from, to). */
export function shifted(
  columns: SeriesColumns,
  { from, to, factor }: Pick<Spell, 'from' | 'to'> & { readonly factor: number | 'outage' },
): SeriesColumns {
  const values = columns.codes.ttftMs.slice();
  const outcomes = columns.outcomes.slice();
  for (let index = from; index < Math.min(to, values.length); index++) {
    if (factor === 'outage') {
      outcomes[index] = FAILED;
      values[index] = NO_VALUE;
    } else if (values[index] !== NO_VALUE) {
      values[index] = (values[index] as number) + Math.round(Math.log(factor) * STEPS_PER_LOG);
    }
  }
  return withValues(columns.slots, outcomes, values);
}

/** What the region sees of the first `count` rounds. */
export function upTo(columns: SeriesColumns, count: number): SeriesColumns {
  return withValues(
    columns.slots.subarray(0, count),
    columns.outcomes.subarray(0, count),
    columns.codes.ttftMs.subarray(0, count),
  );
}
