// What a made-up board shows of single samples, phases and the instrument over its last 24 hours.
import { samplesPath } from '../../../lib/board/paths.ts';
import type {
  PhaseFigure,
  PublicSample,
  RecentFigures,
  RecentSeries,
} from '../../../lib/board/samples/recent-figures.ts';
import { SAMPLE_SCHEMA } from '../../../lib/domain/sample.ts';
import { failureOf, OUTCOME_CACHED, OUTCOME_OK, OUTCOME_VOID, type SeriesColumns } from '../../../lib/domain/series.ts';
import { isoSeconds } from '../../../lib/domain/time.ts';
import { decodeValue } from '../../../lib/domain/value-code.ts';
import { quantile, sorted } from '../../../lib/stats/quantile.ts';
import type { Scene, SceneColumns } from './scene.ts';

const DAY_MS = 24 * 3_600_000;
const NEWEST = 20;

export function recentOf(scene: Scene, columns: SceneColumns): RecentFigures {
  const { workloads, regions, nowMs } = scene;
  const series = workloads.flatMap(({ name: workload }) =>
    regions.flatMap((region) =>
      Array.from(columns.get(workload)?.get(region) ?? [], ([target, each]) =>
        recentSeries({ workload, region, target }, each, nowMs),
      ),
    ),
  );
  const instrument = workloads.flatMap(({ name: workload, everyMs, gunDelayMs }) =>
    regions.map((region) => {
      const rounds = Math.floor(DAY_MS / everyMs);
      return {
        ...{ workload, region, rounds, samples: rounds * scene.contestants.length },
        voided: { 'loop-late': 3, 'reference-off': 1 },
        referenceErrorMs: { n: rounds, p50Ms: 0.11, worstMs: 1.9 },
        dispatchSkewMs: { n: rounds, p50Ms: 0.83, worstMs: 6.2 },
        gunLateMs: gunDelayMs === 0 ? { n: 0, p50Ms: null, worstMs: null } : { n: rounds, p50Ms: 0.4, worstMs: -38 },
      };
    }),
  );
  return { series, instrument, sampleFiles: series.some(({ newest }) => newest.length > 0) ? sampleFiles(nowMs) : [] };
}

function sampleFiles(nowMs: number): RecentFigures['sampleFiles'] {
  return Array.from({ length: 3 }, (_, daysAgo) => {
    const date = isoSeconds(nowMs - daysAgo * DAY_MS).slice(0, 10);
    const isWhole = daysAgo > 0;
    return {
      ...{ date, isWhole, csvPath: samplesPath(date, 'csv.gz') },
      parquetPath: isWhole ? samplesPath(date, 'parquet') : null,
    };
  });
}

type Key = Pick<RecentSeries, 'workload' | 'region' | 'target'>;

function recentSeries(key: Key, { slots, outcomes, codes }: SeriesColumns, nowMs: number): RecentSeries {
  const from = slots.findIndex((slot) => slot * 1_000 > nowMs - DAY_MS);
  const ttfts = (from === -1 ? [] : Array.from(codes.ttftMs.subarray(from))).flatMap((code) => decodeValue(code) ?? []);
  const figure = (share: number): PhaseFigure => ({ n: ttfts.length, p50Ms: middle(ttfts.map((ms) => ms * share)) });
  const newest = Array.from({ length: Math.min(NEWEST, slots.length) }, (_, back) => slots.length - 1 - back);
  return {
    ...key,
    phases: {
      ...{ dns: figure(0.01), tcp: figure(0.06), tls: figure(0.11), headers: figure(0.86), firstToken: figure(1) },
      ...{ firstAnswer: figure(1.02), total: figure(6), serverFirstToken: { n: 0, p50Ms: null } },
    },
    newest: newest.map((index) =>
      sampleAt(key, {
        slot: slots[index] ?? 0,
        outcome: outcomes[index] ?? OUTCOME_VOID,
        ttftMs: decodeValue(codes.ttftMs[index] ?? 0),
        firstAnswerMs: decodeValue(codes.firstAnswerMs[index] ?? 0),
        totalMs: decodeValue(codes.totalMs[index] ?? 0),
        outputTokensPerSecond: decodeValue(codes.outputTokensPerSecond[index] ?? 0),
        endToEndTokensPerSecond: decodeValue(codes.endToEndTokensPerSecond[index] ?? 0),
      }),
    ),
    identities: slots.length === 0 ? [] : identitiesOf(key.target, nowMs),
  };
}

// What a provider says of itself is as hostile as a name.
function identitiesOf(target: string, nowMs: number): RecentSeries['identities'] {
  const first = { sinceMs: nowMs - 30 * DAY_MS, servedModel: target };
  const isChanged = target.length % 3 === 0;
  return isChanged ? [first, { sinceMs: nowMs - 9 * DAY_MS, servedModel: `${target}-2026-11` }] : [first];
}

function middle(values: readonly number[]): number | null {
  const ascending = sorted(values);
  return ascending === null || values.length < 10 ? null : quantile(ascending, 0.5);
}

interface At {
  readonly slot: number;
  readonly outcome: number;
  readonly ttftMs: number | null;
  readonly firstAnswerMs: number | null;
  readonly totalMs: number | null;
  readonly outputTokensPerSecond: number | null;
  readonly endToEndTokensPerSecond: number | null;
}

/** A sample as it is published. */
export function sampleAt(key: Key, { slot, outcome, ttftMs, totalMs, ...values }: At): PublicSample {
  const isOk = outcome === OUTCOME_OK || outcome === OUTCOME_CACHED || outcome === OUTCOME_VOID;
  const failure = failureOf(outcome);
  const round = isoSeconds(slot * 1_000);
  return {
    ...{ schema: SAMPLE_SCHEMA, round, ...key, outcome: isOk ? 'ok' : 'failed' },
    void: outcome === OUTCOME_VOID ? ['loop-late'] : null,
    failure: failure === null ? null : { class: failure, phase: 'headers', status: 503 },
    firedAt: round.replace('Z', '.000412Z'),
    ...{ dispatchSkewMs: 0.83, connection: { reused: false, dnsMs: 1.2, tcpMs: 11, tlsMs: 24.1, http: '1.1' } },
    ...{ headersMs: ttftMs === null ? null : ttftMs * 0.86, ttftMs, totalMs, lastTokenMs: totalMs, ...values },
    ...{ stallMs: 48, chunks: 126, burst: false, inputTokens: 31, outputTokens: 128, reasoningTokens: 0 },
    ...{ cachedTokens: 0, tokensFrom: 'usage', countedTokens: 127, cached: outcome === OUTCOME_CACHED },
    ...{ finishReason: 'length', servedModel: key.target, servedBy: null, fingerprint: key.target },
    ...{ serviceTier: 'standard', requestId: `req-${key.target}-${slot}`, serverMs: null, serverTtftMs: null },
    ...{ retryAfterMs: null, stampLateMs: 0.08 },
  };
}
