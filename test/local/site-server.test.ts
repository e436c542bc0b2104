import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECURITY_HEADERS } from '../../lib/board/headers.ts';
import { ListenError } from '../../lib/local/errors.ts';
import { type Site, startSite } from '../../lib/local/site-server.ts';

let dir: string;
let site: Site;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'site-'));
  await mkdir(join(dir, 'site/eu-west-1/7d'), { recursive: true });
  await mkdir(join(dir, 'site/assets'));
  await mkdir(join(dir, 'site/data/v1'), { recursive: true });
  await writeFile(join(dir, 'secret.txt'), 'secret');
  await writeFile(join(dir, 'site/.board-manifest.json'), '[]');
  await writeFile(join(dir, 'site/index.html'), '<!doctype html>start');
  await writeFile(join(dir, 'site/404.html'), '<!doctype html>nothing here');
  await writeFile(join(dir, 'site/eu-west-1/7d/index.html'), '<!doctype html>europe');
  await writeFile(join(dir, 'site/assets/app-1.js'), 'export {};');
  await writeFile(join(dir, 'site/data/v1/board.json'), '{}');
  site = await startSite({ dir: join(dir, 'site'), port: 0 });
});
afterAll(async () => {
  await site.close();
  await rm(dir, { recursive: true, force: true });
});

interface Raw {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

// `fetch` tidies paths and forbids a Host header; a hostile client does not.
function raw(path: string, { method = 'GET', host }: { method?: string; host?: string } = {}): Promise<Raw> {
  const { hostname, port } = new URL(site.url);
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    const sent = httpRequest({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject).end();
  });
}

describe('the local server', () => {
  it.each([
    ['/', 200, 'text/html; charset=utf-8', '<!doctype html>start'],
    ['/?sort=-p95', 200, 'text/html; charset=utf-8', '<!doctype html>start'],
    ['/eu-west-1/7d/', 200, 'text/html; charset=utf-8', '<!doctype html>europe'],
    ['/data/v1/board.json', 200, 'application/json; charset=utf-8', '{}'],
    ['/nothing/here', 404, 'text/html; charset=utf-8', '<!doctype html>nothing here'],
    ['/data/v1/', 404, 'text/html; charset=utf-8', '<!doctype html>nothing here'],
  ])('answers %s with %i', async (path, status, contentType, body) => {
    const response = await raw(path);

    expect(response).toMatchObject({ status, body });
    expect(response.headers['content-type']).toBe(contentType);
  });

  it.each(['/', '/nothing', '/data/v1/board.json', '/%'])('sends the security headers with %s', async (path) => {
    const { headers } = await raw(path);

    expect(headers).toMatchObject(SECURITY_HEADERS);
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });

  it('lets assets be kept for ever and asks for the rest each time', async () => {
    expect((await raw('/assets/app-1.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await raw('/')).headers['cache-control']).toContain('must-revalidate');
    expect((await raw('/nothing')).headers['cache-control']).toBe('no-store');
  });

  it('answers 304 until the bytes change', async () => {
    const path = new URL('data/v1/board.json', site.url);
    const etag = (await fetch(path)).headers.get('etag') ?? '';
    const again = (): Promise<Response> => fetch(path, { headers: { 'if-none-match': `"other", W/${etag}` } });

    expect((await again()).status).toBe(304);
    await writeFile(join(dir, 'site/data/v1/board.json'), '{"new":true}');
    const changed = await again();
    expect(changed.status).toBe(200);
    expect(await changed.text()).toBe('{"new":true}');
  });

  it('answers HEAD with the length and no body', async () => {
    const { status, headers, body } = await raw('/', { method: 'HEAD' });

    expect({ status, length: headers['content-length'], body }).toEqual({ status: 200, length: '20', body: '' });
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const { status, headers } = await raw('/', { method });

    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/eu-west-1/%2e%2e/%2e%2e/secret.txt',
    '/..\\secret.txt',
    '/%00',
    '/%E0%A4%A',
    '/.board-manifest.json',
    '/.staging/index.html',
    `/${'x'.repeat(2000)}`,
    '//secret.txt',
    'http://evil.example/secret.txt',
  ])('serves nothing outside its folder: %s', async (path) => {
    const { status, body } = await raw(path);

    expect([400, 404]).toContain(status);
    expect(body).not.toContain('secret');
    expect(body).not.toContain('[]');
  });

  it('leads to the folder where the slash is missing, and never to another host', async () => {
    expect((await raw('/eu-west-1/7d?sort=p95')).headers.location).toBe('/eu-west-1/7d/?sort=p95');
    expect((await raw('//eu-west-1/7d')).headers.location).toBe('/eu-west-1/7d/');
  });

  it.each([
    ['localhost:4600', 200],
    ['127.0.0.1', 200],
    ['[::1]:80', 200],
    ['evil.example', 421],
    ['localhost.evil.example', 421],
    ['127.0.0.1.evil.example:80', 421],
  ])('answers to the name %s with %i, against DNS rebinding', async (host, status) => {
    expect((await raw('/', { host })).status).toBe(status);
  });

  it('says what to do where the port is taken', async () => {
    const port = Number(new URL(site.url).port);
    const second = startSite({ dir, port });

    await expect(second).rejects.toThrow(ListenError);
    await expect(second).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken. Choose another with --port N, or --port 0`,
    );
  });

  it('says so where the host is none of this machine', async () => {
    await expect(startSite({ dir, port: 0, host: '192.0.2.1' })).rejects.toThrow(
      '192.0.2.1 is no address of this machine',
    );
  });
});

describe('before the first board', () => {
  it('shows a page that asks again by itself, and 404 for the rest', async () => {
    const waiting = await startSite({ dir: join(dir, 'not-yet'), port: 0 });
    try {
      const page = await fetch(waiting.url);
      const text = await page.text();
      const policy = page.headers.get('content-security-policy') ?? '';

      expect(page.status).toBe(503);
      expect(text).toContain('The first round is on its way');
      expect(text).toContain('http-equiv="refresh"');
      expect(policy).toMatch(/style-src 'sha256-[\w+/=]+'/);
      expect(policy).not.toContain('unsafe');
      expect((await fetch(new URL('eu-west-1/7d/', waiting.url))).status).toBe(503);
      expect((await fetch(new URL('data/v1/board.json', waiting.url))).status).toBe(404);
    } finally {
      await waiting.close();
    }
  });
});
