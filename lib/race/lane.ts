// A lane: one prepared connection with one request written up to its last header, waiting for the gun.
//
// undici writes head and body together when the body's first bytes come. So the body is a stream that we hold back:
// at the gun its bytes are pushed, and head and body go to the kernel within that one synchronous call.
import { Readable } from 'node:stream';
import { Client, type Dispatcher } from 'undici';
import type { WireRequest } from '../providers/dialect.ts';
import { type Bounds, MOST_INTERIM_ANSWERS } from './bounds.ts';
import { type Capture, type CaptureEnd, createKeeper, emptyCapture } from './capture.ts';
import type { Connection } from './connection.ts';
import { EarlyAnswerError } from './errors.ts';
import type { LoopWatch } from './loop-watch.ts';

export interface Lane {
  readonly capture: Capture;
  /** False once the connection is gone: then there is nothing to fire. */
  ready(): boolean;
  /** Writes the request, synchronously. */
  fire(): void;
  /** Lets go of the request body; to be called after all lanes were fired. */
  release(): void;
  /** Ends the response now, if it has not ended. */
  cut(by: 'first-byte' | 'stall' | 'total' | 'size'): void;
  /** Resolves when the response has ended, in whatever way. */
  readonly ended: Promise<void>;
  /** Monotonic ms of the last sign of life on the socket. */
  lastReadMs(): number;
}

// What undici sets itself, or what belongs to one hop.
const HOP_HEADERS = new Set(['connection', 'transfer-encoding', 'expect', 'keep-alive', 'content-length', 'upgrade']);

/** Puts a request at the start line; resolves when its head is written and only the gun is missing. */
export async function openLane(
  request: WireRequest,
  connection: Connection,
  watch: LoopWatch,
  bounds: Bounds,
): Promise<Lane> {
  const capture = emptyCapture();
  const keep = createKeeper(capture);
  const { socket } = connection;
  let lastReadMs = performance.now();
  let lateMs = 0;
  let interim = 0;
  let pieces = 0;
  // Registered before undici's own listener: one stamp a read, taken before any byte of it is looked at.
  socket.on('readable', () => {
    lastReadMs = performance.now();
    lateMs = watch.lateMs(lastReadMs);
    if (socket.bytesRead > bounds.wireBytes) finish({ kind: 'cut', by: 'size' });
  });

  // errors reach the handler by way of undici; without a listener of our own one more would end the process
  socket.on('error', () => undefined);
  const client = clientOn(request.url.origin, connection);
  const body = new Readable({ read() {}, highWaterMark: request.body.byteLength + 1 });
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const finish = (end: CaptureEnd) => {
    if (capture.end !== null) return;
    capture.end = end;
    capture.endedAtMs = end.kind === 'complete' ? lastReadMs : performance.now();
    body.destroy();
    client.destroy().catch(() => undefined);
    resolve();
  };

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart() {},
    onResponseStart(_controller, status, headers) {
      if (capture.firedAtMs === null) return finish({ kind: 'broken', error: new EarlyAnswerError() });
      if (capture.end !== null) return;
      // an interim answer; the real one follows
      if (status < 200) return ++interim > MOST_INTERIM_ANSWERS ? finish({ kind: 'cut', by: 'size' }) : undefined;
      capture.headersAtMs = lastReadMs;
      capture.status = status;
      capture.headers = flat(headers);
    },
    onResponseData(_controller, bytes) {
      if (capture.end !== null) return;
      keep(bytes, lastReadMs, lateMs);
      if (++pieces > bounds.pieces || capture.byteCount > bounds.bytes) finish({ kind: 'cut', by: 'size' });
    },
    onResponseEnd: () => finish({ kind: 'complete' }),
    onResponseError: (_controller, error) => finish({ kind: 'broken', error }),
  };
  const headIsWritten = new Promise<void>((attached) => {
    body.on('newListener', (event) => event === 'data' && setImmediate(attached));
  });
  client.dispatch(
    {
      path: `${request.url.pathname}${request.url.search}`,
      method: request.method as Dispatcher.HttpMethod,
      headers: headersOf(request),
      body,
    },
    handler,
  );
  await Promise.race([headIsWritten, ended]);
  capture.readyAtMs = performance.now();

  return {
    capture,
    ready: () => capture.end === null && !socket.destroyed,
    fire() {
      const beforeMs = performance.now();
      body.push(request.body);
      // the write has returned: the bytes are with the kernel
      capture.firedAtMs = performance.now();
      capture.writeMs = capture.firedAtMs - beforeMs;
      lastReadMs = capture.firedAtMs;
    },
    release: () => void body.push(null),
    cut: (by) => finish({ kind: 'cut', by }),
    ended,
    lastReadMs: () => lastReadMs,
  };
}

// The client gets the prepared socket once. Asked again, the prepared connection was lost, and no other is made.
function clientOn(origin: string, connection: Connection): Client {
  let given = false;
  return new Client(origin, {
    pipelining: 1,
    // the deadlines are the race's own
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 600_000,
    maxHeaderSize: 64 * 1024,
    connect: (_options, callback) => {
      const first = !given;
      given = true;
      // undici takes no answer within the call itself
      queueMicrotask(() => {
        if (first) callback(null, connection.socket);
        else callback(new Error('the prepared connection was lost'), null);
      });
    },
  });
}

function headersOf(request: WireRequest): Record<string, string> {
  const headers: Record<string, string> = { 'content-length': String(request.body.byteLength) };
  for (const [name, value] of Object.entries(request.headers)) {
    if (!HOP_HEADERS.has(name.toLowerCase())) headers[name] = value;
  }
  return headers;
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) single[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return single;
}
