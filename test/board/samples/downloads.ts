// Reads downloads back with what our readers use.
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import type { Sample } from '../../../lib/domain/sample.ts';

export type Row = Readonly<Record<string, unknown>>;

export function csvRows(bytes: Uint8Array): Readonly<Record<string, string>>[] {
  return parse(gunzipSync(bytes), { columns: true });
}

/** Instants as epoch microseconds. */
export async function parquetRows(bytes: Uint8Array): Promise<Row[]> {
  const parsers = { timestampFromMicroseconds: (micros: bigint) => micros };
  return parquetReadObjects({ file: bufferOf(bytes), parsers: parsers as never });
}

export function parquetShape(bytes: Uint8Array) {
  return parquetMetadata(bufferOf(bytes));
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}

// Written out by hand: what lib/board/samples/columns.ts is held against.
export function flattened(sample: Sample, simulated: boolean | null): Row {
  const { connection, failure } = sample;
  return {
    schema: sample.schema,
    round: sample.round,
    workload: sample.workload,
    region: sample.region,
    target: sample.target,
    simulated,
    outcome: sample.outcome,
    void: sample.void === null || sample.void.length === 0 ? null : sample.void.join(';'),
    failure_class: failure?.class ?? null,
    failure_phase: failure?.phase ?? null,
    failure_status: failure?.status ?? null,
    fired_at: sample.firedAt,
    dispatch_skew_ms: sample.dispatchSkewMs,
    connection_reused: connection?.reused ?? null,
    dns_ms: connection?.dnsMs ?? null,
    tcp_ms: connection?.tcpMs ?? null,
    tls_ms: connection?.tlsMs ?? null,
    http: connection?.http ?? null,
    headers_ms: sample.headersMs,
    ttft_ms: sample.ttftMs,
    first_answer_ms: sample.firstAnswerMs,
    last_token_ms: sample.lastTokenMs,
    total_ms: sample.totalMs,
    stall_ms: sample.stallMs,
    chunks: sample.chunks,
    burst: sample.burst,
    input_tokens: sample.inputTokens,
    output_tokens: sample.outputTokens,
    reasoning_tokens: sample.reasoningTokens,
    cached_tokens: sample.cachedTokens,
    tokens_from: sample.tokensFrom,
    counted_tokens: sample.countedTokens,
    cached: sample.cached,
    output_tokens_per_second: sample.outputTokensPerSecond,
    end_to_end_tokens_per_second: sample.endToEndTokensPerSecond,
    finish_reason: sample.finishReason,
    served_model: sample.servedModel,
    served_by: sample.servedBy,
    fingerprint: sample.fingerprint,
    service_tier: sample.serviceTier,
    request_id: sample.requestId,
    server_ms: sample.serverMs,
    server_ttft_ms: sample.serverTtftMs,
    retry_after_ms: sample.retryAfterMs,
    stamp_late_ms: sample.stampLateMs,
  };
}

/** The row as a spreadsheet shows it. */
export function asCsv(row: Row): Record<string, string> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, csvCell(value)]));
}

function csvCell(value: unknown): string {
  if (value === null) return '';
  const text = String(value);
  // what a spreadsheet would take for a formula
  return typeof value === 'string' && /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}

const COUNTS = ['failure_status', 'chunks', 'input_tokens', 'output_tokens', 'reasoning_tokens', 'cached_tokens'];

/** The row as Parquet holds it. */
export function asParquet(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (name === 'round' || name === 'fired_at') return [name, microsOf(value)];
      const isCount = [...COUNTS, 'counted_tokens'].includes(name);
      return [name, isCount && typeof value === 'number' ? BigInt(value) : value];
    }),
  );
}

function microsOf(value: unknown): bigint | null {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{6}))?Z$/.exec(String(value));
  return found ? BigInt(Date.parse(`${found[1]}Z`)) * 1000n + BigInt(found[2] ?? 0) : null;
}
