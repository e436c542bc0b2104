// A loopback proxy in front of a service, which does as it is told: passes a request on, refuses it, holds it, changes it.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface ProxiedRequest {
  readonly method: string;
  readonly path: string;
  /** What DynamoDB is asked to do (`PutItem`), '' for other services. */
  readonly operation: string;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** @param pass asks the service itself; with another body, if one is given */
export type Fault = (request: ProxiedRequest, pass: (body?: Buffer) => Promise<Answer>) => Promise<Answer>;

export interface FaultyProxy {
  readonly endpoint: string;
  /** Every request from now on. */
  behave(fault: Fault): void;
  recover(): void;
  close(): Promise<void>;
}

const PASS: Fault = (_request, pass) => pass();

export async function startProxy(target: string): Promise<FaultyProxy> {
  let fault = PASS;
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const { method = '', url: path = '', headers } = request;
    const operation = String(headers['x-amz-target'] ?? '').replace(/^.*\./, '');
    const pass = (changed: Buffer = body) => forward(target, request, changed);
    const answer = await fault({ method, path, operation, body }, pass);
    if (response.destroyed) return;
    const { 'transfer-encoding': _chunked, connection: _connection, ...kept } = answer.headers;
    response.writeHead(answer.status, kept).end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behave: (next) => {
      fault = next;
    },
    recover: () => {
      fault = PASS;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function forward(target: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  const { connection: _connection, 'transfer-encoding': _chunked, ...kept } = headers;
  const request = send(new URL(url ?? '/', target), {
    method: method ?? 'GET',
    headers: { ...kept, 'content-length': String(body.length) },
  });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 502, headers: response.headers, body: await buffer(response) };
}

/** How DynamoDB refuses. */
export function tableRefusal(status: number, type: string): Answer {
  const body = Buffer.from(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'refused' }));
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body };
}

/** How S3 refuses. */
export function bucketRefusal(): Answer {
  const body = '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';
  return { status: 403, headers: { 'content-type': 'application/xml' }, body: Buffer.from(body) };
}

/** How SQS refuses. */
export function queueRefusal(): Answer {
  const body = JSON.stringify({ __type: 'com.amazonaws.sqs#ServiceUnavailable', message: 'refused' });
  return { status: 503, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: Buffer.from(body) };
}

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']);

/** Refuses what would change the table. */
export function refuseWrites(status: number, type: string): Fault {
  return async ({ operation }, pass) => (WRITES.has(operation) ? tableRefusal(status, type) : pass());
}

/** An answer that never comes. */
export function silence(): Promise<Answer> {
  return new Promise(() => undefined);
}
