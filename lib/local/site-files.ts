// From an address to a file of the published folder. The file is opened once and read whole, so that length, tag and
// bytes always belong together even while the next publication renames new files into place.
import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheControlOf, contentTypeOf } from '../board/headers.ts';

export interface SiteFile {
  readonly body: Buffer;
  /** Strong: a hash of the bytes. */
  readonly etag: string;
  readonly contentType: string;
  readonly cacheControl: string;
}

/** `not-published` while there is no board at all; `null` if there is one, but not this file. */
export type Found = SiteFile | { readonly location: string } | 'bad-request' | 'not-published' | null;

/** @param url path and query of a request */
export async function findSiteFile(dir: string, url: string): Promise<Found> {
  const segments = segmentsOf(url);
  if (segments === null) return 'bad-request';
  const { path, query } = split(url);
  const isFolder = path.endsWith('/');
  // A name that begins with a dot is the sink's own, or an attempt to climb out.
  if (segments.some((segment) => segment.startsWith('.'))) return null;
  const place = [...segments, ...(isFolder ? ['index.html'] : [])].join('/');
  const file = await readSiteFile(dir, place);
  if (file !== null) return file;
  if (!isFolder && (await isFile(join(dir, place, 'index.html')))) {
    return { location: `/${segments.map(encodeURIComponent).join('/')}/${query}` };
  }
  return isPage(place) && !(await isFile(join(dir, 'index.html'))) ? 'not-published' : null;
}

function split(url: string): { readonly path: string; readonly query: string } {
  const mark = url.indexOf('?');
  return mark === -1 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark) };
}

function segmentsOf(url: string): readonly string[] | null {
  try {
    const decoded = decodeURIComponent(split(url).path);
    if (!decoded.startsWith('/') || /[\\\0]/.test(decoded)) return null;
    return decoded.split('/').filter((segment) => segment !== '');
  } catch {
    return null;
  }
}

async function readSiteFile(dir: string, place: string): Promise<SiteFile | null> {
  const body = await readWhole(join(dir, place));
  if (body === null) return null;
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { body, etag, contentType: contentTypeOf(place), cacheControl: cacheControlOf(place) };
}

async function readWhole(path: string): Promise<Buffer | null> {
  try {
    await using file = await open(path, 'r');
    return (await file.stat()).isFile() ? await file.readFile() : null;
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG']);

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ABSENT.has(String(error.code));
}

function isPage(place: string): boolean {
  return place.endsWith('index.html') || !/\.[a-z0-9]+$/.test(place);
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
