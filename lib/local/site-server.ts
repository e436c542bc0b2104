// Serves the board's folder on this machine, with the headers that the public site sends.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SECURITY_HEADERS } from '../board/headers.ts';
import { ListenError } from './errors.ts';
import { type Compressor, createCompressor, type Encoding, encodingFor, isCompressible } from './site-encoding.ts';
import { findSiteFile, type SiteFile } from './site-files.ts';
import { WAITING_PAGE, WAITING_PAGE_POLICY } from './waiting-page.ts';

export interface SiteOptions {
  /** The folder that a folder sink publishes into; it may not exist yet. */
  readonly dir: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Address to listen on; a loopback address by default, so that nobody else can reach it. */
  readonly host?: string;
}

export interface Site {
  /** Ends in `/`. */
  readonly url: string;
  /** Ends open connections too. */
  readonly close: () => Promise<void>;
}

/**
 * Starts the server.
 * @throws ListenError if the port is taken or not allowed, or the host is not of this machine
 */
export async function startSite({ dir, port, host = '127.0.0.1' }: SiteOptions): Promise<Site> {
  const site: Served = { dir, onLoopback: isLoopbackName(host), compressed: createCompressor() };
  const server = createServer((request, response) => {
    answer(request, response, site).catch(() => {
      if (!response.headersSent) sendText(response, 500, 'The file could not be read.');
      else response.destroy();
    });
  });
  await listen(server, port, host);
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${name}:${address.port}/`, close: () => closeServer(server) };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new ListenError(host, port, cause.code ?? '', cause)),
    );
    server.listen(port, host, resolve);
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

interface Served {
  readonly dir: string;
  readonly onLoopback: boolean;
  readonly compressed: Compressor;
}

async function answer(request: IncomingMessage, response: ServerResponse, site: Served): Promise<void> {
  const { dir, onLoopback } = site;
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  // A foreign name that was made to point here (DNS rebinding) must not read the board of this machine.
  if (onLoopback && !isLoopbackName(hostNameOf(request)))
    return sendText(response, 421, 'This server answers to localhost only.');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return sendText(response, 405, 'Only GET and HEAD.');
  }
  const found = await findSiteFile(dir, request.url ?? '/');
  if (found === 'bad-request') return sendText(response, 400, 'This is no address of a page.');
  if (found === 'not-published') return sendWaitingPage(response);
  if (found === null) return sendNotFound(request, response, site);
  if ('location' in found) return sendRedirect(response, found.location);
  const file = encodedFor(request, response, found);
  response.setHeader('etag', file.etag);
  response.setHeader('cache-control', file.cacheControl);
  if (matches(request.headers['if-none-match'], file.etag)) return void response.writeHead(304).end();
  await sendFile(response, 200, file, site);
}

function hostNameOf(request: IncomingMessage): string {
  return (request.headers.host ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}

function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name === '::1' || /^127(?:\.\d{1,3}){3}$/.test(name);
}

interface EncodedFile extends SiteFile {
  /** `null` = as it is. */
  readonly encoding: Encoding | null;
}

// Another encoding is another representation, so it has a tag of its own; the compressing itself may still be spared by a 304.
function encodedFor(request: IncomingMessage, response: ServerResponse, file: SiteFile): EncodedFile {
  if (!isCompressible(file.contentType, file.body.length)) return { ...file, encoding: null };
  response.setHeader('vary', 'accept-encoding');
  const encoding = encodingFor(request.headers['accept-encoding']);
  return { ...file, encoding, etag: encoding === null ? file.etag : file.etag.replace(/"$/, `-${encoding}"`) };
}

async function sendFile(response: ServerResponse, status: number, file: EncodedFile, site: Served): Promise<void> {
  const { encoding, etag, contentType } = file;
  const body = encoding === null ? file.body : await site.compressed(file.body, etag, encoding);
  if (encoding !== null) response.setHeader('content-encoding', encoding);
  // For HEAD the body is dropped by Node, the length stays.
  response.writeHead(status, { 'content-type': contentType, 'content-length': body.length }).end(body);
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

async function sendNotFound(request: IncomingMessage, response: ServerResponse, site: Served): Promise<void> {
  const page = await findSiteFile(site.dir, '/404.html');
  if (page === null || typeof page === 'string' || 'location' in page) return sendText(response, 404, 'Not found.');
  response.setHeader('cache-control', 'no-store');
  await sendFile(response, 404, encodedFor(request, response, page), site);
}

function sendWaitingPage(response: ServerResponse): void {
  response.setHeader('content-security-policy', WAITING_PAGE_POLICY);
  response.setHeader('retry-after', '2');
  send(response, 503, 'text/html; charset=utf-8', WAITING_PAGE);
}

function sendRedirect(response: ServerResponse, location: string): void {
  response.setHeader('location', location);
  sendText(response, 301, `Moved to ${location}`);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  send(response, status, 'text/plain; charset=utf-8', `${text}\n`);
}

function send(response: ServerResponse, status: number, contentType: string, text: string): void {
  const body = Buffer.from(text);
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': body.length,
    'cache-control': 'no-store',
  });
  response.end(body);
}
