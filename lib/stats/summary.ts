// One series, or one target over several regions, summed up over a span.
import { type FailureClass, isProviderFault } from '../domain/failure.ts';
import { METRIC_NAMES, type Metric } from '../domain/metric.ts';
import { failureOf, OUTCOME_CACHED, OUTCOME_OK, OUTCOME_VOID, type SeriesPart } from '../domain/series.ts';
import { slotAt } from '../domain/time.ts';
import { decodeValue, NO_VALUE } from '../domain/value-code.ts';
import type { MetricFigures, SeriesFigures } from './figures.ts';
import { medianInterval, type Scatter } from './median-interval.ts';
import { createOrderer, quantileOfCodes } from './order.ts';
import { blockMiddles, type Layout, layOut, type Pool, poolOf } from './pool.ts';
import type { QuantileName } from './quantile.ts';
import { blockPlan, type Span, slotsIn } from './span.ts';

export interface SummaryOptions {
  readonly target: string;
  /** An AWS region, or `all`. */
  readonly region: string;
  readonly window: Span;
  readonly nowMs: number;
  /** Cadence of the rounds. */
  readonly everyMs: number;
}

const orderer = createOrderer(); // memory used over and over within a call; nothing is kept from one to the next

/** Parts of the window that the trend has. */
export const TREND_PARTS = 24;

/** The figures of a target in one window; the values of all parts (one a region) are pooled. */
export function summarise(parts: readonly SeriesPart[], options: SummaryOptions): SeriesFigures {
  const { target, region, window, nowMs, everyMs } = options;
  const counts = countOutcomes(parts, window, nowMs);
  const faults = counts.failures.filter(([failure]) => isProviderFault(failure)).reduce((sum, [, n]) => sum + n, 0);
  const attempts = counts.seen - counts.voided;
  const bench = workbench(parts, window, nowMs);
  const metrics = Object.fromEntries(
    METRIC_NAMES.map((metric) => [metric, metricFigures(parts, metric, bench, timedOut(metric, counts.failures))]),
  ) as Record<Metric, MetricFigures>;
  return {
    target,
    region,
    due: parts.reduce((sum, part) => sum + dueRounds(part, window, nowMs, everyMs), 0),
    seen: counts.seen,
    voided: counts.voided,
    attempts,
    ok: counts.ok,
    cached: counts.cached,
    failures: Object.fromEntries(counts.failures),
    failedShare: attempts === 0 ? null : (attempts - counts.ok) / attempts,
    providerFaultShare: counts.ok + faults === 0 ? null : faults / (counts.ok + faults),
    lastOkAt: counts.lastOkAt,
    metrics,
    trend: trendOf(parts, window, nowMs),
  };
}

interface OutcomeCounts {
  readonly seen: number;
  readonly voided: number;
  readonly ok: number;
  readonly cached: number;
  readonly failures: readonly (readonly [FailureClass, number])[];
  readonly lastOkAt: number | null;
}

function countOutcomes(parts: readonly SeriesPart[], window: Span, nowMs: number): OutcomeCounts {
  const byCode = new Uint32Array(256);
  let seen = 0;
  let lastOkAt: number | null = null;
  for (const { columns } of parts) {
    const { from, to } = slotsIn(columns, window, nowMs);
    seen += to - from;
    for (let index = from; index < to; index++) {
      const outcome = columns.outcomes[index] as number;
      byCode[outcome] = (byCode[outcome] as number) + 1;
      if (isOk(outcome)) lastOkAt = Math.max(lastOkAt ?? 0, columns.slots[index] as number);
    }
  }
  const failures: [FailureClass, number][] = [];
  byCode.forEach((n, outcome) => {
    const failure = failureOf(outcome);
    if (n > 0 && failure !== null) failures.push([failure, n]);
  });
  const cached = byCode[OUTCOME_CACHED] as number;
  const ok = (byCode[OUTCOME_OK] as number) + cached;
  return { seen, voided: byCode[OUTCOME_VOID] as number, ok, cached, failures, lastOkAt };
}

function isOk(outcome: number): boolean {
  return outcome === OUTCOME_OK || outcome === OUTCOME_CACHED;
}

// A round counts as due one cadence after its scheduled instant, or as soon as it is seen: it takes a while to be stored.
function dueRounds({ columns }: SeriesPart, window: Span, nowMs: number, everyMs: number): number {
  const { from, to } = slotsIn(columns, window, nowMs);
  const first = columns.slots[from];
  if (to === from || first === undefined) {
    const hadBegun = from > 0 && Number.isFinite(window.lengthMs);
    return hadBegun ? Math.floor(window.lengthMs / everyMs) : 0;
  }
  const firstDueMs = from > 0 ? slotAt(nowMs - window.lengthMs, everyMs) + everyMs : first * 1_000;
  const lastDueMs = Math.max((columns.slots[to - 1] as number) * 1_000, slotAt(nowMs - everyMs, everyMs));
  return Math.max(to - from, Math.floor((lastDueMs - firstDueMs) / everyMs) + 1);
}

