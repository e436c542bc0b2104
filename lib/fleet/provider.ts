// One provider of the fleet: one listening port, one personality, connections of its own.
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { type AnsweringOptions, createAnswering } from './answering.ts';
import type { Certificate } from './certificate.ts';
import { FleetStartError } from './errors.ts';
import type { Arrival } from './personality.ts';
import { seededRandom } from './random.ts';

export interface ProviderOptions extends AnsweringOptions {
  /** `null` = plain http. */
  readonly certificate: Certificate | null;
}

export interface Provider {
  /** `http://127.0.0.1:PORT` or https. */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

// Connections are prepared well before they are used, so no timer of node:http may end them.
const TIMEOUTS = {
  keepAliveTimeout: 600_000,
  headersTimeout: 0,
  requestTimeout: 0,
  connectionsCheckingInterval: 60_000,
};
const AT_ONCE: Arrival = { type: 'take', delayMs: 0 };

/** Listens on a free port of 127.0.0.1. @throws FleetStartError */
export async function startProvider(options: ProviderOptions): Promise<Provider> {
  const { certificate, personality, clock, name } = options;
  const http: Server =
    certificate === null
      ? createHttpServer(TIMEOUTS)
      : createHttpsServer({ ...TIMEOUTS, ...certificate, minVersion: 'TLSv1.3' });
  const connections = new Map<number, Socket>();
  const random = seededRandom(`${options.seed}/${name}/arrivals`);
  // A listener of its own in front, because a connection may have to wait, or to be reset, before TLS begins.
  const front = createTcpServer({ noDelay: true, pauseOnConnect: true }, (socket) => {
    const port = socket.remotePort ?? 0;
    connections.set(port, socket);
    socket.once('close', () => connections.delete(port)).on('error', () => socket.destroy());
    admit(socket, http, personality.arrive?.(clock.wallMs(), random) ?? AT_ONCE);
  });
  http.on('clientError', (_error, socket) => socket.destroy());
  http.on('request', createAnswering(options, connections));
  const port = await listen(front, name);
  return {
    origin: `${certificate === null ? 'http' : 'https'}://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        front.close(() => resolve());
        for (const socket of connections.values()) socket.destroy();
      }),
  };
}

function admit(socket: Socket, http: Server, arrival: Arrival): void {
  if (arrival.type === 'reset') socket.resetAndDestroy();
  if (arrival.type !== 'take') return;
  const take = (): void => {
    if (socket.destroyed) return;
    http.emit('connection', socket);
    // TLS reads from the handle below the socket; plain http from the socket, which was accepted paused
    if (socket.listenerCount('data') > 0) socket.resume();
  };
  if (arrival.delayMs === 0) take();
  else setTimeout(take, arrival.delayMs).unref();
}

function listen(server: ReturnType<typeof createTcpServer>, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(new FleetStartError(`Provider '${name}' found no free port`, { cause })));
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
