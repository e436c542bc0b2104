// Publishes the board into a folder. All bytes are first written aside, then renamed into place, the index last: a full
// disk or a kill leaves the old board, and a reader never sees half a file.
import type { Dirent } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { BoardDocument } from './documents.ts';
import { ForeignFolderError, PublishError } from './errors.ts';
import { assertPlainPath } from './paths.ts';

/** Where the board goes. */
export interface BoardSink {
  /** The files that earlier publications have left there; not those that one was about to bring when it was cut off. */
  readonly paths: () => Promise<readonly string[]>;
  /** Writes what is new or changed of some documents, ahead of a publication that keeps them. Deletes nothing. */
  readonly put: (documents: readonly BoardDocument[]) => Promise<Published>;
  /** Writes what is new or changed, the last document last, and deletes all earlier files that are neither among these nor kept. */
  readonly publish: (documents: readonly BoardDocument[], kept?: ReadonlySet<string>) => Promise<Published>;
}

export interface Published {
  /** Files written because they are new or changed. */
  readonly written: number;
  readonly unchanged: number;
  /** Files of an earlier publication that are no longer part of the board. */
  readonly deleted: number;
}

// Names that begin with a dot are never served and never a document's.
const MANIFEST = '.board-manifest.json';
const STAGING = '.staging';
const PARALLEL = 16;

/**
 * A sink that writes into a folder, which is made if it is missing. Only files named in its manifest are ever deleted.
 * `put` and `publish` throw a DocumentPathError before anything is written, a ForeignFolderError if the folder holds
 * something else, a PublishError if the file system refuses.
 */
export function folderSink(dir: string): BoardSink {
  const root = resolve(dir);
  return {
    paths: () => presentPaths(root),
    put: (documents) => written(root, documents, () => true),
    publish: (documents, kept) => written(root, documents, (path) => kept?.has(path) ?? false),
  };
}

/** Writes documents, and deletes the earlier files that are neither among them nor to stay. */
async function written(
  root: string,
  documents: readonly BoardDocument[],
  stays: (path: string) => boolean,
): Promise<Published> {
  for (const { path } of documents) assertPlainPath(path);
  return refusedAs(root, async () => {
    const earlier = await openFolder(root);
    const changed = await changedOf(root, documents);
    const given = new Set(documents.map(({ path }) => path));
    const either = new Set([...earlier, ...given]);
    const obsolete = [...earlier].filter((path) => !given.has(path) && !stays(path));
    await stage(root, changed);
    // Before the first rename, so that a file of a publication that is killed half-way is known to be ours.
    await writeManifest(root, earlier, either);
    for (const { path } of changed) await moveIntoPlace(root, path);
    for (const path of obsolete) await deleteFile(root, path);
    await writeManifest(root, either, new Set([...either].filter((path) => given.has(path) || stays(path))));
    await rm(join(root, STAGING), { recursive: true, force: true });
    return { written: changed.length, unchanged: documents.length - changed.length, deleted: obsolete.length };
  });
}

async function refusedAs<Result>(root: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    // On a full disk what was staged would stand in the way of everything else.
    await rm(join(root, STAGING), { recursive: true, force: true }).catch(() => undefined);
    throw error instanceof Error && 'code' in error ? new PublishError(root, error) : error;
  }
}

// A publication that is killed leaves names in the manifest that are not in the folder.
async function presentPaths(root: string): Promise<readonly string[]> {
  const present = await inBatches([...(await readManifest(root))], async (path) => {
    const isThere = await stat(join(root, path)).then(
      (found) => found.isFile(),
      () => false,
    );
    return isThere ? [path] : [];
  });
  return present.flat();
}

/** Makes the folder, clears what a killed publication left, and returns the paths of the earlier publication. */
async function openFolder(root: string): Promise<ReadonlySet<string>> {
  await mkdir(root, { recursive: true });
  const entries = await readdir(root, { withFileTypes: true });
  if (!entries.some((entry) => entry.name === MANIFEST)) refuseForeign(root, entries);
  await rm(join(root, STAGING), { recursive: true, force: true });
  return readManifest(root);
}

function refuseForeign(root: string, entries: readonly Dirent[]): void {
  const foreign = entries.find((entry) => entry.name !== STAGING);
  if (foreign !== undefined) throw new ForeignFolderError(root, foreign.name);
}

async function readManifest(root: string): Promise<ReadonlySet<string>> {
  try {
    const paths: unknown = JSON.parse(await readFile(join(root, MANIFEST), 'utf8'));
    return new Set(Array.isArray(paths) ? paths.filter(isPlainPath) : []);
  } catch {
    // Missing or damaged: then nothing is known to be ours, and nothing gets deleted.
    return new Set();
  }
}

function isPlainPath(path: unknown): path is string {
  if (typeof path !== 'string') return false;
  try {
    assertPlainPath(path);
    return true;
  } catch {
    return false;
  }
}

async function writeManifest(root: string, before: ReadonlySet<string>, paths: ReadonlySet<string>): Promise<void> {
  // An empty folder gets one all the same: by it the next publication knows the folder for its own.
  if (before.size > 0 && before.size === paths.size && [...paths].every((path) => before.has(path))) return;
  const staged = join(root, STAGING, MANIFEST);
  await mkdir(dirname(staged), { recursive: true });
  await writeFile(staged, JSON.stringify([...paths].toSorted()));
  await rename(staged, join(root, MANIFEST));
}

async function changedOf(root: string, documents: readonly BoardDocument[]): Promise<readonly BoardDocument[]> {
  const changed = await inBatches(documents, async (each) => ((await isUnchanged(root, each)) ? [] : [each]));
  return changed.flat();
}

async function isUnchanged(root: string, { path, body }: BoardDocument): Promise<boolean> {
  return readFile(join(root, path)).then(
    (present) => present.equals(typeof body === 'string' ? Buffer.from(body) : body),
    () => false,
  );
}

async function stage(root: string, documents: readonly BoardDocument[]): Promise<void> {
  await inBatches(documents, async ({ path, body }) => {
    const staged = join(root, STAGING, path);
    await mkdir(dirname(staged), { recursive: true });
    await writeFile(staged, body);
  });
}

async function moveIntoPlace(root: string, path: string): Promise<void> {
  const place = join(root, path);
  await mkdir(dirname(place), { recursive: true });
  await rename(join(root, STAGING, path), place);
}

async function deleteFile(root: string, path: string): Promise<void> {
  await rm(join(root, path), { force: true });
  await removeEmptyParents(root, dirname(path));
}

async function removeEmptyParents(root: string, folder: string): Promise<void> {
  if (folder === '.') return;
  const isEmpty = await rmdir(join(root, folder)).then(
    () => true,
    () => false,
  );
  if (isEmpty) await removeEmptyParents(root, dirname(folder));
}

async function inBatches<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += PARALLEL) {
    results.push(...(await Promise.all(items.slice(start, start + PARALLEL).map(work))));
  }
  return results;
}
