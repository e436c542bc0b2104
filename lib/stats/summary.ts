// One series, or one target over several regions, summed up over a span.
import { type FailureClass, isProviderFault } from '../domain/failure.ts';
import { METRIC_NAMES, type Metric } from '../domain/metric.ts';
import { failureOf, OUTCOME_OK, OUTCOME_VOID, type SeriesPart } from '../domain/series.ts';
import { slotAt } from '../domain/time.ts';
import { decodeValue, NO_VALUE } from '../domain/value-code.ts';
import type { MetricFigures, SeriesFigures } from './figures.ts';
import { medianInterval } from './median-interval.ts';
import { medianValueOfFirst, quantileOfCodes, sortCodes } from './order.ts';
import { type Span, slotsIn } from './span.ts';

export interface SummaryOptions {
  readonly target: string;
  /** An AWS region, or `all`. */
  readonly region: string;
  readonly window: Span;
  readonly nowMs: number;
  /** Cadence of the rounds. */
  readonly everyMs: number;
}

/** Parts of the window that the trend has. */
export const TREND_PARTS = 24;

/** The figures of a target in one window; the values of all parts (one a region) are pooled. */
export function summarise(parts: readonly SeriesPart[], options: SummaryOptions): SeriesFigures {
  const { target, region, window, nowMs, everyMs } = options;
  const counts = countOutcomes(parts, window, nowMs);
  const faults = counts.failures.filter(([failure]) => isProviderFault(failure)).reduce((sum, [, n]) => sum + n, 0);
  const attempts = counts.seen - counts.voided;
  const metrics = Object.fromEntries(
    METRIC_NAMES.map((metric) => [metric, metricFigures(parts, metric, window, nowMs)]),
  ) as Record<Metric, MetricFigures>;
  return {
    target,
    region,
    due: parts.reduce((sum, part) => sum + dueRounds(part, window, nowMs, everyMs), 0),
    seen: counts.seen,
    voided: counts.voided,
    attempts,
    ok: counts.ok,
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
      if (outcome === OUTCOME_OK) lastOkAt = Math.max(lastOkAt ?? 0, columns.slots[index] as number);
    }
  }
  const failures: [FailureClass, number][] = [];
  byCode.forEach((n, outcome) => {
    const failure = failureOf(outcome);
    if (n > 0 && failure !== null) failures.push([failure, n]);
  });
  return { seen, voided: byCode[OUTCOME_VOID] as number, ok: byCode[OUTCOME_OK] as number, failures, lastOkAt };
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

function metricFigures(parts: readonly SeriesPart[], metric: Metric, window: Span, nowMs: number): MetricFigures {
  const pooled = pool(parts, metric, window, nowMs);
  sortCodes(pooled.codes);
  const p50 = quantileOfCodes(pooled.codes, 'p50');
  return {
    n: pooled.codes.length,
    p5: quantileOfCodes(pooled.codes, 'p5'),
    p50,
    p50Interval: p50 === null ? null : medianInterval(parts, metric, pooled.codes, window, nowMs),
    p90: quantileOfCodes(pooled.codes, 'p90'),
    p95: quantileOfCodes(pooled.codes, 'p95'),
    p99: quantileOfCodes(pooled.codes, 'p99'),
    latest: decodeValue(pooled.latest),
  };
}

function pool(parts: readonly SeriesPart[], metric: Metric, window: Span, nowMs: number) {
  const ranges = parts.map(({ columns }) => ({ columns, ...slotsIn(columns, window, nowMs) }));
  const codes = new Uint16Array(ranges.reduce((sum, { from, to }) => sum + to - from, 0));
  let n = 0;
  let latest: number = NO_VALUE;
  let latestSlot = -1;
  for (const { columns, from, to } of ranges) {
    const column = columns.codes[metric];
    for (let index = from; index < to; index++) {
      const code = column[index] as number;
      if (code === NO_VALUE || columns.outcomes[index] !== OUTCOME_OK) continue;
      codes[n++] = code;
      if ((columns.slots[index] as number) > latestSlot) {
        latestSlot = columns.slots[index] as number;
        latest = code;
      }
    }
  }
  return { codes: codes.subarray(0, n), latest };
}

function trendOf(parts: readonly SeriesPart[], window: Span, nowMs: number): (number | null)[] {
  const buckets: number[][] = Array.from({ length: TREND_PARTS }, () => []);
  const oldestMs = Number.isFinite(window.lengthMs) ? nowMs - window.lengthMs : firstSlotMs(parts);
  const partMs = Math.max(1, (nowMs - oldestMs) / TREND_PARTS);
  for (const { columns } of parts) {
    const { from, to } = slotsIn(columns, window, nowMs);
    for (let index = from; index < to; index++) {
      const code = columns.codes.ttftMs[index] as number;
      if (code === NO_VALUE || columns.outcomes[index] !== OUTCOME_OK) continue;
      const sinceMs = (columns.slots[index] as number) * 1_000 - oldestMs;
      buckets[Math.min(TREND_PARTS - 1, Math.floor(sinceMs / partMs))]?.push(code);
    }
  }
  return buckets.map((codes) => (codes.length === 0 ? null : medianValueOfFirst(Int32Array.from(codes), codes.length)));
}

function firstSlotMs(parts: readonly SeriesPart[]): number {
  return Math.min(...parts.map(({ columns }) => (columns.slots[0] ?? Number.POSITIVE_INFINITY) * 1_000));
}
