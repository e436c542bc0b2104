// The report for programs: everything in one JSON document.
import { significant } from '../../../board/format.ts';
import { METRIC_NAMES } from '../../../domain/metric.ts';
import type { MetricFigures } from '../../../stats/figures.ts';
import type { RaceReport, Standing } from './standings.ts';
import { verdictOf } from './verdict.ts';

export const RACE_SCHEMA = 'photofinish/race@1';

/** JSON text ending in a line break. Times are ms, rates tokens/s, shares 0 to 1; `null` = not known. */
export function raceDocument(report: RaceReport): string {
  const document = {
    schema: RACE_SCHEMA,
    name: report.name,
    simulation: report.simulation,
    interrupted: report.interrupted,
    workload: report.workload.name,
    roundsAsked: report.roundsAsked,
    regions: report.regions.map((region) => ({
      region: region.region,
      rounds: region.rounds.length,
      samples: region.samples,
      cached: region.cached,
      voided: region.voided,
      verdict: verdictOf(region),
      figures: region.standings.map(figuresOf),
    })),
    rounds: report.rounds,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function figuresOf({ target, figures, rank, unrankedReason, ttftExtremes }: Standing) {
  const metrics = METRIC_NAMES.map((metric) => [metric, shortened(figures.metrics[metric])] as const);
  return {
    target,
    rank,
    unrankedReason,
    attempts: figures.attempts,
    ok: figures.ok,
    cached: figures.cached,
    voided: figures.voided,
    failedShare: significant(figures.failedShare),
    failures: figures.failures,
    ttftMinMs: ttftExtremes?.low ?? null,
    ttftMaxMs: ttftExtremes?.high ?? null,
    metrics: Object.fromEntries(metrics),
  };
}

function shortened({ n, p50, p50Interval, p90, p95, p99, latest }: MetricFigures) {
  const interval = p50Interval && { low: significant(p50Interval.low), high: significant(p50Interval.high) };
  return {
    n,
    p50: significant(p50),
    p50Interval: interval,
    p90: significant(p90),
    p95: significant(p95),
    p99: significant(p99),
    latest: significant(latest),
  };
}
