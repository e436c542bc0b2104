// Servers on bare sockets, for what node:http would not let a server do.
import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';

export interface RawBehaviour {
  /** Done with a connection as it is accepted. Default: nothing. */
  readonly accept?: (socket: net.Socket) => void;
  /** Done when a request has come in whole. Default: nothing, and for ever. */
  readonly answer?: (socket: net.Socket) => void;
  /** TLS with these; `null` = plain. Default `null`. */
  readonly tls?: tls.TlsOptions | null;
}

export interface RawServer {
  readonly origin: string;
  readonly port: number;
  /** Requests that came in whole. */
  readonly requests: () => number;
  readonly close: () => Promise<void>;
}

export async function startRaw({ accept, answer, tls: secure = null }: RawBehaviour): Promise<RawServer> {
  let requests = 0;
  const sockets = new Set<net.Socket>();
  const take = (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    accept?.(socket);
    let seen = '';
    socket.on('data', (bytes) => {
      seen += bytes.toString('latin1');
      const [, length] = /content-length: (\d+)\r\n/i.exec(seen) ?? [];
      const bodyStart = seen.indexOf('\r\n\r\n') + 4;
      if (length === undefined || bodyStart < 4 || seen.length < bodyStart + Number(length)) return;
      seen = '';
      requests++;
      answer?.(socket);
    });
  };
  const server = secure === null ? net.createServer(take) : tls.createServer(secure, take);
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  return {
    origin: `${secure === null ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    requests: () => requests,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

export const STREAM_HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n';
export const CHUNKED_HEAD = `${STREAM_HEAD}transfer-encoding: chunked\r\n\r\n`;

/** A body in HTTP's chunked form: one chunk for each part, and the end. */
export function chunked(...parts: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat([...parts.map(chunk), Buffer.from('0\r\n\r\n')]);
}

export function chunk(part: string | Buffer): Buffer {
  const bytes = Buffer.from(part);
  return Buffer.concat([Buffer.from(`${bytes.byteLength.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

/** Answers with a stream of these parts, and ends it. */
export function streams(...parts: readonly (string | Buffer)[]): RawBehaviour {
  return says(Buffer.concat([Buffer.from(CHUNKED_HEAD), chunked(...parts)]));
}

/** Answers with these bytes, and leaves the connection open. */
export function says(bytes: string | Buffer): RawBehaviour {
  return { answer: (socket) => void socket.write(bytes) };
}

/** Answers with these bytes, and closes. */
export function saysAndCloses(bytes: string | Buffer): RawBehaviour {
  return { answer: (socket) => void socket.end(bytes) };
}

/** Begins a stream with these parts, and then writes this for ever. */
export function goesOn(parts: readonly (string | Buffer)[], everyMs: number, more: string | Buffer): RawBehaviour {
  return {
    answer: (socket) => {
      socket.write(Buffer.concat([Buffer.from(CHUNKED_HEAD), ...parts.map(chunk)]));
      writesForEver(socket, everyMs, chunk(more));
    },
  };
}

/** Writes for ever, as fast as it is read where `everyMs` is 0. */
export function writesForEver(socket: net.Socket, everyMs: number, bytes: string | Buffer, head = ''): void {
  if (head !== '') socket.write(head);
  const timer = setInterval(() => {
    if (socket.writableLength < 1024 * 1024) socket.write(bytes);
  }, everyMs);
  socket.on('close', () => clearInterval(timer));
}

/** Writes bytes one at a time, each in a packet of its own as far as that can be had. */
export function trickles(bytes: string | Buffer): RawBehaviour {
  return {
    answer: (socket) => {
      socket.setNoDelay(true);
      const all = Buffer.from(bytes);
      let sent = 0;
      const next = () => {
        if (socket.destroyed || sent === all.byteLength) return;
        socket.write(all.subarray(sent, ++sent));
        setImmediate(next);
      };
      next();
    },
  };
}
