// From a probe's capture and reading to its sample, and whether our own instrument was fit to take it.
import type { Failure } from '../domain/failure.ts';
import { redact } from '../domain/redact.ts';
import type { RoundKey } from '../domain/round.ts';
import { type ConnectionTimes, SAMPLE_SCHEMA, type Sample, type VoidReason } from '../domain/sample.ts';
import { printable } from '../domain/text.ts';
import { isoMicros, rounded } from '../domain/time.ts';
import type { Capture } from './capture.ts';
import { longestGapMs } from './failure-of.ts';
import { cameFromCache, firstHeader, servedByHeader, serverTtftInHeaders } from './headers.ts';
import type { ReferenceReading } from './reference.ts';
import type { Reading } from './replay.ts';
import { retryAfterMs } from './retry-after.ts';
import type { TokenCount } from './tokens.ts';

/** A request written later than this after the gun did not take part in the same instant. */
export const DISPATCH_BOUND_MS = 20;
/** A stream of fewer token chunks, or of less time, than these has no rate that could be told: a `burst`. */
export const BURST_CHUNKS = 10;
export const BURST_MS = 200;

/** A server may end a connection that was idle for longer than this before the gun. */
export const IDLE_BOUND_MS = 4_000;

/** A reference whose writes are, in the median, seen later than this tells that the whole round is unfit. */
export const REFERENCE_BOUND_MS = 2;

/** How late a first token may have been stamped before its sample is void, ms. */
export function latenessBoundMs(ttftMs: number): number {
  return Math.max(2, 0.02 * ttftMs);
}

/** The instant all probes of a round share. */
export interface Gun {
  readonly atMs: number;
  /** Wall time of the same moment, fractional epoch ms. */
  readonly wallMs: number;
}

export interface Finding {
  readonly targetId: string;
  readonly connection: ConnectionTimes | null;
  readonly capture: Capture;
  readonly reading: Reading | null;
  readonly tokens: TokenCount | null;
  readonly failure: Failure | null;
  readonly requestIdHeaders: readonly string[];
  readonly secrets: readonly string[];
}

/** What of a round is the same for all its samples. */
export interface RoundFacts {
  readonly key: RoundKey;
  readonly gun: Gun;
  readonly dispatchSkewMs: number | null;
  /** `null` where no reference was raced; 'failed' where it was and gave nothing. */
  readonly reference: ReferenceReading | 'failed' | null;
}

export function sampleOf(finding: Finding, facts: RoundFacts): Sample {
  const { capture, reading } = finding;
  const since = (atMs: number | null | undefined) =>
    atMs == null || capture.firedAtMs === null ? null : rounded(atMs - capture.firedAtMs, 3);
  const ttftMs = since(reading?.tokenChunks[0]?.atMs);
  // an answer may be whole although its body was never ended, and then there is no total
  const bodyEndMs = capture.end?.kind === 'complete' ? since(capture.endedAtMs) : null;
  return {
    schema: SAMPLE_SCHEMA,
    round: facts.key.scheduledAt,
    workload: facts.key.workload,
    region: facts.key.region,
    target: finding.targetId,
    outcome: finding.failure === null ? 'ok' : 'failed',
    void: voidReasons(finding, facts, ttftMs),
    failure: finding.failure,
    firedAt: capture.firedAtMs === null ? null : isoMicros(facts.gun.wallMs + capture.firedAtMs - facts.gun.atMs),
    dispatchSkewMs: rounded(facts.dispatchSkewMs, 3),
    connection: finding.connection === null ? null : roundedConnection(finding.connection),
    headersMs: since(capture.headersAtMs),
    ttftMs,
    firstAnswerMs: since(reading?.firstAnswerAtMs),
    lastTokenMs: since(reading?.tokenChunks.at(-1)?.atMs),
    totalMs: finding.failure === null ? bodyEndMs : null,
    ...streamFigures(finding, bodyEndMs),
    ...toldFigures(finding, facts.gun),
    stampLateMs: rounded(reading?.tokenChunks[0]?.lateMs ?? null, 3),
  };
}

type ToldFigures = Pick<
  Sample,
  | 'finishReason'
  | 'servedModel'
  | 'servedBy'
  | 'fingerprint'
  | 'serviceTier'
  | 'requestId'
  | 'serverMs'
  | 'serverTtftMs'
  | 'retryAfterMs'
>;

