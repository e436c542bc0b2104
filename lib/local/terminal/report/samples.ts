// Each sample by itself: a line of JSON, or a row of a spreadsheet.
import { type Cell, csvText } from '../../../board/csv.ts';
import type { Sample } from '../../../domain/sample.ts';

/** The samples in the form of the contract, one a line. */
export function sampleLines(samples: readonly Sample[]): string {
  return samples.map((sample) => `${JSON.stringify(sample)}\n`).join('');
}

type Column = readonly [name: string, cell: (sample: Sample) => Cell | boolean];

const COLUMNS: readonly Column[] = [
  ['round', ({ round }) => round],
  ['workload', ({ workload }) => workload],
  ['region', ({ region }) => region],
  ['target', ({ target }) => target],
  ['outcome', ({ outcome }) => outcome],
  ['void', (sample) => sample.void?.join(' ') ?? null],
  ['failure_class', ({ failure }) => failure?.class ?? null],
  ['failure_phase', ({ failure }) => failure?.phase ?? null],
  ['failure_status', ({ failure }) => failure?.status ?? null],
  ['failure_message', ({ failure }) => failure?.message ?? null],
  ['fired_at', ({ firedAt }) => firedAt],
  ['dispatch_skew_ms', ({ dispatchSkewMs }) => dispatchSkewMs],
  ['connection_reused', ({ connection }) => connection?.reused ?? null],
  ['dns_ms', ({ connection }) => connection?.dnsMs ?? null],
  ['tcp_ms', ({ connection }) => connection?.tcpMs ?? null],
  ['tls_ms', ({ connection }) => connection?.tlsMs ?? null],
  ['http', ({ connection }) => connection?.http ?? null],
  ['headers_ms', ({ headersMs }) => headersMs],
  ['ttft_ms', ({ ttftMs }) => ttftMs],
  ['first_answer_ms', ({ firstAnswerMs }) => firstAnswerMs],
  ['last_token_ms', ({ lastTokenMs }) => lastTokenMs],
  ['total_ms', ({ totalMs }) => totalMs],
  ['stall_ms', ({ stallMs }) => stallMs],
  ['chunks', ({ chunks }) => chunks],
  ['burst', ({ burst }) => burst],
  ['input_tokens', ({ inputTokens }) => inputTokens],
  ['output_tokens', ({ outputTokens }) => outputTokens],
  ['reasoning_tokens', ({ reasoningTokens }) => reasoningTokens],
  ['cached_tokens', ({ cachedTokens }) => cachedTokens],
  ['tokens_from', ({ tokensFrom }) => tokensFrom],
  ['counted_tokens', ({ countedTokens }) => countedTokens],
  ['cached', ({ cached }) => cached],
  ['output_tokens_per_second', (sample) => sample.outputTokensPerSecond],
  ['end_to_end_tokens_per_second', (sample) => sample.endToEndTokensPerSecond],
  ['finish_reason', ({ finishReason }) => finishReason],
  ['served_model', ({ servedModel }) => servedModel],
  ['served_by', ({ servedBy }) => servedBy],
  ['fingerprint', ({ fingerprint }) => fingerprint],
  ['service_tier', ({ serviceTier }) => serviceTier],
  ['request_id', ({ requestId }) => requestId],
  ['server_ms', ({ serverMs }) => serverMs],
  ['server_ttft_ms', ({ serverTtftMs }) => serverTtftMs],
  ['retry_after_ms', ({ retryAfterMs }) => retryAfterMs],
  ['stamp_late_ms', ({ stampLateMs }) => stampLateMs],
];

/** One row a sample under a header line. @param simulation stands in every row, as a row may be copied away alone */
export function samplesCsv(samples: readonly Sample[], simulation: boolean): string {
  const names = COLUMNS.map(([name]) => name);
  const records = samples.map((sample) => [
    ...COLUMNS.map(([, cell]) => {
      const value = cell(sample);
      return typeof value === 'boolean' ? String(value) : value;
    }),
    String(simulation),
  ]);
  return csvText([...names, 'simulated'], records);
}
