// Publishes the board into a folder. All bytes are first written aside, then renamed into place, the index last: a full
// disk or a kill leaves the old board, and a reader never sees half a file.
import type { Dirent } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { BoardDocument } from './documents.ts';
import { ForeignFolderError, PublishError } from './errors.ts';
import { assertPlainPath } from './paths.ts';

/** Where the board goes; each takes all documents of one publication at once. */
export interface BoardSink {
  readonly publish: (documents: readonly BoardDocument[]) => Promise<Published>;
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
 * `publish` throws a DocumentPathError before anything is written, a ForeignFolderError if the folder holds something
 * else, a PublishError if the file system refuses.
 */
export function folderSink(dir: string): BoardSink {
  const root = resolve(dir);
  return { publish: (documents) => publish(root, documents) };
}

async function publish(root: string, documents: readonly BoardDocument[]): Promise<Published> {
  for (const { path } of documents) assertPlainPath(path);
  try {
    const earlier = await openFolder(root);
    const changed = await changedOf(root, documents);
    const current = new Set(documents.map(({ path }) => path));
    await stage(root, changed);
    // Before the first rename, so that a file of a publication that is killed half-way is known to be ours.
    await writeManifest(root, new Set([...earlier, ...current]));
    for (const { path } of changed) await moveIntoPlace(root, path);
    const deleted = await deleteFiles(
      root,
      earlier.filter((path) => !current.has(path)),
    );
    await writeManifest(root, current);
    await rm(join(root, STAGING), { recursive: true, force: true });
    return { written: changed.length, unchanged: documents.length - changed.length, deleted };
  } catch (error) {
    // On a full disk what was staged would stand in the way of everything else.
    await rm(join(root, STAGING), { recursive: true, force: true }).catch(() => undefined);
    throw error instanceof Error && 'code' in error ? new PublishError(root, error) : error;
  }
}

/** Makes the folder, clears what a killed publication left, and returns the paths of the earlier publication. */
async function openFolder(root: string): Promise<readonly string[]> {
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

async function readManifest(root: string): Promise<readonly string[]> {
  try {
    const paths: unknown = JSON.parse(await readFile(join(root, MANIFEST), 'utf8'));
    return Array.isArray(paths) ? paths.filter(isPlainPath) : [];
  } catch {
    // Missing or damaged: then nothing is known to be ours, and nothing gets deleted.
    return [];
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

async function writeManifest(root: string, paths: ReadonlySet<string>): Promise<void> {
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
    (present) => present.equals(Buffer.from(body)),
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

async function deleteFiles(root: string, paths: readonly string[]): Promise<number> {
  for (const path of paths) {
    await rm(join(root, path), { force: true });
    await removeEmptyParents(root, dirname(path));
  }
  return paths.length;
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
