// The data folder: everything that a local monitor keeps. It carries a marker, so that no other folder is written to by mistake.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  DamagedDataDirError,
  DataDirError,
  DataDirIsFileError,
  DataDirNotWritableError,
  ForeignDataDirError,
  NewerDataDirError,
} from './data-errors.ts';

export const MARKER_FILE = 'photofinish.json';
/** Raised when an older version could no longer read what is written. */
export const DATA_FORMAT = 1;
const UNFINISHED_MARKER = `.${MARKER_FILE}.tmp`;
// What systems put into any folder on their own.
const NOT_A_SIGN_OF_USE: ReadonlySet<string> = new Set([UNFINISHED_MARKER, '.DS_Store', 'lost+found']);

export interface DataDir {
  /** Absolute. */
  readonly path: string;
  readonly database: string;
  readonly unsavedRounds: string;
}

/**
 * Makes the folder if there is none, marks it as ours if it is empty, and refuses any other.
 * @throws DataDirError, a class for each reason
 */
export async function openDataDir(folder: string): Promise<DataDir> {
  const path = resolve(folder);
  try {
    await mkdir(path, { recursive: true });
    const entries = await readdir(path);
    if (entries.includes(MARKER_FILE)) await checkMarker(path);
    else {
      const foreign = entries.filter((entry) => !NOT_A_SIGN_OF_USE.has(entry));
      if (foreign.length > 0) throw new ForeignDataDirError(path, foreign);
    }
    await writeMarker(path, entries.includes(MARKER_FILE));
  } catch (error) {
    throw asDataDirError(path, error);
  }
  return { path, database: join(path, 'dynamodb'), unsavedRounds: join(path, 'unsaved-rounds') };
}

async function checkMarker(path: string): Promise<void> {
  const marker = join(path, MARKER_FILE);
  const format = formatIn(await readFile(marker, 'utf8'));
  if (format === null) throw new DamagedDataDirError(path, marker, undefined);
  if (format > DATA_FORMAT) throw new NewerDataDirError(path, format, DATA_FORMAT);
}

function formatIn(text: string): number | null {
  try {
    const { format } = JSON.parse(text) as { format?: unknown };
    return typeof format === 'number' && Number.isInteger(format) ? format : null;
  } catch {
    return null;
  }
}

// Written whole or not at all: a crash in between leaves a folder that still counts as empty. Also tried where the marker is
// there already, because only writing shows that the folder can be written.
async function writeMarker(path: string, isMarked: boolean): Promise<void> {
  const note = 'The data of a photofinish monitor. Delete the whole folder to start anew.';
  const unfinished = join(path, UNFINISHED_MARKER);
  await writeFile(unfinished, `${JSON.stringify({ format: DATA_FORMAT, note }, null, 2)}\n`);
  if (isMarked) await rm(unfinished);
  else await rename(unfinished, join(path, MARKER_FILE));
}

function asDataDirError(path: string, error: unknown): unknown {
  if (error instanceof DataDirError) return error;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EEXIST' || code === 'ENOTDIR') return new DataDirIsFileError(path, error);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOSPC')
    return new DataDirNotWritableError(path, error);
  return error;
}
