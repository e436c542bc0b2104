import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MARKER_FILE, openDataDir } from '../../lib/local/data-dir.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'photofinish-'));
});
afterEach(() => rm(home, { recursive: true }));

test('a folder that is not there is made and marked, and opens again', async () => {
  const path = join(home, 'some', 'where');
  await openDataDir(path);
  expect(JSON.parse(await readFile(join(path, MARKER_FILE), 'utf8'))).toMatchObject({ format: 1 });
  await writeFile(join(path, 'more'), '');
  expect(await openDataDir(path)).toEqual({
    path,
    database: join(path, 'dynamodb'),
    unsavedRounds: join(path, 'unsaved-rounds'),
  });
});

test('an empty folder is taken, also after a crash while it was marked', async () => {
  await writeFile(join(home, `.${MARKER_FILE}.tmp`), '{');
  await openDataDir(home);
  expect(await readdir(home)).toEqual([MARKER_FILE]);
});

test('a folder that holds something else is refused and left alone', async () => {
  await writeFile(join(home, 'thesis.txt'), 'precious');
  await expect(openDataDir(home)).rejects.toMatchObject({
    name: 'ForeignDataDirError',
    message: expect.stringMatching(/thesis\.txt.*--data/),
  });
  expect(await readdir(home)).toEqual(['thesis.txt']);
});

test('a file, or a folder below a file, is refused', async () => {
  const file = join(home, 'file');
  await writeFile(file, '');
  for (const path of [file, join(file, 'below')]) {
    await expect(openDataDir(path)).rejects.toMatchObject({ name: 'DataDirIsFileError', path });
  }
});

test('a newer format is refused', async () => {
  await writeFile(join(home, MARKER_FILE), '{ "format": 2 }');
  await expect(openDataDir(home)).rejects.toMatchObject({
    name: 'NewerDataDirError',
    message: expect.stringContaining('format 2'),
  });
});

test.each(['', '{', '{}', '{"format":"1"}'])('a marker that reads %j is refused, not replaced', async (marker) => {
  await writeFile(join(home, MARKER_FILE), marker);
  await expect(openDataDir(home)).rejects.toMatchObject({ name: 'DamagedDataDirError' });
  expect(await readFile(join(home, MARKER_FILE), 'utf8')).toBe(marker);
});

test('a folder that cannot be written is refused', async () => {
  const marked = join(home, 'marked');
  await openDataDir(marked);
  await mkdir(join(home, 'empty'));
  for (const name of ['marked', 'empty']) await chmod(join(home, name), 0o555);
  await chmod(home, 0o755);
  const errors = await asNobody(() =>
    Promise.all(
      ['marked', 'empty', 'new'].map((name) => openDataDir(join(home, name)).catch((error: unknown) => error)),
    ),
  );
  // Whoever is not root owns the parent folder and may make a new one in it.
  const refused = process.geteuid?.() === 0 ? errors : errors.slice(0, 2);
  expect(refused.map((error) => (error as Error).name)).toEqual(refused.map(() => 'DataDirNotWritableError'));
});

/** Permissions do not bind root: run as somebody whom they do. */
async function asNobody<T>(action: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return action();
  process.seteuid?.(65_534);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
  }
}
