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
