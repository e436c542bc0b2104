// From what was captured and read to one failure class: the rules of design section 6, each in its place.
import type { Failure, FailureClass, Phase } from '../domain/failure.ts';
import { printable, redact } from '../domain/text.ts';
import type { Timeouts } from '../domain/workload.ts';
import type { Dialect } from '../providers/dialect.ts';
import type { Capture } from './capture.ts';
import type { Reading } from './replay.ts';

export interface Told {
  readonly capture: Capture;
  /** `null` where there was nothing to read: no answer, or not a 2xx stream. */
  readonly reading: Reading | null;
  readonly dialect: Dialect;
  readonly timeouts: Timeouts;
  /** Values that must not appear in any message. */
  readonly secrets: readonly string[];
}

const CONTENT_FILTER_REASONS = new Set(['content_filter', 'content_filtered', 'guardrail_intervened', 'SAFETY']);

/** Why a fired probe is not ok, or `null` if it is. */
export function failureOf(told: Told): Failure | null {
  const [failure, phase, message] = verdict(told) ?? [];
  if (failure === undefined || phase === undefined) return null;
  const clean = message ? printable(redact(message, told.secrets)) : null;
  return { class: failure, phase, status: told.capture.status, message: clean };
}

type Verdict = readonly [FailureClass, Phase, string?];

function verdict(told: Told): Verdict | null {
  const { capture, reading } = told;
  if (capture.status === null) return unanswered(capture);
  if (capture.status >= 300) return refused(capture, capture.status);
  if (reading === null) return ['bad-content', 'headers', `not an event stream: ${contentTypeOf(capture)}`];
  return unread(told, reading) ?? unfinished(told, reading) ?? late(told, reading) ?? unanswerable(reading);
}

function unanswered(capture: Capture): Verdict {
  if (capture.end?.kind === 'cut') return ['timeout-first-token', 'headers', 'no answer within the deadline'];
  const cause = capture.end?.kind === 'broken' ? capture.end.error.message : 'no answer';
  return ['server-error', 'headers', `connection lost before any answer: ${cause}`];
}

/** True if a captured response is a stream that the dialect can read. */
export function isReadable(capture: Capture, dialect: Dialect): boolean {
  if (capture.status === null || capture.status < 200 || capture.status >= 300) return false;
  return contentTypeOf(capture).toLowerCase().startsWith(dialect.contentType);
}

function contentTypeOf(capture: Capture): string {
  return capture.headers['content-type'] ?? 'no content type';
}

// Bedrock names its errors in a header; the status alone does not tell them apart.
const AWS_ERRORS: Readonly<Record<string, FailureClass>> = {
  ThrottlingException: 'rate-limited',
  ServiceQuotaExceededException: 'rate-limited',
  ModelNotReadyException: 'overloaded',
  ModelTimeoutException: 'server-error',
  ModelErrorException: 'server-error',
  AccessDeniedException: 'auth',
};

function refused(capture: Capture, status: number): Verdict {
  const message = errorMessage(bodyText(capture));
  const awsError = AWS_ERRORS[(capture.headers['x-amzn-errortype'] ?? '').split(':')[0] ?? ''];
  return [awsError ?? classOfStatus(status, message), 'headers', message];
}

function classOfStatus(status: number, message: string): FailureClass {
  if (status < 400) return 'redirected';
  if (status === 401 || status === 403) return 'auth';
  if (status === 429) return 'rate-limited';
  if (status === 503 || status === 529 || message.includes('overloaded')) return 'overloaded';
  if (status >= 500) return 'server-error';
  return 'client-error';
}

// The stream itself said that something went wrong, or could not be read.
function unread({ capture, dialect }: Told, reading: Reading): Verdict | null {
  const phase: Phase = reading.tokenChunks.length === 0 ? 'first-token' : 'stream';
  if (reading.toldError !== null) return ['mid-stream-error', phase, reading.toldError];
  const told = reading.readError === null ? null : dialect.toldBy(reading.readError);
  if (told !== null) return ['mid-stream-error', phase, told];
  // an error of reading is the fault of what was sent only if all of it came
  if (reading.readError !== null && capture.end?.kind === 'complete' && reading.finishReason === null) {
    return ['bad-content', phase, `the stream cannot be parsed: ${reading.readError.message}`];
  }
  return null;
}

