// A connection of its own for each probe, made before the gun, with each phase timed.
import { lookup } from 'node:dns/promises';
import net from 'node:net';
import tls from 'node:tls';
import type { ConnectionTimes } from '../domain/sample.ts';
import { ConnectionError } from './errors.ts';

export interface Connection {
  readonly socket: net.Socket;
  readonly times: ConnectionTimes;
}

/** Certificates trusted beyond the usual ones (Node's own and NODE_EXTRA_CA_CERTS), as PEM; built once for all connections. */
export interface Trust {
  readonly secureContext: tls.SecureContext | null;
}

/** Trust in the usual certificates, and in these. Without extra ones Node's shared default store is used, which is quicker. */
export function trust(extraCertificates: readonly string[]): Trust {
  if (extraCertificates.length === 0) return { secureContext: null };
  const ca = [...tls.getCACertificates('default'), ...extraCertificates];
  return { secureContext: tls.createSecureContext({ ca }) };
}

/**
 * Resolves, connects and shakes hands.
 * @param url only its protocol, host and port are used
 * @param timeoutMs for all phases together
 * @param signal aborted, it is given up at once
 * @throws {ConnectionError} naming the phase that failed
 */
export async function connect(url: URL, trusted: Trust, timeoutMs: number, signal: AbortSignal): Promise<Connection> {
  const deadline = AbortSignal.any([AbortSignal.timeout(timeoutMs), signal]);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'https:';
  const port = Number(url.port) || (secure ? 443 : 80);

  const startMs = performance.now();
  const addresses = await within(deadline, 'dns', host, lookup(host, { all: true, verbatim: true }));
  const resolvedMs = performance.now();

  const socket = net.connect({
    host,
    port,
    noDelay: true,
    // the addresses are known already; Node tries them in turn (RFC 8305)
    lookup: (_host, options, callback) => {
      if (options.all) callback(null, addresses);
      else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
    },
  });
  await untilOpen(socket, 'connect', 'tcp', host, deadline);
  const connectedMs = performance.now();
  const times = {
    reused: false,
    dnsMs: net.isIP(host) === 0 ? resolvedMs - startMs : null,
    tcpMs: connectedMs - resolvedMs,
    http: '1.1',
  } as const;
  if (!secure) return { socket, times: { ...times, tlsMs: null } };

  const secured = tls.connect({
    socket,
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    host,
    ALPNProtocols: ['http/1.1'],
    ...(trusted.secureContext === null ? {} : { secureContext: trusted.secureContext }),
  });
  await untilOpen(secured, 'secureConnect', 'tls', host, deadline);
  return { socket: secured, times: { ...times, tlsMs: performance.now() - connectedMs } };
}

function untilOpen(
  socket: net.Socket,
  event: 'connect' | 'secureConnect',
  step: 'tcp' | 'tls',
  host: string,
  deadline: AbortSignal,
): Promise<void> {
  const open = new Promise<void>((resolve, reject) => {
    socket.once(event, resolve);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the connection was closed')));
  });
  return within(deadline, step, host, open).then(
    () => {
      socket.removeAllListeners('error').removeAllListeners('close');
    },
    (error: unknown) => {
      socket.on('error', () => undefined).destroy();
      throw error;
    },
  );
}

function within<T>(deadline: AbortSignal, step: 'dns' | 'tcp' | 'tls', host: string, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const late = () => reject(new ConnectionError(step, host, new Error('no answer in time')));
    if (deadline.aborted) late();
    deadline.addEventListener('abort', late, { once: true });
    work
      .then(resolve, (error: unknown) => reject(new ConnectionError(step, host, error)))
      .finally(() => {
        deadline.removeEventListener('abort', late);
      });
  });
}
