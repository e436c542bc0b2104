// Every way a probe can fail, whose fault it is, and where in the probe it struck.

/** The failure classes; each failed sample has exactly one. */
export const FAILURE_CLASSES = [
  'connect', // DNS, TCP or TLS did not come about
  'timeout-first-token',
  'timeout-stall',
  'timeout-total',
  'auth', // 401, 403
  'rate-limited', // 429
  'client-error', // other 4xx
  'server-error', // 5xx but those of overload
  'overloaded', // 503, 529, a model that is still loading
  'mid-stream-error', // an error frame, or the connection lost, after the stream began
  'truncated', // the stream ended without a finish reason
  'empty', // a finish reason, but no token
  'bad-content', // not an event stream, or one that cannot be parsed
  'content-filter',
  'redirected', // never followed: a key must not leave its host
  'no-answer', // the whole output cap went into hidden reasoning
  'skipped', // not sent: no key, over budget
] as const;
export type FailureClass = (typeof FAILURE_CLASSES)[number];

/** How far a probe had come when it failed. */
export type Phase = 'connect' | 'headers' | 'first-token' | 'stream' | 'finish';

export interface Failure {
  readonly class: FailureClass;
  readonly phase: Phase;
  /** The HTTP status, `null` where none had come. */
  readonly status: number | null;
  /** At most 300 printable characters, never a key; `null` where there is nothing to say. */
  readonly message: string | null;
}

// The cap, the missing key, a wrong request and our own quota are not the provider's doing.
const OURS: ReadonlySet<FailureClass> = new Set(['auth', 'client-error', 'rate-limited', 'no-answer', 'skipped']);

/** Whether a failure counts against the provider's availability; the others are shown apart. */
export function isProviderFault(failure: FailureClass): boolean {
  return !OURS.has(failure);
}
