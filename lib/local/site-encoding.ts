// Text is sent compressed to those who take it, as the CDN does for the public site, so that sizes and times are the same
// here. Compressed bytes are kept: a page that is looked at again and again while a race runs is compressed once.
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

const TEXT = /^(?:text\/|application\/(?:json|xml|atom\+xml)\b|image\/svg\+xml\b)/;
// CloudFront's own bounds; below them there is nothing to win.
const MIN_BYTES = 1_000;
const MAX_BYTES = 10_000_000;

/** Whether a file is sent compressed to those who take it. Images, archives and Parquet are compressed in themselves. */
export function isCompressible(contentType: string, bytes: number): boolean {
  return TEXT.test(contentType) && bytes >= MIN_BYTES && bytes <= MAX_BYTES;
}

/** The encoding that a client likes best, brotli where it likes both alike; `null` = as it is (RFC 9110, section 12.5.3). */
export function encodingFor(acceptEncoding: string | undefined): Encoding | null {
  const weights = new Map((acceptEncoding ?? '').split(',').map(weightOf));
  const brotli = weights.get('br') ?? weights.get('*') ?? 0;
  const gzipped = weights.get('gzip') ?? weights.get('*') ?? 0;
  const best = Math.max(brotli, gzipped);
  if (best === 0 || best < (weights.get('identity') ?? 0)) return null;
  return brotli === best ? 'br' : 'gzip';
}

function weightOf(part: string): readonly [name: string, weight: number] {
  const [name = '', ...parameters] = part
    .trim()
    .toLowerCase()
    .split(/\s*;\s*/);
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = given === undefined ? 1 : Number(given.slice(2));
  return [name, weight > 0 && weight <= 1 ? weight : 0];
}

/** Gives the compressed form of some bytes. @param etag the same for the same bytes */
export type Compressor = (body: Buffer, etag: string, encoding: Encoding) => Promise<Buffer>;

const KEPT_BYTES = 8 * 1024 * 1024;

/** @param keptBytes how much of what was compressed is kept, the least recently asked for going first */
export function createCompressor(keptBytes = KEPT_BYTES): Compressor {
  const kept = new Map<string, Promise<Buffer>>();
  const sizes = new Map<string, number>();
  const keepWithin = (): void => {
    let total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
    for (const key of kept.keys()) {
      if (total <= keptBytes) return;
      total -= sizes.get(key) ?? 0;
      sizes.delete(key);
      kept.delete(key);
    }
  };
  return async (body, etag, encoding) => {
    const key = `${encoding} ${etag}`;
    // Asked for twice at once, it is still compressed once.
    const known = kept.get(key) ?? compress(body, encoding);
    kept.delete(key);
    kept.set(key, known);
    const compressed = await known;
    if (kept.has(key)) sizes.set(key, compressed.length);
    keepWithin();
    return compressed;
  };
}

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

// Levels at which 50 KB take a millisecond, off the event loop that a race is timed on.
function compress(body: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'gzip') return gzipAsync(body, { level: 6 });
  return brotliAsync(body, {
    params: { [zlib.BROTLI_PARAM_QUALITY]: 5, [zlib.BROTLI_PARAM_SIZE_HINT]: body.length },
  });
}
