// A target with a past, for the tests of its page: 30 days of seeded rounds in three regions, with a slower stretch, an outage
// and a change of the model, brought into figures by the code that does so for real.
import { boardIndex } from '../../lib/board/board-index.ts';
import type { TargetDetail } from '../../lib/board/detail/detail-input.ts';
import { seriesDetail } from '../../lib/board/detail/series-figures.ts';
import { type ColumnsByRegion, figuresOf } from '../../lib/board/gather.ts';
import { incidentsOf } from '../../lib/board/incident.ts';
import type { BoardInput, ExactRequest } from '../../lib/board/input.ts';
import { samplesPath } from '../../lib/board/paths.ts';
import type { PhaseFigures, PublicSample, RecentSeries } from '../../lib/board/samples/recent-figures.ts';
import { type DocumentHeader, viewDocument } from '../../lib/board/view-document.ts';
import type { FailureClass } from '../../lib/domain/failure.ts';
import { METRIC_NAMES, type Metric } from '../../lib/domain/metric.ts';
import { OUTCOME_OK, OUTCOME_VOID, outcomeOf, type SeriesColumns, type SeriesKey } from '../../lib/domain/series.ts';
import type { Target } from '../../lib/domain/target.ts';
import { isoMicros, isoSeconds } from '../../lib/domain/time.ts';
import { encodeValue } from '../../lib/domain/value-code.ts';
import type { Workload } from '../../lib/domain/workload.ts';
import { logNormal, type Random, seededRandom } from '../../lib/fleet/random.ts';
import { ASSETS, boardInput, CHAT, GENERATED_AT_MS, targetOf } from './board-input.ts';
import { overEvent, toldEvent } from './told-events.ts';

export const REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1'] as const;
export const TARGET_ID = 'together/llama-3.3-70b';
export const NOW_MS = GENERATED_AT_MS;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface Past {
  readonly days: number;
  readonly everyMs: number;
  /** TTFT ms without anything special. */
  readonly medianMs: number;
  /** Share of attempts that fail, 0 to 1. */
  readonly failing: number;
}

const USUAL: Past = { days: 30, everyMs: 300_000, medianMs: 230, failing: 0.004 };
const CLASSES: readonly FailureClass[] = [
  'timeout-first-token',
  'server-error',
  'overloaded',
  'rate-limited',
  'mid-stream-error',
];

/** The columns of a series; the same key and past give the same ones. */
export function columnsOf(key: SeriesKey, past: Past): SeriesColumns {
  const random = seededRandom(`${key.workload} ${key.region} ${key.target}`);
  const count = Math.floor((past.days * DAY_MS) / past.everyMs);
  const firstMs = NOW_MS - (count - 1) * past.everyMs;
  // a region that was away for a day is a gap
  const slots = Array.from({ length: count }, (_, index) => firstMs + index * past.everyMs).filter(
    (slotMs) => !(key.region === 'eu-west-1' && past.days > 20 && daysAgo(slotMs) > 18 && daysAgo(slotMs) < 19),
  );
  const outcomes = new Uint8Array(slots.length);
  const codes = Object.fromEntries(METRIC_NAMES.map((metric) => [metric, new Uint16Array(slots.length)])) as Record<
    Metric,
    Uint16Array
  >;
  slots.forEach((slotMs, index) => {
    outcomes[index] = outcomeAt(random, slotMs, past);
    if (outcomes[index] !== OUTCOME_OK) return;
    for (const [metric, value] of Object.entries(valuesAt(random, slotMs, key.region, past))) {
      codes[metric as Metric][index] = encodeValue(value);
    }
  });
  return { slots: Uint32Array.from(slots, (ms) => ms / 1_000), outcomes, codes };
}

function daysAgo(slotMs: number): number {
  return (NOW_MS - slotMs) / DAY_MS;
}

function outcomeAt(random: Random, slotMs: number, { failing, days }: Past): number {
  if (random() < 0.003) return OUTCOME_VOID;
  const isOut = days > 20 && Math.abs(daysAgo(slotMs) - 4.3) < 0.2;
  if (random() >= (isOut ? 0.4 : failing)) return OUTCOME_OK;
  return outcomeOf(isOut ? 'overloaded' : (CLASSES[Math.floor(random() ** 1.6 * CLASSES.length)] ?? 'server-error'));
}

