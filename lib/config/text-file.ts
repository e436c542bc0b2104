// Reading a text file that a person wrote, with a reason where that fails.
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';

export type TextFile =
  | { readonly text: string }
  | { readonly problem: string; readonly remedy: string; readonly line: number; readonly code: string | null };

/** The text of a UTF-8 file, without a byte order mark; or why there is none. */
export function readText(path: string, maxBytes: number): TextFile {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, 'r');
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) return refusedAs('EISDIR');
    if (stat.isCharacterDevice()) return refusedAs('ENODEV');
    if (stat.size > maxBytes) {
      return {
        ...refusedAs('EFBIG'),
        problem: `is larger than ${Math.round(maxBytes / 1000).toLocaleString('en')} kB`,
      };
    }
    return decoded(readFileSync(descriptor));
  } catch (error) {
    return refusedAs(error instanceof Error && 'code' in error ? String(error.code) : 'unknown');
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  ENOENT: ['does not exist', 'Check the name, or make the file.'],
  ENOTDIR: ['does not exist', 'A part of its path is a file, not a folder.'],
  EISDIR: ['is a folder', 'Name a file.'],
  ENODEV: ['is a device', 'Name a file.'],
  EACCES: ['may not be read', 'Give yourself the right to read it.'],
  EFBIG: ['is too large', 'Name another file.'],
};

function refusedAs(code: string): Exclude<TextFile, { text: string }> {
  const [problem, remedy] = REASONS[code] ?? [`cannot be read (${code})`, 'Check the file.'];
  return { problem, remedy, line: 1, code };
}

function decoded(bytes: Buffer): TextFile {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const remedy = 'Save it as UTF-8 in your editor.';
    return { problem: 'is not UTF-8 text', remedy, line: lineOfBadByte(bytes), code: null };
  }
}

// No byte of a UTF-8 sequence is a line feed, so lines can be tried one by one.
function lineOfBadByte(bytes: Buffer): number {
  let start = 0;
  for (let line = 1; start < bytes.length; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    const text = bytes.subarray(start, end);
    if (!text.equals(Buffer.from(text.toString('utf8')))) return line;
    start = end + 1;
  }
  return 1;
}
