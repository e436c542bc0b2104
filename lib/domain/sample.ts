// What one probe found. This is the contract `photofinish/sample@1`: in the table, in ndjson, in the downloads.
import type { Failure } from './failure.ts';

export const SAMPLE_SCHEMA = 'photofinish/sample@1';

/** Why our own instrument was not fit to measure at that moment. */
export const VOID_REASONS = [
  'loop-late', // the event loop was, or may have been, late when the first token was stamped
  'dispatch-late', // written more than 20 ms after the gun
  'write-slow', // the write call took so long that the moment on the wire is uncertain
  'connection-lost', // the prepared connection was not the one used
  'reference-off', // the reference target was measured wrong by more than its bound
] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

export interface ConnectionTimes {
  /** True if an earlier request had used this connection. */
  readonly reused: boolean;
  readonly dnsMs: number | null;
  readonly tcpMs: number | null;
  /** `null` on plain http. */
  readonly tlsMs: number | null;
  readonly http: '1.1' | '2';
}

/** Times are ms from the request's own moment on the wire; `null` = not known or not reached, never 0 for it. */
export interface Sample {
  readonly schema: typeof SAMPLE_SCHEMA;
  /** The scheduled instant of the round, ISO 8601 UTC, to the second: its id together with workload and region. */
  readonly round: string;
  readonly workload: string;
  readonly region: string;
  readonly target: string;
  readonly outcome: 'ok' | 'failed';
  readonly void: readonly VoidReason[] | null;
  readonly failure: Failure | null;
  /** Wall time of the gun plus this probe's own delay, ISO 8601 UTC with microseconds; `null` if never sent. */
  readonly firedAt: string | null;
  /** Last request on the wire minus first, within the round. */
  readonly dispatchSkewMs: number | null;
  readonly connection: ConnectionTimes | null;
  readonly headersMs: number | null;
  /** First token of any kind, reasoning included. */
  readonly ttftMs: number | null;
  /** First visible answer token. */
  readonly firstAnswerMs: number | null;
  readonly lastTokenMs: number | null;
  readonly totalMs: number | null;
  /** The longest gap between two chunks that bore tokens. */
  readonly stallMs: number | null;
  /** Chunks that bore tokens. */
  readonly chunks: number | null;
  /** True if the stream came in so few chunks that no rate can be told. */
  readonly burst: boolean | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
  readonly cachedTokens: number | null;
  readonly tokensFrom: 'usage' | 'counted' | null;
  /** All text that was streamed, reasoning included, counted by one tokenizer for all (o200k). */
  readonly countedTokens: number | null;
  /** True where most of our prompt came out of a cache, although it began with a random number, or the whole answer did. */
  readonly cached: boolean | null;
  readonly outputTokensPerSecond: number | null;
  readonly endToEndTokensPerSecond: number | null;
  readonly finishReason: string | null;
  readonly servedModel: string | null;
  /** Who served it, where a router says so. */
  readonly servedBy: string | null;
  /** The provider's mark of the very build that answered (`system_fingerprint`). */
  readonly fingerprint: string | null;
  readonly serviceTier: string | null;
  readonly requestId: string | null;
  /** What the server says of its own time in all, where it does. */
  readonly serverMs: number | null;
  /** What the server says of its own time to the first token, queue included, where it does. */
  readonly serverTtftMs: number | null;
  /** What a refusal asked us to wait (`retry-after`); kept, and never obeyed within a round. */
  readonly retryAfterMs: number | null;
  /** Upper bound of how late our event loop stamped the first token; the evidence behind `loop-late`. */
  readonly stampLateMs: number | null;
}

/** Whether our own instrument was not fit for it. */
export function isVoid(sample: Pick<Sample, 'void'>): boolean {
  return sample.void !== null && sample.void.length > 0;
}

/** Whether figures of speed are made of it: ok, not void, and not out of a cache. */
export function isMeasured(sample: Pick<Sample, 'outcome' | 'void' | 'cached'>): boolean {
  return sample.outcome === 'ok' && !isVoid(sample) && sample.cached !== true;
}
