// From what was captured and read to one failure class: the rules of design section 6, each in its place.
import type { Failure, FailureClass, Phase } from '../domain/failure.ts';
import { redact } from '../domain/redact.ts';
import { printable } from '../domain/text.ts';
import type { Timeouts } from '../domain/workload.ts';
import type { Dialect } from '../providers/dialect.ts';
import type { Capture } from './capture.ts';
import { classOfEarlyError, classOfFinish, classOfRefusal } from './error-classes.ts';
import { errorIn, spoken } from './error-text.ts';
import { ConnectionError, EarlyAnswerError } from './errors.ts';
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
  if (reading === null) return ['bad-content', 'headers', notAStream(capture, capture.status)];
  return tooLarge(told, reading) ?? unread(told, reading) ?? unfinished(told, reading) ?? finished(told, reading);
}

function unanswered({ end }: Capture): Verdict {
  if (end?.kind === 'cut' && end.by === 'size') return ['bad-content', 'headers', 'interim answers without end'];
  if (end?.kind === 'cut') return ['timeout-first-token', 'headers', 'no answer within the deadline'];
  const cause = end?.kind === 'broken' ? end.error : new Error('no answer');
  if (isNotHttp(cause)) return ['bad-content', 'headers', `the answer cannot be read as HTTP: ${httpProblem(cause)}`];
  return ['server-error', 'headers', `connection lost before any answer: ${cause.message}`];
}

// What the HTTP parser finds wrong with the bytes, not with their end.
const NOT_HTTP = new Set(['HTTPParserError', 'HeadersOverflowError', 'ResponseContentLengthMismatchError']);

function isNotHttp(error: Error): boolean {
  return NOT_HTTP.has(error.name) || (error.name === 'SocketError' && /^bad (response|upgrade)$/.test(error.message));
}

function httpProblem(error: Error): string {
  const { data } = error as { data?: unknown };
  // the alert with which a TLS server answers what is none
  const isTls = typeof data === 'string' && data.startsWith('\u0015\u0003');
  return isTls ? 'it is TLS; the address begins with http:// and may have to with https://' : error.message;
}

/** True if a captured response is a stream that the dialect can read. */
export function isReadable(capture: Capture, dialect: Dialect): boolean {
  if (capture.status === null || capture.status < 200 || capture.status >= 300) return false;
  return encodingOf(capture) === 'identity' && contentTypeOf(capture).toLowerCase().startsWith(dialect.contentType);
}

function contentTypeOf(capture: Capture): string {
  return capture.headers['content-type'] ?? 'no content type';
}

function encodingOf(capture: Capture): string {
  return capture.headers['content-encoding']?.trim().toLowerCase() || 'identity';
}

function notAStream(capture: Capture, status: number): string {
  if (status === 204 || status === 205) return `status ${status}, which has no body`;
  const encoding = encodingOf(capture);
  const type = contentTypeOf(capture);
  if (encoding !== 'identity' && type.startsWith('text/event-stream')) {
    return `the stream came as ${encoding}, which holds tokens back, although none was asked for`;
  }
  const said = errorIn(capture);
  return `not an event stream (${type})${said === null ? '' : `: ${spoken(said)}`}`;
}

function refused(capture: Capture, status: number): Verdict {
  if (status < 400) return ['redirected', 'headers', elsewhere(capture)];
  const said = errorIn(capture);
  const awsError = (capture.headers['x-amzn-errortype'] ?? '').split(':')[0] ?? '';
  const failure = classOfRefusal(status, said, awsError);
  return said === null ? [failure, 'headers'] : [failure, 'headers', spoken(said)];
}

function elsewhere({ headers }: Capture): string {
  const place = headers.location === undefined ? 'no other place' : headers.location;
  return `sent on to ${place}; not followed, so that the key stays with its host`;
}

function tooLarge({ capture }: Told, reading: Reading): Verdict | null {
  const { end, byteCount } = capture;
  if (end?.kind !== 'cut' || end.by !== 'size') return null;
  const size = `${Math.round(byteCount / 1024)} KiB`;
  return [
    'bad-content',
    phaseOf(reading),
    `cut at ${size}: more, or in more pieces, than any answer to this could have`,
  ];
}

