// The sink on a small S3 of our own over real HTTP: what is sent, in which order, and what a refusal leaves.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BoardDocument } from '../../lib/board/documents.ts';
import { MANIFEST_KEY, s3Sink } from '../../lib/board/s3-sink.ts';

let server: Server;
let client: S3Client;
let objects: Map<string, { readonly body: string; readonly headers: Record<string, unknown> }>;
let log: string[];
/** Answers 403 to every request that it is true of. */
let refuses: (line: string) => boolean;

beforeEach(async () => {
  objects = new Map();
  log = [];
  refuses = () => false;
  server = createServer(async (request, response) => {
    const key = decodeURIComponent(new URL(request.url ?? '', 'http://x').pathname.replace('/board/', ''));
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const line = `${request.method} ${key}`;
    log.push(line);
    const stored = objects.get(key);
    if (refuses(line)) response.writeHead(403).end('<Error><Code>AccessDenied</Code><Message>no</Message></Error>');
    else if (request.method === 'PUT') {
      objects.set(key, { body: Buffer.concat(parts).toString(), headers: request.headers });
      response.end();
    } else if (request.method === 'DELETE') {
      objects.delete(key);
      response.writeHead(204).end();
    } else if (stored === undefined) response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
    else response.end(stored.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
});
afterEach(() => {
  client.destroy();
  server.close();
});

const document = (path: string, body: string): BoardDocument => ({
  ...{ path, body, contentType: 'text/plain', cacheControl: 'public, max-age=0' },
});
const publish = (documents: Readonly<Record<string, string>>) =>
  s3Sink(client, 'board').publish(Object.entries(documents).map(([path, body]) => document(path, body)));
const puts = () => log.filter((line) => line.startsWith('PUT') && !line.includes(MANIFEST_KEY));

describe('a publication', () => {
  it('sends everything once, with type and cache rule, the index last', async () => {
    expect(await publish({ 'a.txt': '1', 'b/c.txt': '2', 'board.json': '3' })).toEqual({
      ...{ written: 3, unchanged: 0, deleted: 0 },
    });
    expect(objects.get('b/c.txt')).toMatchObject({
      body: '2',
      headers: { 'content-type': 'text/plain', 'cache-control': 'public, max-age=0' },
    });
    expect(puts().at(-1)).toBe('PUT board.json');
  });

  it('sends only what has changed, and deletes what is no longer part of it', async () => {
    await publish({ 'a.txt': '1', 'b.txt': '2', 'board.json': '3' });
    log.length = 0;
    expect(await publish({ 'a.txt': '1', 'c.txt': '2', 'board.json': '4' })).toEqual({
      ...{ written: 2, unchanged: 1, deleted: 1 },
    });
    expect(puts()).toEqual(['PUT c.txt', 'PUT board.json']);
    expect([...objects.keys()].sort()).toEqual([MANIFEST_KEY, 'a.txt', 'board.json', 'c.txt'].sort());
  });

  it('that changes nothing sends nothing', async () => {
    await publish({ 'a.txt': '1', 'board.json': '2' });
    log.length = 0;
    await publish({ 'a.txt': '1', 'board.json': '2' });
    expect(log).toEqual([`GET ${MANIFEST_KEY}`]);
  });
});

describe('a bucket that refuses', () => {
  it('leaves the old index, is told with its name, and gets what is missing the next time', async () => {
    await publish({ 'a.txt': '1', 'board.json': '1' });
    refuses = (line) => line === 'PUT a.txt';
    await expect(publish({ 'a.txt': '2', 'board.json': '2' })).rejects.toThrow(/could not be written to s3:\/\/board/);
    expect(objects.get('board.json')?.body).toBe('1');
    refuses = () => false;
    expect(await publish({ 'a.txt': '2', 'board.json': '2' })).toMatchObject({ written: 2 });
    expect(objects.get('a.txt')?.body).toBe('2');
  });

  it('that forbids to see what is not there counts as empty', async () => {
    refuses = (line) => line === `GET ${MANIFEST_KEY}`;
    expect(await publish({ 'a.txt': '1' })).toMatchObject({ written: 1 });
  });

  it('in the middle of a publication does not make it forget what it had sent', async () => {
    refuses = (line) => line === 'PUT board.json';
    await expect(publish({ 'new.txt': '1', 'board.json': '1' })).rejects.toThrow();
    refuses = () => false;
    expect(await publish({ 'board.json': '1' })).toMatchObject({ deleted: 1 });
    expect(objects.has('new.txt')).toBe(false);
  });

  it('with a list that is damaged gets everything anew', async () => {
    await publish({ 'a.txt': '1' });
    objects.set(MANIFEST_KEY, { body: '{"a.t', headers: {} });
    expect(await publish({ 'a.txt': '1' })).toMatchObject({ written: 1, deleted: 0 });
  });
});
