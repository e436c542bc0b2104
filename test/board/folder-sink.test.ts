import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DocumentPathError, ForeignFolderError, PublishError } from '../../lib/board/errors.ts';
import { folderSink } from '../../lib/board/folder-sink.ts';
import { describeSink, documentsOf as documents } from './sink-contract.ts';

describeSink('folder', async () => {
  const place = await mkdtemp(join(tmpdir(), 'board-'));
  return {
    open: () => folderSink(place),
    files: async () => filesIn(place),
    close: () => rm(place, { recursive: true, force: true }),
  };
});

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'board-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

/** What the folder publishes, as text. */
async function published(): Promise<Record<string, string>> {
  return Object.fromEntries(Object.entries(await filesIn(dir)).map(([path, body]) => [path, body.toString()]));
}

/** Every file but the sink's own. */
async function filesIn(folder: string): Promise<Record<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const visible = paths.filter((path) => !basename(path).startsWith('.'));
  return Object.fromEntries(await Promise.all(visible.map(async (path) => [path, await readFile(join(folder, path))])));
}

const first = { 'index.html': 'one', 'eu/7d/index.html': 'eu one', 'data/v1/board.json': '1' };

describe('the folder sink', () => {
  it('writes every document into a folder that it makes itself', async () => {
    const inside = folderSink(join(dir, 'a/b'));
    await inside.publish(documents(first));

    expect(await published()).toEqual(
      Object.fromEntries(Object.entries(first).map(([path, body]) => [`a/b/${path}`, body])),
    );
  });

  it('rewrites only what changed', async () => {
    await folderSink(dir).publish(documents(first));
    const before = await stat(join(dir, 'index.html'), { bigint: true });
    const result = await folderSink(dir).publish(documents({ ...first, 'data/v1/board.json': '2' }));
    const after = await stat(join(dir, 'index.html'), { bigint: true });

    expect(result).toEqual({ written: 1, unchanged: 2, deleted: 0 });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
    expect(await published()).toMatchObject({ 'data/v1/board.json': '2' });
  });

  it('deletes what is no longer part of the board, with its empty folders, and nothing else', async () => {
    await folderSink(dir).publish(documents(first));
    await writeFile(join(dir, 'robots.txt'), 'mine');
    const { 'eu/7d/index.html': _, ...rest } = first;
    const result = await folderSink(dir).publish(documents(rest));

    expect(result.deleted).toBe(1);
    expect(await published()).toEqual({ ...rest, 'robots.txt': 'mine' });
    expect(await readdir(dir)).not.toContain('eu');
  });

  it('writes nothing where one path is not plain', async () => {
    await folderSink(dir).publish(documents(first));
    const publishing = folderSink(dir).publish(documents({ ...first, 'index.html': 'two', '../outside': 'x' }));

    await expect(publishing).rejects.toThrow(DocumentPathError);
    expect(await published()).toEqual(first);
  });

  it('leaves the old board where the new one cannot be staged', async () => {
    await folderSink(dir).publish(documents(first));
    // A name longer than any file system takes fails while staging, as a full disk would.
    const publishing = folderSink(dir).publish(
      documents({ ...first, 'index.html': 'two', [`${'x'.repeat(300)}.html`]: 'x' }),
    );

    await expect(publishing).rejects.toThrow(PublishError);
    expect(await published()).toEqual(first);
  });

  it('names the files that are there, not those that a killed publication was to bring', async () => {
    await folderSink(dir).publish(documents(first));
    await writeFile(join(dir, '.board-manifest.json'), JSON.stringify([...Object.keys(first), 'killed.csv.gz', 'eu']));

    expect([...(await folderSink(dir).paths())].sort()).toEqual(Object.keys(first).sort());
  });

  it('names nothing in a folder that is missing or of somebody else', async () => {
    await writeFile(join(dir, 'thesis.txt'), 'mine');

    expect(await folderSink(join(dir, 'missing')).paths()).toEqual([]);
    expect(await folderSink(dir).paths()).toEqual([]);
    await expect(folderSink(dir).put(documents(first))).rejects.toThrow(ForeignFolderError);
  });

  it('clears what a killed publication left', async () => {
    await folderSink(dir).publish(documents(first));
    await mkdir(join(dir, '.staging/eu'), { recursive: true });
    await writeFile(join(dir, '.staging/eu/index.html'), 'half a fi');
    await folderSink(dir).publish(documents({ ...first, 'index.html': 'two' }));

    expect(await published()).toEqual({ ...first, 'index.html': 'two' });
    expect(await readdir(dir)).not.toContain('.staging');
  });

  it('starts over where the manifest is damaged', async () => {
    await folderSink(dir).publish(documents(first));
    await writeFile(join(dir, '.board-manifest.json'), '["../../etc/passwd", 7, "eu/7d');
    const result = await folderSink(dir).publish(documents({ 'index.html': 'two' }));

    expect(result).toEqual({ written: 1, unchanged: 0, deleted: 0 });
  });

  it('never deletes outside its folder, whatever the manifest says', async () => {
    const inside = join(dir, 'site');
    await writeFile(join(dir, 'precious'), 'mine');
    await folderSink(inside).publish(documents(first));
    await writeFile(join(inside, '.board-manifest.json'), '["../precious", "index.html"]');
    await folderSink(inside).publish(documents({ 'other.html': 'x' }));

    expect(await readFile(join(dir, 'precious'), 'utf8')).toBe('mine');
  });

  it('refuses a folder that holds something else', async () => {
    await writeFile(join(dir, 'thesis.txt'), 'mine');
    const publishing = folderSink(dir).publish(documents(first));

    await expect(publishing).rejects.toThrow(ForeignFolderError);
    await expect(publishing).rejects.toThrow(/not empty and not a board folder \(it holds "thesis.txt"\)/);
    expect(await published()).toEqual({ 'thesis.txt': 'mine' });
  });

  it('says what is wrong where a file stands in place of the folder', async () => {
    await writeFile(join(dir, 'file'), '');

    await expect(folderSink(join(dir, 'file')).publish(documents(first))).rejects.toThrow(
      /a file stands where a folder is needed/,
    );
    await expect(folderSink(join(dir, 'file/site')).publish(documents(first))).rejects.toThrow(
      /is a file, not a folder/,
    );
  });
});

describe('a refusal of the file system', () => {
  it.each([
    ['ENOSPC', /to \/board: the disk is full; free some space/],
    ['EACCES', /to \/board: no permission to write there; choose a folder/],
    ['EROFS', /to \/board: the file system is read-only/],
    ['EIO', /to \/board: EIO/],
  ])('%s is told in words', (code, message) => {
    expect(new PublishError('/board', Object.assign(new Error('x'), { code })).message).toMatch(message);
  });
});
