// The months of results that the bench makes up: who raced, when, and what came out.
import { METRIC_NAMES, type Metric } from '../../lib/domain/metric.ts';
import type { Round } from '../../lib/domain/round.ts';
import { SAMPLE_SCHEMA, type Sample } from '../../lib/domain/sample.ts';
import { OUTCOME_OK, OUTCOME_VOID, outcomeOf, type SeriesColumns } from '../../lib/domain/series.ts';
import { isoSeconds } from '../../lib/domain/time.ts';
import { encodeValue } from '../../lib/domain/value-code.ts';

export const REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1'];
export const WORKLOAD = 'chat';
export const EVERY_MS = 5 * 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** The moment of the publication before the first new round. */
export const NOW_MS = Date.parse('2026-11-22T12:00:00Z');

export function targetNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `provider-${index % 12}/model-${String(index).padStart(3, '0')}`);
}

/** The columns of a target over the rounds of [fromMs, toMs): log-normal around its own level, some failures, few voids. */
export function madeUpColumns(target: number, fromMs: number, toMs: number): SeriesColumns {
  const rounds = Math.ceil((toMs - fromMs) / EVERY_MS);
  const outcomes = Uint8Array.from({ length: rounds }, madeUpOutcome);
  const median: Record<Metric, number> = {
    ttftMs: 200 + 8 * target,
    firstAnswerMs: 220 + 8 * target,
    totalMs: 2_000 + 20 * target,
    outputTokensPerSecond: 200 - 0.5 * target,
    endToEndTokensPerSecond: 150 - 0.5 * target,
  };
  const columnOf = (metric: Metric) =>
    Uint16Array.from(outcomes, (outcome) => (outcome === OUTCOME_OK ? encodeValue(median[metric] * spread()) : 0));
  return {
    slots: Uint32Array.from({ length: rounds }, (_, index) => (fromMs + index * EVERY_MS) / 1_000),
    outcomes,
    codes: Object.fromEntries(METRIC_NAMES.map((metric) => [metric, columnOf(metric)])) as Record<Metric, Uint16Array>,
  };
}

/** One finished round of every target, each sample as large as real ones are. */
export function madeUpRound(targets: readonly string[], region: string, atMs: number): Round {
  const scheduledAt = isoSeconds(atMs);
  return {
    workload: WORKLOAD,
    region,
    scheduledAt,
    shard: '0',
    gunAt: scheduledAt.replace('Z', '.000123Z'),
    gunLateMs: 0.412,
    dispatchSkewMs: 1.204,
    reference: { ttftErrorMs: 0.112, maxLateMs: 0.901 },
    samples: targets.map((target, index) => madeUpSample(target, region, scheduledAt, (200 + 8 * index) * spread())),
  };
}

function madeUpSample(target: string, region: string, round: string, ttftMs: number): Sample {
  const exact = (value: number) => Math.round(value * 1_000) / 1_000;
  return {
    schema: SAMPLE_SCHEMA,
    ...{ round, workload: WORKLOAD, region, target },
    ...{ outcome: 'ok', void: null, failure: null, firedAt: round.replace('Z', '.000456Z'), dispatchSkewMs: 1.204 },
    connection: { reused: false, dnsMs: 1.204, tcpMs: 11.032, tlsMs: 24.118, http: '1.1' },
    ...{ headersMs: exact(ttftMs * 0.9), ttftMs: exact(ttftMs), firstAnswerMs: exact(ttftMs * 1.1) },
    ...{ lastTokenMs: exact(ttftMs * 8), totalMs: exact(ttftMs * 8.1), stallMs: 48.02, chunks: 126, burst: false },
    ...{ inputTokens: 31, outputTokens: 128, reasoningTokens: 0, cachedTokens: 0, tokensFrom: 'usage' },
    ...{
      countedTokens: 127,
      cached: false,
      servedBy: null,
      fingerprint: 'fp_0123456789',
      serverTtftMs: null,
      retryAfterMs: null,
    },
    ...{ outputTokensPerSecond: 90.812, endToEndTokensPerSecond: 78.411, finishReason: 'length' },
    ...{ servedModel: 'some/model-70b-instruct', serviceTier: null, requestId: `req-${target}-0123456789abcdef` },
    ...{ serverMs: null, stampLateMs: 0.083 },
  };
}

function madeUpOutcome(): number {
  const chance = Math.random();
  if (chance < 0.01) return outcomeOf('rate-limited');
  if (chance < 0.015) return outcomeOf('timeout-first-token');
  return chance < 0.02 ? OUTCOME_VOID : OUTCOME_OK;
}

function spread(): number {
  return Math.exp(0.35 * Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random()));
}
