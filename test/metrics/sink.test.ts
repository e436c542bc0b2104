// The sink over real HTTP, as CloudWatch would be asked.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { METRIC } from '../../lib/metrics/names.ts';
import { type Datum, sendMetrics } from '../../lib/metrics/sink.ts';

let server: Server;
let client: CloudWatchClient;
const requests: { readonly encoding: string | undefined; readonly body: Buffer }[] = [];

beforeEach(async () => {
  requests.length = 0;
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    requests.push({ encoding: request.headers['content-encoding'], body: Buffer.concat(parts) });
    // an empty answer in each of the protocols that the client may speak
    const type = request.headers['content-type'] ?? '';
    const protocol = request.headers['smithy-protocol'];
    if (typeof protocol === 'string') response.setHeader('smithy-protocol', protocol);
    response.setHeader('content-type', type).end(type.includes('cbor') ? Buffer.from([0xbf, 0xff]) : '{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = new CloudWatchClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestMinCompressionSizeBytes: 1_024,
  });
});
afterEach(async () => {
  client.destroy();
  server.close();
});

const datum = (index: number): Datum => ({
  name: METRIC.ttft,
  value: 200 + index,
  dimensions: { target: `p/m-${index}`, region: 'us-east-1', workload: 'chat' },
  atMs: Date.parse('2026-11-22T03:15:00Z'),
});

it('sends all of a round in one request, compressed', async () => {
  await sendMetrics(
    client,
    Array.from({ length: 100 }, (_, index) => datum(index)),
  );
  expect(requests).toHaveLength(1);
  expect(requests[0]?.encoding).toContain('gzip');
  const text = gunzipSync(requests[0]?.body ?? Buffer.alloc(0)).toString('latin1');
  for (const word of ['Photofinish', 'TimeToFirstToken', 'Milliseconds', 'Workload', 'p/m-99']) {
    expect(text).toContain(word);
  }
});

it('sends nothing where there is nothing to say', async () => {
  await sendMetrics(client, []);
  expect(requests).toEqual([]);
});

it('parts what is more than one request takes', async () => {
  await sendMetrics(
    client,
    Array.from({ length: 1_001 }, (_, index) => datum(index)),
  );
  expect(requests).toHaveLength(2);
});
