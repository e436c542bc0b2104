import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCompressor, encodingFor } from '../../lib/local/site-encoding.ts';
import { type Site, startSite } from '../../lib/local/site-server.ts';

const PAGE = `<!doctype html>${'<p>the same again</p>'.repeat(500)}`;
const ARCHIVE = Buffer.alloc(5_000, 'a');

let dir: string;
let site: Site;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'encoding-'));
  await mkdir(join(dir, 'data/v1/samples'), { recursive: true });
  await writeFile(join(dir, 'index.html'), PAGE);
  await writeFile(join(dir, '404.html'), `${PAGE}<p>nothing here</p>`);
  await writeFile(join(dir, 'small.json'), '{}');
  await writeFile(join(dir, 'card.png'), ARCHIVE);
  await writeFile(join(dir, 'data/v1/samples/2026-11-22.csv.gz'), ARCHIVE);
  await writeFile(join(dir, 'data/v1/samples/2026-11-22.parquet'), ARCHIVE);
  site = await startSite({ dir, port: 0 });
});
afterAll(async () => {
  await site.close();
  await rm(dir, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

// `fetch` would take the encoding away again.
function ask(path: string, headers: OutgoingHttpHeaders, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(new URL(path, site.url), { headers, method, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject).end();
  });
}

describe('what a client takes', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0.5, gzip', 'gzip'],
    ['br;q=0.5, gzip;q=0.5', 'br'],
    ['br;q=0, gzip;q=0', null],
    ['BR ; Q=1', 'br'],
    ['*', 'br'],
    ['*;q=0', null],
    ['br;q=0, *', 'gzip'],
    ['identity', null],
    ['identity;q=1, gzip;q=0.5', null],
    ['gzip;q=nonsense', null],
    ['deflate, zstd', null],
  ] as const)('accept-encoding %j: %s', (accepted, encoding) => {
    expect(encodingFor(accepted)).toBe(encoding);
  });
});

describe('the local server', () => {
  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('sends text as %s', async (encoding, decode) => {
    const { headers, body } = await ask('/', { 'accept-encoding': encoding });

    expect(headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' });
    expect(headers['content-length']).toBe(String(body.length));
    expect(body.length).toBeLessThan(PAGE.length / 10);
    expect(decode(body).toString()).toBe(PAGE);
  });

  it('says that the answer would be another for others, where it sends text as it is', async () => {
    const { headers, body } = await ask('/', {});

    expect(headers['content-encoding']).toBeUndefined();
    expect(headers.vary).toBe('accept-encoding');
    expect(body.toString()).toBe(PAGE);
  });

  it.each([
    ['card.png', ARCHIVE],
    ['data/v1/samples/2026-11-22.csv.gz', ARCHIVE],
    ['data/v1/samples/2026-11-22.parquet', ARCHIVE],
    ['small.json', Buffer.from('{}')],
  ])('leaves %s as it is', async (path, bytes) => {
    const { headers, body } = await ask(path, { 'accept-encoding': 'br, gzip' });

    expect([headers['content-encoding'], headers.vary]).toEqual([undefined, undefined]);
    expect(body.equals(bytes)).toBe(true);
  });

  it('answers HEAD with the length of the compressed form', async () => {
    const whole = await ask('/', { 'accept-encoding': 'br' });
    const head = await ask('/', { 'accept-encoding': 'br' }, 'HEAD');

    expect(head.body.length).toBe(0);
    for (const name of ['content-length', 'content-encoding', 'etag', 'vary'])
      expect(head.headers[name]).toBe(whole.headers[name]);
  });

  it('has a tag for each encoding, and answers 304 to its own only', async () => {
    const tagOf = async (accepted: string) => (await ask('/', { 'accept-encoding': accepted })).headers.etag as string;
    const tags = [await tagOf('br'), await tagOf('gzip'), await tagOf('identity')] as const;
    expect(new Set(tags).size).toBe(3);

    const again = (accepted: string, tag: string) =>
      ask('/', { 'accept-encoding': accepted, 'if-none-match': `W/${tag}` });
    const unchanged = await again('br', tags[0]);
    expect([unchanged.status, unchanged.body.length, unchanged.headers.vary]).toEqual([304, 0, 'accept-encoding']);
    expect((await again('identity', tags[2])).status).toBe(304);
    expect((await again('br', tags[2])).status).toBe(200);
  });

  it('sends the page for what does not exist compressed too', async () => {
    const { status, headers, body } = await ask('/nothing', { 'accept-encoding': 'gzip' });

    expect([status, headers['cache-control']]).toEqual([404, 'no-store']);
    expect(gunzipSync(body).toString()).toContain('nothing here');
  });
});

describe('what is compressed', () => {
  const bodyOf = (text: string) => Buffer.from(text.repeat(1_000));

  it('is kept, and shared by those who ask at the same time', async () => {
    const compressed = createCompressor();
    const [first, second] = await Promise.all([
      compressed(bodyOf('a'), '"1"', 'br'),
      compressed(bodyOf('a'), '"1"', 'br'),
    ]);

    expect(second).toBe(first);
    expect(await compressed(bodyOf('a'), '"1"', 'br')).toBe(first);
    expect(await compressed(bodyOf('a'), '"1"', 'gzip')).not.toBe(first);
  });

  it('is given up where it gets too much, the least recently asked for first', async () => {
    const size = (await createCompressor()(bodyOf('a'), '"1"', 'gzip')).length;
    const compressed = createCompressor(2.5 * size);
    const one = await compressed(bodyOf('a'), '"1"', 'gzip');
    const two = await compressed(bodyOf('b'), '"2"', 'gzip');
    expect(await compressed(bodyOf('a'), '"1"', 'gzip')).toBe(one);
    await compressed(bodyOf('c'), '"3"', 'gzip');

    expect(await compressed(bodyOf('a'), '"1"', 'gzip')).toBe(one);
    expect(await compressed(bodyOf('b'), '"2"', 'gzip')).not.toBe(two);
  });

  it('is not kept at all where it alone is too much', async () => {
    const compressed = createCompressor(10);
    const first = await compressed(bodyOf('a'), '"1"', 'gzip');

    expect(await compressed(bodyOf('a'), '"1"', 'gzip')).not.toBe(first);
    expect(await compressed(bodyOf('a'), '"1"', 'gzip')).toEqual(first);
  });
});
