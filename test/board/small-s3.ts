// A small S3 of our own over real HTTP: keeps what it is sent, tells what it was asked, and refuses on demand.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';

export interface SmallS3 {
  readonly client: S3Client;
  readonly objects: Map<string, { readonly body: Buffer; readonly headers: Record<string, unknown> }>;
  /** `PUT a.txt`, one line a request. */
  readonly log: string[];
  /** Answers 403 to every request that it is true of. */
  refuses: (line: string) => boolean;
  close(): void;
}

export async function openSmallS3(bucket: string): Promise<SmallS3> {
  const objects: SmallS3['objects'] = new Map();
  const server = createServer(async (request, response) => {
    const key = decodeURIComponent(new URL(request.url ?? '', 'http://x').pathname.replace(`/${bucket}/`, ''));
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const line = `${request.method} ${key}`;
    s3.log.push(line);
    const stored = objects.get(key);
    if (s3.refuses(line)) response.writeHead(403).end('<Error><Code>AccessDenied</Code><Message>no</Message></Error>');
    else if (request.method === 'PUT') {
      objects.set(key, { body: Buffer.concat(parts), headers: request.headers });
      response.end();
    } else if (request.method === 'DELETE') {
      objects.delete(key);
      response.writeHead(204).end();
    } else if (stored === undefined) response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
    else response.end(stored.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  const s3: SmallS3 = {
    ...{ client, objects, log: [] },
    refuses: () => false,
    close: () => {
      client.destroy();
      server.close();
    },
  };
  return s3;
}
