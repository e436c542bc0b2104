// Text that came from outside, made fit to be stored and shown.

/** The longest message of a server that is kept, in characters. */
export const MAX_MESSAGE_LENGTH = 300;

// C0, DEL, C1, zero-width and bidirectional controls: nothing a terminal or a page could act on.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]+/gu;

/** One line of printable text of at most `maxLength` characters. */
export function printable(text: string, maxLength: number = MAX_MESSAGE_LENGTH): string {
  const line = text
    .slice(0, maxLength * 8)
    .toWellFormed()
    .replace(UNPRINTABLE, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length <= maxLength ? line : `${characters.slice(0, maxLength - 1).join('')}…`;
}

/**
 * `text` without any of the secrets, also where they stand base64, URL or JSON encoded, or in part.
 * @param secrets values in use; those shorter than 4 characters are not secrets and are left alone
 */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length < 4) continue;
    const forms = [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      base64(secret),
      hex(secret),
    ];
    for (const form of new Set(forms)) clean = clean.replaceAll(form, '[key]');
    clean = withoutFragments(clean, secret);
  }
  return clean;
}

// A server may echo a key cut short ("sk-proj-abcd…"): a run of 8 or more characters of the secret is as telling.
function withoutFragments(text: string, secret: string): string {
  const length = 8;
  let clean = text;
  for (let at = 0; at + length <= secret.length; at++) {
    const fragment = secret.slice(at, at + length);
    while (clean.includes(fragment)) {
      const start = clean.indexOf(fragment);
      let end = length;
      while (at + end < secret.length && clean[start + end] === secret[at + end]) end++;
      clean = `${clean.slice(0, start)}[key]${clean.slice(start + end)}`;
    }
  }
  return clean;
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text))).replace(/=+$/, '');
}

function hex(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