// The stream ended, or was ended, before its finish reason.
function unfinished({ capture }: Told, reading: Reading): Verdict | null {
  if (reading.finishReason !== null) return null;
  const begun = reading.tokenChunks.length > 0;
  const phase: Phase = begun ? 'stream' : 'first-token';
  const { end } = capture;
  if (end?.kind === 'cut' && end.by === 'size') return ['bad-content', phase, 'more bytes than any answer could have'];
  if (end?.kind === 'cut' && !begun) return ['timeout-first-token', phase, 'no token within the deadline'];
  if (end?.kind === 'cut' && end.by === 'total') return ['timeout-total', phase, 'not finished within the deadline'];
  if (end?.kind === 'cut') return ['timeout-stall', phase, 'silence for longer than the deadline'];
  if (end?.kind === 'broken') return ['mid-stream-error', phase, `connection lost: ${end.error.message}`];
  if (!begun) return ['empty', 'finish', 'the stream ended without any token'];
  return ['truncated', 'finish', 'the stream ended without a finish reason'];
}

// It came to its end, but later than a deadline allows: the cut goes by bytes, the deadline by tokens.
function late({ capture, timeouts }: Told, reading: Reading): Verdict | null {
  const [first] = reading.tokenChunks;
  if (first === undefined || capture.firedAtMs === null) return null;
  if (first.atMs - capture.firedAtMs > timeouts.firstTokenMs) {
    return ['timeout-first-token', 'first-token', 'the first token came after the deadline'];
  }
  if (longestGapMs(reading) > timeouts.stallMs)
    return ['timeout-stall', 'stream', 'a gap between tokens beyond the deadline'];
  return null;
}

/** The longest time between two chunks that bore tokens, ms; 0 with fewer than two. */
export function longestGapMs(reading: Reading): number {
  let longest = 0;
  for (let chunk = 1; chunk < reading.tokenChunks.length; chunk++) {
    const gap = (reading.tokenChunks[chunk]?.atMs ?? 0) - (reading.tokenChunks[chunk - 1]?.atMs ?? 0);
    longest = Math.max(longest, gap);
  }
  return longest;
}

// It finished, but there is no answer in it.
function unanswerable(reading: Reading): Verdict | null {
  if (reading.finishReason !== null && CONTENT_FILTER_REASONS.has(reading.finishReason)) {
    return ['content-filter', 'finish', `finish reason ${reading.finishReason}`];
  }
  if (reading.tokenChunks.length > 0) return null;
  const hidden = (reading.usage?.reasoningTokens ?? 0) > 0 || (reading.usage?.outputTokens ?? 0) > 0;
  if (hidden) return ['no-answer', 'finish', 'all output tokens went into reasoning that was not sent'];
  return ['empty', 'finish', 'finished without any token'];
}

function bodyText(capture: Capture): string {
  const bytes = Buffer.concat(capture.chunks.map((chunk) => chunk.bytes)).subarray(0, 16_384);
  return bytes.toString('utf8');
}

// Error bodies differ: `{error: {message}}`, `{error: "..."}`, `{message}`, `{detail}`, or no JSON at all.
function errorMessage(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    return messageIn(parsed) ?? body;
  } catch {
    return body.replace(/<[^>]*>/g, ' ');
  }
}

function messageIn(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return messageIn(value[0]);
  if (typeof value !== 'object' || value === null) return null;
  const fields = value as Readonly<Record<string, unknown>>;
  const type = typeof fields.type === 'string' ? fields.type : null;
  for (const name of ['error', 'message', 'Message', 'detail', 'title']) {
    const message = messageIn(fields[name]);
    if (message !== null) return type !== null && name === 'message' ? `${type}: ${message}` : message;
  }
  return type;
}
