// Takes the keys in use out of a text that came from outside, in whatever clothes a server gives them back: escaped,
// encoded, reversed, in another case, with separators, in part, or several of these at once.
import { decodedViews, plainView, type View } from './text-views.ts';

/** No message is shown longer than a part of this; what lies beyond is dropped unread. */
export const MAX_REDACTED_LENGTH = 16 * 1024;

/** A run of so many characters of a secret is as telling as the whole ("sk-proj-abcd…"). */
const FRAGMENT_LENGTH = 8;
/** Shorter values are no secrets, and are left alone. */
const SHORTEST_SECRET = 4;
// Each layer of an encoding is one step of decoding.
const DEEPEST = 3;
// All that is looked at for one text, in multiples of its length: what nests deeper than this is given up in linear time.
const MOST_LOOKED_AT = 96;

interface Needles {
  /** Rolling hashes of the fragments, to pass over quickly what cannot be one. */
  readonly hashes: ReadonlySet<number>;
  readonly fragments: ReadonlySet<string>;
  /** The forms of secrets that are too short to be looked for in fragments. */
  readonly short: readonly string[];
}

// The same list of secrets serves for all the messages of a round.
const known = new WeakMap<readonly string[], Needles>();

/**
 * The first 16 Ki characters of `text` without any of the secrets, or 8 characters of one in a row.
 * @param secrets values in use
 */
export function redact(text: string, secrets: readonly string[]): string {
  const needles = known.get(secrets) ?? needlesOf(secrets);
  known.set(secrets, needles);
  let clean = text.slice(0, MAX_REDACTED_LENGTH);
  for (const form of needles.short) clean = clean.replaceAll(form, '[key]');
  if (needles.fragments.size === 0 || clean.length < FRAGMENT_LENGTH) return clean;
  const marked = new Uint8Array(clean.length);
  let left = clean.length * MOST_LOOKED_AT;
  const explore = (view: View, depth: number) => {
    left -= view.text.length;
    if (left < 0) return;
    mark(view, needles, marked);
    if (depth < DEEPEST) for (const inner of decodedViews(view)) explore(inner, depth + 1);
  };
  explore(plainView(clean), 0);
  return withoutMarked(clean, marked);
}

function mark({ text, from, to }: View, { hashes, fragments }: Needles, marked: Uint8Array): void {
  const folded = lowerCased(text);
  let hash = 0;
  for (let end = 0; end < folded.length; end++) {
    hash = rolled(hash, folded, end);
    const start = end - FRAGMENT_LENGTH + 1;
    if (start < 0 || !hashes.has(hash) || !fragments.has(folded.slice(start, end + 1))) continue;
    marked.fill(1, from[start], to[end]);
  }
}

function withoutMarked(text: string, marked: Uint8Array): string {
  let clean = '';
  let from = 0;
  for (let at = marked.indexOf(1); at !== -1; at = marked.indexOf(1, from)) {
    clean += `${text.slice(from, at)}[key]`;
    from = marked.indexOf(0, at);
    if (from === -1) return clean;
  }
  return clean + text.slice(from);
}

function needlesOf(secrets: readonly string[]): Needles {
  const fragments = new Set<string>();
  const hashes = new Set<number>();
  const short = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    if (secret.length < FRAGMENT_LENGTH) for (const form of shortForms(secret)) short.add(form);
    for (const form of formsOf(secret)) addFragments(form, fragments, hashes);
  }
  return { fragments, hashes, short: [...short] };
}

// Whatever else a server does to a key is undone when the text is looked at.
function formsOf(secret: string): string[] {
  const folded = lowerCased(secret);
  const forms = [folded, lowerCased(utf8(secret)), folded.replace(/[^0-9a-z]/g, '')];
  return forms.flatMap((form) => [form, Array.from(form).reverse().join('')]);
}

function addFragments(form: string, fragments: Set<string>, hashes: Set<number>): void {
  let hash = 0;
  for (let end = 0; end < form.length; end++) {
    hash = rolled(hash, form, end);
    if (end < FRAGMENT_LENGTH - 1) continue;
    hashes.add(hash);
    fragments.add(form.slice(end - FRAGMENT_LENGTH + 1, end + 1));
  }
}

const FACTOR = 31;
const FACTOR_OUT = (FACTOR ** FRAGMENT_LENGTH % 2 ** 32) | 0;

/** The hash of the fragment that ends at `end`, from that of the one before. */
function rolled(hash: number, text: string, end: number): number {
  const leaving = end < FRAGMENT_LENGTH ? 0 : text.charCodeAt(end - FRAGMENT_LENGTH);
  return (Math.imul(hash, FACTOR) + text.charCodeAt(end) - Math.imul(leaving, FACTOR_OUT)) | 0;
}

// Of ASCII alone: other letters may change their length with their case.
function lowerCased(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function utf8(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

function shortForms(secret: string): string[] {
  const bytes = utf8(secret);
  const hex = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  const base64 = btoa(bytes).replace(/=+$/, '');
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64, hex];
}
