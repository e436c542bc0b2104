// From the fragment of an address to the race in it, and back. All of it stays in the browser.
import { countText } from '../../domain/figure-text.ts';
import {
  MAX_LINK_LENGTH,
  MAX_UNPACKED_BYTES,
  packed,
  SHARE_HASH,
  type SharedRun,
  shareHash,
} from '../../domain/shared-run.ts';
import { NoRaceError } from './errors.ts';
import { unpacked } from './packed-run.ts';

const DAMAGED = 'This link is damaged: it cannot be unpacked. Was all of it copied?';

/**
 * The race that a fragment holds.
 * @param hash `#race=...`
 * @returns `null` if it is of another kind, or empty
 * @throws NoRaceError
 */
export async function runFromHash(hash: string): Promise<SharedRun | null> {
  if (!hash.startsWith(SHARE_HASH)) return null;
  const bytes = bytesOf(hash.slice(SHARE_HASH.length));
  const json = await inflated(bytes);
  try {
    return unpacked(JSON.parse(json));
  } catch (error) {
    throw error instanceof NoRaceError ? error : new NoRaceError(DAMAGED);
  }
}

/** The fragment of a link to a race; it may be longer than a link should be. */
export async function hashOf(run: SharedRun): Promise<string> {
  const json = new Blob([JSON.stringify(packed(run))]);
  const deflated = new Response(json.stream().pipeThrough(new CompressionStream('deflate-raw')));
  return shareHash(new Uint8Array(await deflated.arrayBuffer()));
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  if (base64url.length > MAX_LINK_LENGTH) {
    const length = countText(base64url.length);
    throw new NoRaceError(`This link has ${length} characters; at most ${countText(MAX_LINK_LENGTH)} are read.`);
  }
  if (!/^[A-Za-z0-9_-]+$/.test(base64url)) throw new NoRaceError(DAMAGED);
  try {
    const bytes = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
  } catch {
    throw new NoRaceError(DAMAGED);
  }
}

// A kilobyte can be made to unpack to a gigabyte, so what comes out is counted as it comes.
async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [text, length] = ['', 0];
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      length += read.value.byteLength;
      if (length > MAX_UNPACKED_BYTES) break;
      text += decoder.decode(read.value, { stream: true });
    }
    if (length <= MAX_UNPACKED_BYTES) return text + decoder.decode();
  } catch {
    throw new NoRaceError(DAMAGED);
  }
  await reader.cancel().catch(() => undefined);
  throw new NoRaceError(`This link unpacks to more than ${countText(MAX_UNPACKED_BYTES)} bytes. It is not read.`);
}
