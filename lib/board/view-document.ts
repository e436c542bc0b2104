// One view: the figures of every target that races under one workload, in one region and one window.
import { METRIC_NAMES, type Metric } from '../domain/metric.ts';
import { modelIn, type Target } from '../domain/target.ts';
import { printable } from '../domain/text.ts';
import { isoSeconds } from '../domain/time.ts';
import type { MetricFigures, Ranking, SeriesFigures } from '../stats/figures.ts';
import { significant } from './format.ts';
import { ALL_REGIONS, type BoardInput, type ViewInput } from './input.ts';
import type { ViewDocument, ViewFigures, ViewRow } from './schemas.ts';

const MAX_NAME_LENGTH = 160;

export type DocumentHeader = Pick<ViewDocument, 'generatedAt' | 'staleAfterS' | 'runId' | 'simulation'>;

/** Text of the config or of a server, fit for every document: one printable line. */
export function shownText(text: string): string {
  return printable(text, MAX_NAME_LENGTH);
}

/**
 * The view with its rows in the order of the ranking; unranked targets follow, the faster ones first.
 * Targets without a single sample are listed too: nothing is hidden.
 */
export function viewDocument(input: BoardInput, view: ViewInput, header: DocumentHeader): ViewDocument {
  const seriesOf = new Map(view.series.map((series) => [series.target, series]));
  const rows = input.targets
    .filter((target) => racesIn(target, view.region, input.regions))
    .map((target) => rowOf(target, view, input.regions, seriesOf.get(target.id) ?? null));
  return {
    schema: 'photofinish/view@1',
    ...header,
    workload: view.workload,
    region: view.region,
    window: view.window,
    rows: inOrder(rows, view.ranking),
  };
}

/** The regions of the config that a target is raced from. */
export function regionsOf(target: Target, regions: readonly string[]): readonly string[] {
  return regions.filter((region) => modelIn(target, region) !== null);
}

function racesIn(target: Target, region: string, regions: readonly string[]): boolean {
  return region === ALL_REGIONS ? regionsOf(target, regions).length > 0 : modelIn(target, region) !== null;
}

function rowOf(target: Target, view: ViewInput, regions: readonly string[], series: SeriesFigures | null): ViewRow {
  const rank = view.ranking.ranked.find((entry) => entry.target === target.id);
  const unranked = view.ranking.unranked.find((entry) => entry.target === target.id);
  const reason = unranked?.reason ?? (series === null ? 'no sample in this window' : 'not ranked');
  return {
    target: shownText(target.id),
    provider: shownText(target.providerLabel),
    model: modelOf(target, view.region, regions),
    simulated: target.simulated,
    rank: rank === undefined ? null : { best: rank.best, worst: rank.worst },
    unrankedReason: rank === undefined ? shownText(reason) : null,
    winShare: significant(rank?.winShare ?? null),
    speedRanks: {
      outputTokensPerSecond: speedRank(view, 'outputTokensPerSecond', target.id),
      endToEndTokensPerSecond: speedRank(view, 'endToEndTokensPerSecond', target.id),
    },
    n: series?.attempts ?? 0,
    ok: series?.ok ?? 0,
    cached: series?.cached ?? 0,
    voided: series?.voided ?? 0,
    due: series?.due ?? 0,
    seen: series?.seen ?? 0,
    failures: { ...series?.failures },
    failedShare: significant(series?.failedShare ?? null),
    providerFaultShare: significant(series?.providerFaultShare ?? null),
    lastOkAt: series === null || series.lastOkAt === null ? null : isoSeconds(series.lastOkAt * 1000),
    metrics: metricsOf(series),
    trendTtftMs: (series?.trend ?? []).map(significant),
  };
}

function speedRank({ speedRankings }: ViewInput, metric: Metric, targetId: string) {
  const ranking = speedRankings.find((one) => one.metric === metric);
  const rank = ranking?.ranked.find(({ target }) => target === targetId);
  return rank === undefined ? null : { best: rank.best, worst: rank.worst, winShare: significant(rank.winShare) };
}

function modelOf(target: Target, region: string, regions: readonly string[]): string | null {
  const asked = region === ALL_REGIONS ? regionsOf(target, regions) : [region];
  const models = new Set(asked.map((each) => modelIn(target, each)));
  const [only] = models;
  return models.size === 1 && typeof only === 'string' ? shownText(only) : null;
}

function metricsOf(series: SeriesFigures | null): Record<Metric, ViewFigures> {
  const entries = METRIC_NAMES.map((metric) => [metric, figuresOf(series?.metrics[metric] ?? NO_FIGURES)] as const);
  return Object.fromEntries(entries) as Record<Metric, ViewFigures>;
}

const NO_FIGURES: MetricFigures = {
  n: 0,
  timedOut: 0,
  beyond: [],
  p5: null,
  p50: null,
  p50Interval: null,
  p90: null,
  p95: null,
  p99: null,
  latest: null,
};

function figuresOf(figures: MetricFigures): ViewFigures {
  const low = significant(figures.p50Interval?.low ?? null);
  const high = significant(figures.p50Interval?.high ?? null);
  return {
    n: figures.n,
    timedOut: figures.timedOut,
    beyond: [...figures.beyond],
    p5: significant(figures.p5),
    p50: significant(figures.p50),
    p50Interval: low === null || high === null ? null : { low, high },
    p90: significant(figures.p90),
    p95: significant(figures.p95),
    p99: significant(figures.p99),
    latest: significant(figures.latest),
  };
}

function inOrder(rows: readonly ViewRow[], ranking: Ranking): ViewRow[] {
  const place = new Map(ranking.ranked.map((rank, index) => [shownText(rank.target), index]));
  const placeOf = (row: ViewRow): number => place.get(row.target) ?? Number.POSITIVE_INFINITY;
  return rows.toSorted(
    (a, b) =>
      compare(placeOf(a), placeOf(b)) ||
      compare(a.metrics.ttftMs.p50, b.metrics.ttftMs.p50) ||
      compare(a.metrics.ttftMs.latest, b.metrics.ttftMs.latest) ||
      (a.target < b.target ? -1 : 1),
  );
}

function compare(a: number | null, b: number | null): number {
  const left = a ?? Number.POSITIVE_INFINITY;
  const right = b ?? Number.POSITIVE_INFINITY;
  return left === right ? 0 : left - right;
}
