// A board to publish, small or large, for the tests of this room.
import { liveDocuments } from '../../lib/board/documents.ts';
import { ASSET_NAMES, type BoardInput, type PageAssets, type ViewInput } from '../../lib/board/input.ts';
import { jsonSchemas } from '../../lib/board/json-schemas.ts';
import { DEFAULT_PAGE } from '../../lib/domain/config.ts';
import { METRIC_NAMES, type Metric } from '../../lib/domain/metric.ts';
import { COMMON_QUIRKS, type Target } from '../../lib/domain/target.ts';
import type { Workload } from '../../lib/domain/workload.ts';
import type { MetricFigures, Ranking, SeriesFigures } from '../../lib/stats/figures.ts';

const pathOf = (name: string) => `assets/${name.replace('.', '-0.')}`;
export const ASSETS: PageAssets = {
  files: ASSET_NAMES.map((name) => ({
    path: pathOf(name),
    body: name.endsWith('.js') ? 'export {};' : 'body{margin:0}',
  })),
  paths: Object.fromEntries(ASSET_NAMES.map((name) => [name, pathOf(name)])) as PageAssets['paths'],
  preloads: Object.fromEntries(ASSET_NAMES.map((name) => [name, []])) as unknown as PageAssets['preloads'],
  schemas: jsonSchemas(),
  methodHtml: '<h2>A round</h2><p>Nothing is retried.</p>',
};
export const GENERATED_AT_MS = Date.UTC(2026, 10, 22, 3, 15, 0);

export const CHAT: Workload = {
  name: 'chat',
  everyMs: 300_000,
  gunDelayMs: 0,
  prompts: ['Write a short story.'],
  inputTokens: null,
  maxOutputTokens: 128,
  temperature: 0,
};

export function targetOf(id: string, more: Partial<Target> = {}): Target {
  return {
    id,
    provider: id.split('/')[0] ?? id,
    providerLabel: id.split('/')[0] ?? id,
    api: 'chat-completions',
    baseUrl: 'https://api.example.com/v1',
    keyName: 'EXAMPLE_KEY',
    model: `org/${id}`,
    latency: null,
    serviceTier: null,
    regions: null,
    quirks: COMMON_QUIRKS,
    alarms: { ttftMs: null, failureShare: null },
    simulated: false,
    ...more,
  };
}

/** Figures as n carries them, around a median. */
export function figuresOf(p50: number, n: number): MetricFigures {
  return {
    n,
    timedOut: 0,
    beyond: [],
    p5: n >= 200 ? p50 * 0.8 : null,
    p50: n >= 10 ? p50 : null,
    p50Interval: n >= 30 ? { low: p50 * 0.95, high: p50 * 1.05 } : null,
    p90: n >= 50 ? p50 * 1.5 : null,
    p95: n >= 200 ? p50 * 2 : null,
    p99: n >= 2000 ? p50 * 3 : null,
    latest: n > 0 ? p50 * 1.1 : null,
  };
}

export function seriesOf(target: string, p50: number, ok: number, more: Partial<SeriesFigures> = {}): SeriesFigures {
  const metrics = Object.fromEntries(METRIC_NAMES.map((metric) => [metric, figuresOf(p50, ok)]));
  return {
    target,
    region: 'us-east-1',
    due: ok,
    seen: ok,
    cached: 0,
    voided: 0,
    attempts: ok,
    ok,
    failures: {},
    failedShare: ok === 0 ? null : 0,
    providerFaultShare: ok === 0 ? null : 0,
    lastOkAt: ok === 0 ? null : GENERATED_AT_MS / 1000 - 60,
    metrics: metrics as Record<Metric, MetricFigures>,
    trend: Array.from({ length: 24 }, (_, index) => (index % 5 === 0 ? null : p50 + index)),
    ...more,
  };
}

export function viewOf(series: readonly SeriesFigures[], ranking: Partial<Ranking> = {}): ViewInput {
  return {
    workload: 'chat',
    region: 'us-east-1',
    window: '7d',
    series,
    ranking: { metric: 'ttftMs', ranked: [], unranked: [], ...ranking },
    speedRankings: [],
  };
}

/** Ranks without a tie, in the order of the ids. */
export function strictRanks(ids: readonly string[]): Ranking['ranked'] {
  return ids.map((target, index) => ({ target, best: index + 1, worst: index + 1, winShare: 0.5 }));
}

export function boardInput(more: Partial<BoardInput> = {}): BoardInput {
  return {
    name: 'LLM API leaderboard',
    workloads: [CHAT],
    regions: ['us-east-1'],
    targets: [],
    notRacing: [],
    generatedAtMs: GENERATED_AT_MS,
    runId: 'run-1',
    views: [],
    incidents: [],
    latestRounds: [],
    assets: ASSETS,
    siteUrl: null,
    page: DEFAULT_PAGE,
    ...more,
  };
}

/** What is published each time, as text. */
export function liveTexts(input: BoardInput): { readonly path: string; readonly body: string }[] {
  return liveDocuments(input).documents.map(({ path, body }) => ({ path, body: body.toString() }));
}
