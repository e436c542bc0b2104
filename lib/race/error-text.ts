// What a server says in the body of a refusal: every provider has a form of its own for it.
import { brotliDecompressSync, unzipSync } from 'node:zlib';
import type { ToldError } from '../providers/dialect.ts';
import type { Capture } from './capture.ts';

const MOST_BYTES = 16 * 1024;
const DEEPEST = 5;

/** The server's own words, and its own code for them; `null` where the body says nothing. */
export function errorIn(capture: Capture): ToldError | null {
  const text = bodyText(capture).trim();
  if (text === '') return null;
  // an error in place of a stream may come in the stream's own form
  const json = /^(?:event:[^\n]*\n)?data:\s*(\{.*)/.exec(text)?.[1] ?? text;
  try {
    return saidIn(JSON.parse(json), 0) ?? { message: text, code: null };
  } catch {
    const title = /<title[^>]*>([^<]+)/i.exec(text)?.[1];
    return { message: title ?? text.replace(/<[^>]*>/g, ' '), code: null };
  }
}

/** The words with the code in front of them, if that is a word too. */
export function spoken({ message, code }: ToldError): string {
  return typeof code === 'string' && !message.includes(code) ? `${code}: ${message}` : message;
}

function bodyText({ chunks, headers }: Capture): string {
  const bytes = Buffer.concat(chunks.map((chunk) => chunk.bytes)).subarray(0, MOST_BYTES);
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  try {
    return decoded(bytes, encoding).subarray(0, MOST_BYTES).toString('utf8');
  } catch {
    return `a body in ${encoding} that cannot be read`;
  }
}

function decoded(bytes: Buffer, encoding: string): Buffer {
  const options = { maxOutputLength: 64 * MOST_BYTES };
  if (encoding === 'gzip' || encoding === 'deflate') return unzipSync(bytes, options);
  return encoding === 'br' ? brotliDecompressSync(bytes, options) : bytes;
}

type Fields = Readonly<Record<string, unknown>>;
const MESSAGES = ['error', 'errors', 'message', 'Message', 'detail', 'msg', 'error_description', 'title', 'reason'];
const CODES = ['code', 'type', 'error_type', 'status', '__type'];

function saidIn(value: unknown, depth: number): ToldError | null {
  if (typeof value === 'string') return value.trim() === '' ? null : { message: value, code: null };
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return null;
  if (Array.isArray(value)) return saidInList(value, depth);
  const fields = value as Fields;
  const inner = firstOf(MESSAGES, (name) => saidIn(fields[name], depth + 1));
  const code = inner?.code ?? codeIn(fields);
  if (inner !== null) return { message: inner.message, code };
  return typeof code === 'string' ? { message: code, code } : null;
}

// FastAPI lists each field it does not take: `[{ loc: ['body', 'model'], msg: 'Field required' }]`.
function saidInList(list: readonly unknown[], depth: number): ToldError | null {
  const said = list.slice(0, 3).flatMap((item) => {
    const one = saidIn(item, depth + 1);
    const place = (item as Fields | null)?.loc;
    if (one === null) return [];
    return Array.isArray(place) ? [{ ...one, message: `${place.slice(0, 8).join('.')}: ${one.message}` }] : [one];
  });
  const [first] = said;
  return first === undefined ? null : { message: said.map(({ message }) => message).join('; '), code: first.code };
}

// A word says more than a number; the word 'error' says nothing.
function codeIn(fields: Fields): string | number | null {
  const word = firstOf(CODES, (name) => {
    const code = fields[name];
    return typeof code === 'string' && code !== '' && code !== 'error' ? code : null;
  });
  // AWS puts a namespace in front
  if (word !== null) return word.slice(word.lastIndexOf('#') + 1);
  return firstOf(CODES, (name) => (typeof fields[name] === 'number' ? fields[name] : null));
}

function firstOf<T>(names: readonly string[], look: (name: string) => T | null): T | null {
  for (const name of names) {
    const found = look(name);
    if (found !== null) return found;
  }
  return null;
}
