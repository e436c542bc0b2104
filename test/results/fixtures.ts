// Samples and rounds for the tests of this room.
import fc from 'fast-check';
import { FAILURE_CLASSES } from '../../lib/domain/failure.ts';
import type { Round, RoundKey } from '../../lib/domain/round.ts';
import { SAMPLE_SCHEMA, type Sample, VOID_REASONS } from '../../lib/domain/sample.ts';
import { isoSeconds } from '../../lib/domain/time.ts';

export const WORKLOAD = 'chat';
export const REGION = 'us-east-1';

export function keyAt(atMs: number, more: Partial<RoundKey> = {}): RoundKey {
  return { workload: WORKLOAD, region: REGION, scheduledAt: isoSeconds(atMs), shard: '0', ...more };
}

/** An ok sample of 200 ms, but for what is given. */
export function sampleOf(key: RoundKey, target: string, more: Partial<Sample> = {}): Sample {
  return {
    schema: SAMPLE_SCHEMA,
    round: key.scheduledAt,
    workload: key.workload,
    region: key.region,
    target,
    outcome: 'ok',
    void: null,
    failure: null,
    firedAt: key.scheduledAt.replace('Z', '.000123Z'),
    dispatchSkewMs: 0.8,
    connection: { reused: false, dnsMs: 1.2, tcpMs: 11, tlsMs: null, http: '1.1' },
    headersMs: 180.1,
    ttftMs: 200,
    firstAnswerMs: 210,
    lastTokenMs: 1_600,
    totalMs: 1_610,
    stallMs: 48,
    chunks: 126,
    burst: false,
    inputTokens: 31,
    outputTokens: 128,
    reasoningTokens: null,
    cachedTokens: null,
    tokensFrom: 'usage',
    countedTokens: 127,
    cached: false,
    outputTokensPerSecond: 90.8,
    endToEndTokensPerSecond: 78.4,
    finishReason: 'length',
    servedModel: 'some-model',
    servedBy: null,
    fingerprint: null,
    serviceTier: null,
    requestId: 'request-1',
    serverMs: null,
    serverTtftMs: null,
    retryAfterMs: null,
    stampLateMs: 0.1,
    ...more,
  };
}

export function roundAt(
  atMs: number,
  targets: Readonly<Record<string, Partial<Sample>>>,
  more: Partial<Round> = {},
): Round {
  const key = keyAt(atMs, more);
  return {
    ...key,
    gunAt: isoSeconds(atMs).replace('Z', '.000001Z'),
    gunLateMs: 0.4,
    dispatchSkewMs: 0.8,
    reference: { ttftErrorMs: 0.1, maxLateMs: 0.6 },
    samples: Object.entries(targets).map(([target, sample]) => sampleOf(key, target, sample)),
    ...more,
  };
}

// Numbers of a table begin at 1e-130 and know no -0.
const ms = fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => (value < 1e-9 ? 0 : value));
const count = fc.nat(1e6);
const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

/** Any sample of a round, whether it makes sense or not. */
function arbitrarySample(key: RoundKey): fc.Arbitrary<Sample> {
  return fc.record<Sample>({
    schema: fc.constant(SAMPLE_SCHEMA),
    round: fc.constantFrom(key.scheduledAt, '2020-01-01T00:00:00Z'),
    workload: fc.constantFrom(key.workload, 'other'),
    region: fc.constant(key.region),
    target: text,
    outcome: fc.constantFrom('ok', 'failed'),
    void: maybe(fc.array(fc.constantFrom(...VOID_REASONS), { maxLength: 2 })),
    failure: maybe(
      fc.record({
        class: fc.constantFrom(...FAILURE_CLASSES),
        phase: fc.constantFrom('connect', 'headers', 'first-token', 'stream', 'finish'),
        status: maybe(count),
        message: maybe(text),
      }),
    ),
    firedAt: maybe(text),
    dispatchSkewMs: maybe(ms),
    connection: maybe(
      fc.record({
        reused: fc.boolean(),
        dnsMs: maybe(ms),
        tcpMs: maybe(ms),
        tlsMs: maybe(ms),
        http: fc.constantFrom('1.1', '2'),
      }),
    ),
    headersMs: maybe(ms),
    ttftMs: maybe(ms),
    firstAnswerMs: maybe(ms),
    lastTokenMs: maybe(ms),
    totalMs: maybe(ms),
    stallMs: maybe(ms),
    chunks: maybe(count),
    burst: maybe(fc.boolean()),
    inputTokens: maybe(count),
    outputTokens: maybe(count),
    reasoningTokens: maybe(count),
    cachedTokens: maybe(count),
    tokensFrom: maybe(fc.constantFrom('usage', 'counted')),
    countedTokens: maybe(count),
    cached: maybe(fc.boolean()),
    outputTokensPerSecond: maybe(ms),
    endToEndTokensPerSecond: maybe(ms),
    finishReason: maybe(text),
    servedModel: maybe(text),
    servedBy: maybe(text),
    fingerprint: maybe(text),
    serviceTier: maybe(text),
    requestId: maybe(text),
    serverMs: maybe(ms),
    serverTtftMs: maybe(ms),
    retryAfterMs: maybe(ms),
    stampLateMs: maybe(ms),
  });
}

/** Any round at an instant. */
export function arbitraryRound(atMs: number): fc.Arbitrary<Round> {
  const key = keyAt(atMs);
  return fc.record<Round>({
    workload: fc.constant(key.workload),
    region: fc.constant(key.region),
    scheduledAt: fc.constant(key.scheduledAt),
    shard: fc.constant(key.shard),
    gunAt: text,
    gunLateMs: maybe(ms),
    dispatchSkewMs: maybe(ms),
    reference: maybe(fc.record({ ttftErrorMs: maybe(ms), maxLateMs: maybe(ms) })),
    samples: fc.array(arbitrarySample(key), { maxLength: 4 }),
  });
}
