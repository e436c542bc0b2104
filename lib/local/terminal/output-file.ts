// Where a command's data goes: standard output, or a file that appears whole or not at all.
import { randomUUID } from 'node:crypto';
import { lstat, open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { OutputFileError } from '../errors.ts';

export interface Output {
  write(text: string): Promise<void>;
  /** All is written: only now does the file appear, in the place of an older one. */
  finish(): Promise<void>;
  /** Leaves no trace, unless it is finished. */
  [Symbol.asyncDispose](): Promise<void>;
}

export function streamOutput(write: (text: string) => unknown): Output {
  return {
    write: async (text) => void write(text),
    finish: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/**
 * Opens a temporary file beside the one that is wanted: whether it can be written is known before anything is spent.
 * @throws OutputFileError, also by what it returns
 */
export async function fileOutput(path: string): Promise<Output> {
  const place = await placeOf(path);
  const temporary = join(dirname(place), `.${basename(place)}.${randomUUID()}.tmp`);
  const file = await telling(path, () => open(temporary, 'wx', 0o644));
  let isOpen = true;
  const close = async () => {
    if (isOpen) await file.close();
    isOpen = false;
  };
  return {
    write: (text) => telling(path, () => file.writeFile(text)),
    finish: () =>
      telling(path, async () => {
        await file.sync();
        await close();
        await rename(temporary, place);
      }),
    [Symbol.asyncDispose]: async () => {
      await close().catch(() => undefined);
      await rm(temporary, { force: true });
    },
  };
}

// A link is followed, so that it stays one; a device or a pipe would be replaced by a file, so it is refused.
async function placeOf(path: string): Promise<string> {
  const place = await realpath(path).catch(() => path);
  const stat = await lstat(place).catch(() => null);
  if (stat === null || stat.isFile()) return place;
  throw new OutputFileError(
    path,
    stat.isDirectory() ? `is a folder; ${NAME_ANOTHER}` : `is no plain file; ${NAME_ANOTHER}`,
  );
}

const NAME_ANOTHER = 'name a file, or leave the option out';
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist; make it, or name another file',
  ENOTDIR: 'a part of its path is a file; name another file',
  EACCES: 'no permission to write there; name another file',
  EPERM: 'no permission to write there; name another file',
  EROFS: 'the file system is read-only; name another file',
  ENOSPC: 'the disk is full; free some space',
};

async function telling<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new OutputFileError(path, REASONS[code] ?? `cannot be written (${code || String(error)})`, error);
  }
}
