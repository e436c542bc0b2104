// What can go wrong in the race itself. A probe that fails is no error: it is a sample with a failure.

export class RaceError extends Error {
  override name = 'RaceError';
}

/** Thrown while a connection is prepared: DNS, TCP or TLS did not come about in time or at all. */
export class ConnectionError extends RaceError {
  override name = 'ConnectionError' as const;
  readonly step: 'dns' | 'tcp' | 'tls';
  constructor(step: 'dns' | 'tcp' | 'tls', host: string, cause: unknown) {
    super(`${step.toUpperCase()} to ${host} failed: ${reasonOf(cause)}`, { cause });
    this.step = step;
  }
}

// What Node and OpenSSL say only to those who know them, in words one can act on.
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name server did not answer',
  ECONNRESET: 'the other side closed the connection',
  EPROTO: 'the other side does not speak TLS as we do',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the other side does not speak TLS on this port, it may be http://',
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: 'the other side does not speak HTTP/1.1',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'nobody we trust has signed its certificate; NODE_EXTRA_CA_CERTS names a file of further ones',
  SELF_SIGNED_CERT_IN_CHAIN:
    'nobody we trust has signed its certificate; NODE_EXTRA_CA_CERTS names a file of further ones',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes without the one that signed it',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'nobody we trust has signed its certificate; NODE_EXTRA_CA_CERTS names a file of further ones',
};

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { code } = cause as { code?: unknown };
  const reason = typeof code === 'string' ? REASONS[code] : undefined;
  return reason === undefined ? cause.message : `${reason} (${code})`;
}

/** Given to the SDK in place of a response that never came, so that it can let go of what it holds. */
export class NoResponseError extends RaceError {
  override name = 'NoResponseError' as const;
  constructor() {
    super('the race has no response for this request');
  }
}

/** A server that speaks before it was asked cannot be timed. */
export class EarlyAnswerError extends RaceError {
  override name = 'EarlyAnswerError' as const;
  constructor() {
    super('the server answered before it was asked');
  }
}
