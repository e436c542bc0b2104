// Lambda's side of the Runtime API, for one execution environment: what is to be done is fetched from it, what came of it is
// told to it. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a function said of an invocation, or of its start. */
export type Told =
  | { readonly type: 'response'; readonly body: string }
  | { readonly type: 'error' | 'init-error'; readonly body: string };

export interface RuntimeApi {
  /** `host:port`, as the function finds it in AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Resolves once the function has started and asks for work. */
  readonly ready: Promise<Told | 'ready'>;
  /** Hands out an event. @param deadlineMs epoch ms @returns what the function says of it */
  invoke(event: unknown, deadlineMs: number, functionArn: string): Promise<Told>;
  close(): Promise<void>;
}

const VERSION = '/2018-06-01/runtime';

export async function startRuntimeApi(): Promise<RuntimeApi> {
  const ready = Promise.withResolvers<Told | 'ready'>();
  let asking = Promise.withResolvers<ServerResponse>();
  const waiting = new Map<string, (told: Told) => void>();

  const server = createServer((request, response) => {
    const path = request.url?.slice(VERSION.length) ?? '';
    if (path === '/invocation/next') {
      asking.resolve(response);
      ready.resolve('ready');
      return;
    }
    void told(request, path).then((said) => {
      if (said === null) return respond(response, 404);
      if (said.id === null) ready.resolve(said.told);
      else waiting.get(said.id)?.(said.told);
      respond(response, 202);
    });
  });
  // the function waits for its next event for as long as it takes
  server.requestTimeout = 0;
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    ready: ready.promise,
    async invoke(event, deadlineMs, functionArn) {
      const response = await asking.promise;
      asking = Promise.withResolvers<ServerResponse>();
      const id = randomUUID();
      const result = new Promise<Told>((resolve) => waiting.set(id, resolve));
      response.writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': id,
        'lambda-runtime-deadline-ms': String(deadlineMs),
        'lambda-runtime-invoked-function-arn': functionArn,
        'lambda-runtime-trace-id': 'Root=1-00000000-000000000000000000000000;Sampled=0',
      });
      response.end(JSON.stringify(event));
      return result;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function told(
  request: IncomingMessage,
  path: string,
): Promise<{ readonly id: string | null; readonly told: Told } | null> {
  const body = await text(request);
  if (path === '/init/error') return { id: null, told: { type: 'init-error', body } };
  const [, id, type] = /^\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
  if (id === undefined) return null;
  return { id, told: { type: type === 'error' ? 'error' : 'response', body } };
}

function respond(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
}
