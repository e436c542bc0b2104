// What can go wrong in the race itself. A probe that fails is no error: it is a sample with a failure.

export class RaceError extends Error {
  override name = 'RaceError';
}

/** Thrown while a connection is prepared: DNS, TCP or TLS did not come about in time or at all. */
export class ConnectionError extends RaceError {
  override name = 'ConnectionError' as const;
  readonly step: 'dns' | 'tcp' | 'tls';
  constructor(step: 'dns' | 'tcp' | 'tls', host: string, cause: unknown) {
    super(`${step.toUpperCase()} to ${host} failed: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.step = step;
  }
}

/** Given to the SDK in place of a response that never came, so that it can let go of what it holds. */
export class NoResponseError extends RaceError {
  override name = 'NoResponseError' as const;
  constructor() {
    super('the race has no response for this request');
  }
}