function valuesAt(random: Random, slotMs: number, region: string, { medianMs, days }: Past): Record<Metric, number> {
  const hour = new Date(slotMs).getUTCHours();
  const busy = 1 + 0.25 * Math.exp(-(((hour - 16) / 4) ** 2));
  const away = region === 'us-east-1' ? 0 : region === 'eu-west-1' ? 78 : 158;
  const slower = days > 20 && region !== 'ap-northeast-1' && Math.abs(daysAgo(slotMs) - 11) < 0.6 ? 2.1 : 1;
  const ttftMs = away + logNormal(random, medianMs * busy * slower, random() < 0.03 ? 0.9 : 0.16);
  const outputTokensPerSecond = logNormal(random, 92, 0.12);
  const totalMs = ttftMs + (127 / outputTokensPerSecond) * 1_000;
  const endToEndTokensPerSecond = 128 / (totalMs / 1_000);
  return { ttftMs, firstAnswerMs: ttftMs, totalMs, outputTokensPerSecond, endToEndTokensPerSecond };
}

export interface FixtureOptions {
  readonly target?: Partial<Target>;
  readonly workloads?: readonly Workload[];
  readonly regions?: readonly string[];
  readonly past?: Partial<Past>;
  readonly siteUrl?: string | null;
  readonly header?: Partial<DocumentHeader>;
  readonly board?: Partial<BoardInput>;
}

export function targetDetail(options: FixtureOptions = {}): TargetDetail {
  const { regions = REGIONS, workloads = [CHAT], siteUrl = 'https://board.example.com/' } = options;
  const past = { ...USUAL, ...options.past };
  const target = targetOf(TARGET_ID, {
    providerLabel: 'Together AI',
    model: 'meta-llama/Llama-3.3-70B-Instruct-Turbo',
    ...options.target,
  });
  const rivals = [targetOf('groq/llama-3.3-70b'), targetOf('mistral/large')];
  const targets = [target, ...rivals];
  const columns = new Map(
    workloads.map((workload) => [workload.name, columnsIn(workload, regions, targets, past)] as const),
  );
  const views = workloads.flatMap((workload) =>
    figuresOf(
      columns.get(workload.name) ?? new Map(),
      { workload, regions, targets: targets.map(({ id }) => id), nowMs: NOW_MS },
      new Map(),
    ),
  );
  const board = boardInput({
    ...{ regions, workloads, targets, views, siteUrl },
    incidents: past.days > 20 ? incidents(target.id) : [],
    ...options.board,
  });
  const header = {
    generatedAt: isoSeconds(NOW_MS),
    staleAfterS: 7_200,
    runId: 'run-1',
    simulation: target.simulated,
    ...options.header,
  };
  const keys = workloads.flatMap(({ name }) =>
    regions.map((region) => ({ workload: name, region, target: target.id })),
  );
  const series = keys.flatMap((key) => {
    const found = columns.get(key.workload)?.get(key.region)?.get(key.target);
    return found === undefined || found.slots.length === 0 ? [] : [seriesDetail(found, key, NOW_MS)];
  });
  return {
    target,
    series,
    input: {
      board,
      header,
      columns,
      site: {
        index: boardIndex(board, header),
        paths: ASSETS.paths,
        preloads: ASSETS.preloads,
        siteUrl,
        page: board.page,
      },
      views: views.map((view) => viewDocument(board, view, header)),
      recent: { series: past.days > 0 ? keys.map(recentOf) : [], instrument: [], sampleFiles: sampleFiles() },
      requests: workloads.map(({ name }) => requestOf(target.id, name)),
      readAsset: () => Promise.reject(new Error('No page of a target needs a font.')),
    },
  };
}

function columnsIn(
  { name }: Workload,
  regions: readonly string[],
  targets: readonly Target[],
  past: Past,
): ColumnsByRegion {
  return new Map(
    regions.map((region) => [
      region,
      new Map(
        targets.map(({ id }, index) => {
          const own = { ...past, medianMs: past.medianMs * (1 + index * 0.4) };
          return [id, columnsOf({ workload: name, region, target: id }, own)] as const;
        }),
      ),
    ]),
  );
}

function incidents(target: string) {
  const at = (days: number) => NOW_MS - days * DAY_MS;
  const slower = { target, sinceMs: at(11.6), detectedMs: at(11.5), untilMs: at(10.4), closedMs: at(10.2) };
  return incidentsOf([
    overEvent({ ...slower }),
    overEvent({ ...slower, region: 'eu-west-1', detectedMs: at(11.45) }),
    overEvent({
      ...{ target, kind: 'failing', ratio: null, peersRatio: null, failedShare: 0.41 },
      ...{ sinceMs: at(4.5), detectedMs: at(4.4), untilMs: at(4.1), closedMs: at(4), closedBecause: 'recovered' },
    }),
    toldEvent({ target, region: 'ap-northeast-1', sinceMs: at(0.4), detectedMs: at(0.3) }),
  ]);
}

