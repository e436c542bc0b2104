// One request over a bare TCP socket, to see on the wire what a client library would hide.
import { connect } from 'node:net';

export interface Exchange {
  /** Everything received, head and chunk framing included. */
  readonly bytes: Buffer;
  readonly text: string;
  /** Each read apart. */
  readonly reads: readonly Buffer[];
  readonly endedBy: 'fin' | 'rst' | 'us';
}

export interface ExchangeOptions {
  readonly path?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** We leave once the text so far satisfies this. */
  readonly until?: (text: string) => boolean;
  /** We leave after so long without a byte; for streams that stall. */
  readonly quietMs?: number;
}

export const ASK = { model: 'demo', max_tokens: 5, messages: [{ role: 'user', content: 'Tell me a story.' }] };

export function exchange(origin: string, options: ExchangeOptions = {}): Promise<Exchange> {
  const { hostname, port } = new URL(origin);
  const { path = '/v1/chat/completions', body = JSON.stringify(ASK), headers = {}, until, quietMs } = options;
  return new Promise((resolve) => {
    const reads: Buffer[] = [];
    const socket = connect({ host: hostname, port: Number(port) });
    const finish = (endedBy: Exchange['endedBy']): void => {
      socket.destroy();
      const bytes = Buffer.concat(reads);
      resolve({ bytes, text: bytes.toString('utf8'), reads, endedBy });
    };
    const head = Object.entries({ host: 'fleet', 'content-length': String(Buffer.byteLength(body)), ...headers });
    socket.write(
      `POST ${path} HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
    );
    socket.on('data', (read) => {
      reads.push(read);
      const text = Buffer.concat(reads).toString('utf8');
      if (until?.(text) ?? text.endsWith('\r\n0\r\n\r\n')) finish('us');
    });
    socket.once('end', () => finish('fin'));
    socket.once('error', () => finish('rst'));
    if (quietMs !== undefined) socket.setTimeout(quietMs, () => finish('us'));
  });
}