// What the server says of itself. The stream is closer to who answered than headers that may be a proxy's; but for the
// request's id, which is what support asks for.
function toldFigures({ capture, reading, requestIdHeaders, secrets }: Finding, gun: Gun): ToldFigures {
  const { headers, headersAtMs, status } = capture;
  const clean = (text: string | null | undefined) => (text == null ? null : printable(redact(text, secrets), 120));
  const refusedAtMs = status !== null && status >= 400 && headersAtMs !== null ? headersAtMs : null;
  return {
    finishReason: clean(reading?.finishReason),
    servedModel: clean(reading?.servedModel),
    servedBy: clean(reading?.servedBy ?? servedByHeader(headers)),
    fingerprint: clean(reading?.fingerprint),
    serviceTier: clean(reading?.serviceTier),
    requestId: clean(firstHeader(headers, requestIdHeaders) ?? reading?.requestId),
    serverMs: rounded(reading?.serverMs ?? null, 3),
    serverTtftMs: rounded(reading?.serverTtftMs ?? serverTtftInHeaders(headers), 3),
    retryAfterMs: refusedAtMs === null ? null : rounded(retryAfterMs(headers, gun.wallMs + refusedAtMs - gun.atMs), 0),
  };
}

function roundedConnection(times: ConnectionTimes): ConnectionTimes {
  return { ...times, dnsMs: rounded(times.dnsMs, 3), tcpMs: rounded(times.tcpMs, 3), tlsMs: rounded(times.tlsMs, 3) };
}

type StreamFigures = Pick<
  Sample,
  | 'stallMs'
  | 'chunks'
  | 'burst'
  | 'inputTokens'
  | 'outputTokens'
  | 'reasoningTokens'
  | 'cachedTokens'
  | 'tokensFrom'
  | 'countedTokens'
  | 'cached'
  | 'outputTokensPerSecond'
  | 'endToEndTokensPerSecond'
>;

const NO_STREAM: StreamFigures = {
  stallMs: null,
  chunks: null,
  burst: null,
  inputTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  cachedTokens: null,
  tokensFrom: null,
  countedTokens: null,
  cached: null,
  outputTokensPerSecond: null,
  endToEndTokensPerSecond: null,
};

function streamFigures({ capture, reading, tokens, failure }: Finding, totalMs: number | null): StreamFigures {
  const first = reading?.tokenChunks[0];
  const last = reading?.tokenChunks.at(-1);
  if (!reading || !first || !last || tokens === null) return NO_STREAM;
  const streamMs = last.atMs - first.atMs;
  const burst = reading.tokenChunks.length < BURST_CHUNKS || streamMs < BURST_MS;
  // a rate of a stream that did not finish would be a figure of something else
  const whole = failure === null;
  const rate = ((tokens.streamedTokens - tokens.firstChunkTokens) / streamMs) * 1000;
  return {
    stallMs: reading.tokenChunks.length < 2 ? null : rounded(longestGapMs(reading), 3),
    chunks: reading.tokenChunks.length,
    burst,
    inputTokens: tokens.inputTokens,
    outputTokens: tokens.outputTokens,
    reasoningTokens: tokens.reasoningTokens,
    cachedTokens: tokens.cachedTokens,
    tokensFrom: tokens.from,
    countedTokens: tokens.countedTokens,
    cached: cameFromCache(capture.headers) || tokens.promptWasCached,
    outputTokensPerSecond: whole && !burst ? rounded(rate, 3) : null,
    endToEndTokensPerSecond: whole && totalMs !== null ? rounded((tokens.outputTokens / totalMs) * 1000, 3) : null,
  };
}

function voidReasons(finding: Finding, facts: RoundFacts, ttftMs: number | null): readonly VoidReason[] | null {
  const { capture, reading } = finding;
  const reasons: VoidReason[] = [];
  const first = reading?.tokenChunks[0];
  if (first !== undefined && ttftMs !== null && first.lateMs > latenessBoundMs(ttftMs)) reasons.push('loop-late');
  if (capture.firedAtMs !== null && capture.firedAtMs - facts.gun.atMs > DISPATCH_BOUND_MS) {
    reasons.push('dispatch-late');
  }
  // the request left within the call: where the server that it wakes takes the core, that may be long before its end
  if (ttftMs !== null && (capture.writeMs ?? 0) > latenessBoundMs(ttftMs)) reasons.push('write-slow');
  if (waitedTooLong(capture)) reasons.push('connection-lost');
  if (referenceWasOff(facts.reference, first?.atMs ?? null, ttftMs)) reasons.push('reference-off');
  return reasons.length === 0 ? null : reasons;
}

// It was ready, and there was nothing left to write on when the gun fired. A server that ends a connection as soon as it
// has it fails; one that ends an idle connection does what it may, and it is us who kept it waiting.
function waitedTooLong({ firedAtMs, readyAtMs, endedAtMs, end }: Capture): boolean {
  if (firedAtMs !== null || end?.kind !== 'broken' || readyAtMs === null || endedAtMs === null) return false;
  return endedAtMs - readyAtMs > IDLE_BOUND_MS;
}

function referenceWasOff(reference: RoundFacts['reference'], atMs: number | null, ttftMs: number | null): boolean {
  if (reference === null) return false;
  if (reference === 'failed') return true;
  if (reference.medianLateMs > REFERENCE_BOUND_MS) return true;
  if (atMs === null || ttftMs === null) return false;
  return (reference.lateNear(atMs) ?? 0) > latenessBoundMs(ttftMs);
}