function recentOf(key: SeriesKey, place: number): RecentSeries {
  const random = seededRandom(`recent ${key.region}`);
  return {
    ...key,
    phases: phasesOf(place),
    newest: Array.from({ length: 20 }, (_, index) => sampleOf(key, index, random)),
    identities: [
      { sinceMs: NOW_MS - 30 * DAY_MS, servedModel: 'meta-llama/Llama-3.3-70B-Instruct-Turbo' },
      { sinceMs: NOW_MS - 20 * DAY_MS, servedModel: 'meta-llama/Llama-3.3-70B-Instruct-Turbo-FP8' },
    ],
  };
}

function phasesOf(place: number): PhaseFigures {
  const of = (p50Ms: number, n = 287) => ({ n, p50Ms });
  const away = place * 78;
  return {
    dns: of(1.2),
    tcp: of(11 + away),
    tls: of(24.1 + away),
    headers: of(180 + away),
    firstToken: of(231.4 + away),
    firstAnswer: of(231.4 + away),
    total: of(1_633 + away),
    serverFirstToken: { n: 0, p50Ms: null },
  };
}

export function sampleOf(
  key: SeriesKey,
  index: number,
  random: Random,
  more: Partial<PublicSample> = {},
): PublicSample {
  const firedMs = NOW_MS - index * 300_000;
  const isFailed = index === 3;
  const ttftMs = isFailed ? null : logNormal(random, 230, 0.2);
  return {
    schema: 'photofinish/sample@1',
    round: isoSeconds(firedMs),
    ...key,
    outcome: isFailed ? 'failed' : 'ok',
    void: index === 5 ? ['loop-late'] : null,
    failure: isFailed ? { class: 'overloaded', phase: 'headers', status: 529 } : null,
    firedAt: isoMicros(firedMs + 0.123),
    dispatchSkewMs: 0.8,
    connection: { reused: false, dnsMs: 1.2, tcpMs: 11, tlsMs: 24.1, http: '1.1' },
    headersMs: ttftMs === null ? 180 : ttftMs - 51,
    ttftMs,
    firstAnswerMs: ttftMs,
    lastTokenMs: ttftMs === null ? null : ttftMs + 1_399,
    totalMs: ttftMs === null ? 181 : ttftMs + 1_402,
    stallMs: isFailed ? null : 48,
    chunks: isFailed ? null : 126,
    burst: isFailed ? null : false,
    inputTokens: isFailed ? null : 31,
    outputTokens: isFailed ? null : 128,
    reasoningTokens: isFailed ? null : 0,
    cachedTokens: isFailed ? null : 0,
    tokensFrom: isFailed ? null : 'usage',
    countedTokens: isFailed ? null : 127,
    cached: false,
    outputTokensPerSecond: isFailed ? null : 90.8,
    endToEndTokensPerSecond: isFailed ? null : 78.4,
    finishReason: isFailed ? null : 'length',
    servedModel: isFailed ? null : 'meta-llama/Llama-3.3-70B-Instruct-Turbo-FP8',
    servedBy: null,
    fingerprint: null,
    serviceTier: null,
    requestId: `req_${Math.floor(random() * 1e12).toString(36)}`,
    serverMs: null,
    serverTtftMs: null,
    retryAfterMs: null,
    stampLateMs: 0.1,
    ...more,
  };
}

function sampleFiles() {
  return ['2026-11-22', '2026-11-21', '2026-11-20'].map((date, index) => ({
    date,
    isWhole: index > 0,
    csvPath: samplesPath(date, 'csv.gz'),
    parquetPath: index > 0 ? samplesPath(date, 'parquet') : null,
  }));
}

function requestOf(target: string, workload: string): ExactRequest {
  return {
    ...{ target, workload },
    method: 'POST',
    url: 'https://api.together.xyz/v1/chat/completions',
    headers: { authorization: 'Bearer $TOGETHER_API_KEY', 'content-type': 'application/json' },
    body: JSON.stringify(
      {
        model: 'meta-llama/Llama-3.3-70B-Instruct-Turbo',
        messages: [{ role: 'user', content: '[nonce] Write a short story about a lighthouse keeper.' }],
        max_tokens: 128,
        temperature: 0,
        stream: true,
        stream_options: { include_usage: true },
      },
      null,
      2,
    ),
  };
}
