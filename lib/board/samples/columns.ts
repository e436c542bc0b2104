// The columns of the downloads, as spreadsheet and as Parquet: every field of a sample, flattened, with the unit in its name. Those
// of `photofinish race --format csv` have the same names.
import type { Sample } from '../../domain/sample.ts';
import type { PublicSample } from './recent-figures.ts';

/** `instant` is ISO 8601 UTC, with up to microseconds. */
export type ColumnKind = 'text' | 'instant' | 'flag' | 'count' | 'figure';

export interface SampleColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** `null` where it is not known. */
  readonly cell: (sample: PublicSample, simulated: boolean | null) => string | number | boolean | null;
  /** True if no sample is without it. */
  readonly always?: boolean;
}

export const SAMPLE_COLUMNS: readonly SampleColumn[] = [
  { name: 'schema', kind: 'text', always: true, cell: ({ schema }) => schema },
  { name: 'round', kind: 'instant', cell: ({ round }) => round },
  { name: 'workload', kind: 'text', always: true, cell: ({ workload }) => workload },
  { name: 'region', kind: 'text', always: true, cell: ({ region }) => region },
  { name: 'target', kind: 'text', always: true, cell: ({ target }) => target },
  // in every row, as a row may be copied away alone
  { name: 'simulated', kind: 'flag', cell: (_, simulated) => simulated },
  { name: 'outcome', kind: 'text', always: true, cell: ({ outcome }) => outcome },
  { name: 'void', kind: 'text', cell: (sample) => sample.void?.join(';') || null },
  { name: 'failure_class', kind: 'text', cell: ({ failure }) => failure?.class ?? null },
  { name: 'failure_phase', kind: 'text', cell: ({ failure }) => failure?.phase ?? null },
  { name: 'failure_status', kind: 'count', cell: ({ failure }) => failure?.status ?? null },
  { name: 'fired_at', kind: 'instant', cell: ({ firedAt }) => firedAt },
  { name: 'dispatch_skew_ms', kind: 'figure', cell: ({ dispatchSkewMs }) => dispatchSkewMs },
  { name: 'connection_reused', kind: 'flag', cell: ({ connection }) => connection?.reused ?? null },
  { name: 'dns_ms', kind: 'figure', cell: ({ connection }) => connection?.dnsMs ?? null },
  { name: 'tcp_ms', kind: 'figure', cell: ({ connection }) => connection?.tcpMs ?? null },
  { name: 'tls_ms', kind: 'figure', cell: ({ connection }) => connection?.tlsMs ?? null },
  { name: 'http', kind: 'text', cell: ({ connection }) => connection?.http ?? null },
  { name: 'headers_ms', kind: 'figure', cell: ({ headersMs }) => headersMs },
  { name: 'ttft_ms', kind: 'figure', cell: ({ ttftMs }) => ttftMs },
  { name: 'first_answer_ms', kind: 'figure', cell: ({ firstAnswerMs }) => firstAnswerMs },
  { name: 'last_token_ms', kind: 'figure', cell: ({ lastTokenMs }) => lastTokenMs },
  { name: 'total_ms', kind: 'figure', cell: ({ totalMs }) => totalMs },
  { name: 'stall_ms', kind: 'figure', cell: ({ stallMs }) => stallMs },
  { name: 'chunks', kind: 'count', cell: ({ chunks }) => chunks },
  { name: 'burst', kind: 'flag', cell: ({ burst }) => burst },
  { name: 'input_tokens', kind: 'count', cell: ({ inputTokens }) => inputTokens },
  { name: 'output_tokens', kind: 'count', cell: ({ outputTokens }) => outputTokens },
  { name: 'reasoning_tokens', kind: 'count', cell: ({ reasoningTokens }) => reasoningTokens },
  { name: 'cached_tokens', kind: 'count', cell: ({ cachedTokens }) => cachedTokens },
  { name: 'tokens_from', kind: 'text', cell: ({ tokensFrom }) => tokensFrom },
  { name: 'counted_tokens', kind: 'count', cell: ({ countedTokens }) => countedTokens },
  { name: 'cached', kind: 'flag', cell: ({ cached }) => cached },
  { name: 'output_tokens_per_second', kind: 'figure', cell: (sample) => sample.outputTokensPerSecond },
  { name: 'end_to_end_tokens_per_second', kind: 'figure', cell: (sample) => sample.endToEndTokensPerSecond },
  { name: 'finish_reason', kind: 'text', cell: ({ finishReason }) => finishReason },
  { name: 'served_model', kind: 'text', cell: ({ servedModel }) => servedModel },
  { name: 'served_by', kind: 'text', cell: ({ servedBy }) => servedBy },
  { name: 'fingerprint', kind: 'text', cell: ({ fingerprint }) => fingerprint },
  { name: 'service_tier', kind: 'text', cell: ({ serviceTier }) => serviceTier },
  { name: 'request_id', kind: 'text', cell: ({ requestId }) => requestId },
  { name: 'server_ms', kind: 'figure', cell: ({ serverMs }) => serverMs },
  { name: 'server_ttft_ms', kind: 'figure', cell: ({ serverTtftMs }) => serverTtftMs },
  { name: 'retry_after_ms', kind: 'figure', cell: ({ retryAfterMs }) => retryAfterMs },
  { name: 'stamp_late_ms', kind: 'figure', cell: ({ stampLateMs }) => stampLateMs },
];

/** Whether what a target answers is a simulation; `null` where that is not known, as of one that is no longer configured. */
export type IsSimulated = (target: string) => boolean | null;

/** The sample without what a provider wrote in its own words. */
export function publicSample(sample: Sample): PublicSample {
  if (sample.failure === null) return { ...sample, failure: null };
  const { message: _, ...failure } = sample.failure;
  return { ...sample, failure };
}