function phaseOf(reading: Reading): Phase {
  return reading.tokenChunks.length === 0 ? 'first-token' : 'stream';
}

// The stream itself said that something went wrong, or could not be read.
function unread({ capture, dialect }: Told, reading: Reading): Verdict | null {
  const phase = phaseOf(reading);
  const told = reading.toldError ?? (reading.readError === null ? null : dialect.toldBy(reading.readError));
  if (told !== null) {
    return [phase === 'first-token' ? classOfEarlyError(told) : 'mid-stream-error', phase, told.message];
  }
  // an error of reading is the fault of what was sent only if all of it came
  if (reading.readError !== null && capture.end?.kind === 'complete' && reading.finishReason === null) {
    return ['bad-content', phase, `the stream cannot be parsed: ${reading.readError.message}`];
  }
  return null;
}

// The stream ended, or was ended, before its finish reason.
function unfinished({ capture }: Told, reading: Reading): Verdict | null {
  if (reading.finishReason !== null) return null;
  const phase = phaseOf(reading);
  const begun = phase === 'stream';
  const { end } = capture;
  if (end?.kind === 'cut' && !begun) return ['timeout-first-token', phase, 'no token within the deadline'];
  if (end?.kind === 'cut' && end.by === 'total') return ['timeout-total', phase, 'not finished within the deadline'];
  if (end?.kind === 'cut') return ['timeout-stall', phase, 'silence for longer than the deadline'];
  if (end?.kind === 'broken' && isNotHttp(end.error)) {
    return ['bad-content', phase, `the body cannot be read as HTTP: ${httpProblem(end.error)}`];
  }
  if (end?.kind === 'broken') return ['mid-stream-error', phase, `connection lost: ${end.error.message}`];
  if (!begun) return ['empty', 'finish', 'the stream ended without any token'];
  return ['truncated', 'finish', 'the stream ended without a finish reason'];
}

// It has a finish reason. Whatever else the connection does then, the answer is there.
function finished(told: Told, reading: Reading): Verdict | null {
  return badFinish(reading) ?? late(told, reading) ?? tokenless(reading);
}

function badFinish({ finishReason }: Reading): Verdict | null {
  const failure = finishReason === null ? null : classOfFinish(finishReason);
  return failure === null ? null : [failure, 'finish', `finish reason ${finishReason}`];
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
function tokenless(reading: Reading): Verdict | null {
  if (reading.tokenChunks.length > 0) return null;
  const hidden = (reading.usage?.reasoningTokens ?? 0) > 0 || (reading.usage?.outputTokens ?? 0) > 0;
  if (hidden) return ['no-answer', 'finish', 'all output tokens went into reasoning that was not sent'];
  return ['empty', 'finish', 'finished without any token'];
}

/** Why a probe was never fired: it did not come to the start line, or lost its connection while it waited there. */
export function unfiredFailure(preparationError: unknown, { end }: Capture, secrets: readonly string[]): Failure {
  const [failure, phase, message = ''] = preparationError === null ? lostVerdict(end) : unprepared(preparationError);
  return { class: failure, phase, status: null, message: printable(redact(message, secrets)) };
}

function unprepared(error: unknown): Verdict {
  const said = error instanceof Error ? error.message : String(error);
  // an SDK that cannot build its request is a matter of our config: a malformed address, no credentials
  return [error instanceof ConnectionError ? 'connect' : 'skipped', 'connect', said];
}

function lostVerdict(end: Capture['end']): Verdict {
  const error = end?.kind === 'broken' ? end.error : new Error('it was closed');
  if (error instanceof EarlyAnswerError) return ['bad-content', 'headers', error.message];
  if (isNotHttp(error)) {
    return ['bad-content', 'headers', `something came before the question that is no HTTP: ${httpProblem(error)}`];
  }
  return ['connect', 'connect', `the connection was lost before the gun: ${error.message}`];
}