interface Workbench {
  readonly layout: Layout;
  /** The blocks before the window, where these tell its scatter. */
  readonly before: Layout | null;
  readonly window: Span;
  readonly nowMs: number;
}

function workbench(parts: readonly SeriesPart[], window: Span, nowMs: number): Workbench {
  if (!window.blockMs) return { layout: layOut(parts, window, nowMs, null), before: null, window, nowMs };
  const { blockMs, before } = blockPlan(window, firstSlotMs(parts), nowMs);
  const layout = layOut(parts, window, nowMs, blockMs);
  const pastMs = before * blockMs;
  const past = before === 0 ? null : layOut(parts, { lengthMs: pastMs, blockMs }, nowMs - window.lengthMs, blockMs);
  return { layout, before: past, window, nowMs };
}

/** A first token that did not come in time, and for the whole time also an answer that did not come to its end. */
export const TIMEOUTS: Readonly<Partial<Record<Metric, readonly FailureClass[]>>> = {
  ttftMs: ['timeout-first-token'],
  firstAnswerMs: ['timeout-first-token'],
  totalMs: ['timeout-first-token', 'timeout-stall', 'timeout-total'],
};

function timedOut(metric: Metric, failures: OutcomeCounts['failures']): number {
  return failures.reduce((sum, [failure, n]) => sum + (TIMEOUTS[metric]?.includes(failure) ? n : 0), 0);
}

function metricFigures(
  parts: readonly SeriesPart[],
  metric: Metric,
  bench: Workbench,
  timedOut: number,
): MetricFigures {
  const { layout, window, nowMs } = bench;
  const before = bench.before === null ? null : scatterOf(poolOf(bench.before, metric), 'before');
  const pool = poolOf(layout, metric);
  const codes = orderer.order(pool.values, pool.n);
  const beyond: QuantileName[] = [];
  const quantile = (name: QuantileName): number | null => {
    const value = quantileOfCodes(codes, name, timedOut);
    if (value === 'beyond') beyond.push(name);
    return value === 'beyond' ? null : value;
  };
  const p50 = quantile('p50');
  return {
    n: codes.n,
    timedOut,
    p5: quantile('p5'),
    p50,
    p50Interval:
      p50 === null
        ? null
        : medianInterval(codes, before ?? (window.blockMs ? scatterOf(pool, 'window') : null), timedOut),
    p90: quantile('p90'),
    p95: quantile('p95'),
    p99: quantile('p99'),
    beyond,
    latest: latestValue(parts, metric, window, nowMs),
  };
}

function scatterOf(pool: Pool, from: Scatter['from']): Scatter {
  return { middles: blockMiddles(pool).filter((middle) => middle !== null), from };
}

function latestValue(parts: readonly SeriesPart[], metric: Metric, window: Span, nowMs: number): number | null {
  let latest: { readonly slot: number; readonly code: number } | null = null;
  for (const { columns } of parts) {
    const { from, to } = slotsIn(columns, window, nowMs);
    let index = to - 1;
    while (index >= from && columns.codes[metric][index] === NO_VALUE) index--;
    const slot = index < from ? -1 : (columns.slots[index] as number);
    if (slot > (latest?.slot ?? -1)) latest = { slot, code: columns.codes[metric][index] as number };
  }
  return latest && decodeValue(latest.code);
}

function trendOf(parts: readonly SeriesPart[], window: Span, nowMs: number): (number | null)[] {
  const lengthMs = Number.isFinite(window.lengthMs) ? window.lengthMs : nowMs - firstSlotMs(parts) + 1;
  if (!Number.isFinite(lengthMs)) return Array<null>(TREND_PARTS).fill(null); // no slot at all
  const layout = layOut(parts, { lengthMs, blockMs: null }, nowMs, lengthMs / TREND_PARTS);
  return blockMiddles(poolOf(layout, 'ttftMs')).map((middle) => {
    return middle && ((decodeValue(middle.low) ?? 0) + (decodeValue(middle.high) ?? 0)) / 2;
  });
}

function firstSlotMs(parts: readonly SeriesPart[]): number {
  return Math.min(...parts.map(({ columns }) => (columns.slots[0] ?? Number.POSITIVE_INFINITY) * 1_000));
}
