// What every sink does, whatever it writes into.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BoardDocument } from '../../lib/board/documents.ts';
import { DocumentPathError } from '../../lib/board/errors.ts';
import type { BoardSink } from '../../lib/board/folder-sink.ts';

export interface SinkPlace {
  /** A sink as another process would make it: it has nothing in memory. */
  open(): BoardSink;
  /** What is there, but for the sink's own files. */
  files(): Promise<Readonly<Record<string, Buffer>>>;
  close(): Promise<void>;
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

export function documentsOf(files: Files): readonly BoardDocument[] {
  return Object.entries(files).map(([path, body]) => ({
    ...{ path, body, contentType: 'text/plain', cacheControl: 'public, max-age=0' },
  }));
}

export function describeSink(name: string, openPlace: () => Promise<SinkPlace>): void {
  describe(`${name}: every sink`, () => {
    let place: SinkPlace;
    beforeEach(async () => {
      place = await openPlace();
    });
    afterEach(() => place.close());

    const put = (files: Files, sink = place.open()) => sink.put(documentsOf(files));
    const publish = (files: Files, kept: readonly string[] = [], sink = place.open()) =>
      sink.publish(documentsOf(files), new Set(kept));
    const paths = async () => [...(await place.open().paths())].sort();
    const texts = async () =>
      Object.fromEntries(Object.entries(await place.files()).map(([path, body]) => [path, body.toString()]));

    it('writes bytes as they are', async () => {
      const bytes = Uint8Array.from([0x1f, 0x8b, 0, 255, 254, 10, 13]);
      await publish({ 'a.gz': bytes, 'board.json': '{}' });
      expect(await place.files()).toMatchObject({ 'a.gz': Buffer.from(bytes) });
      expect(await publish({ 'a.gz': bytes, 'board.json': '{}' })).toMatchObject({ unchanged: 2 });
    });

    it('puts documents beside what is there, and deletes nothing', async () => {
      await publish({ 'index.html': '1' });
      expect(await put({ 't/a/b/index.html': 'target', 'index.html': '2' })).toEqual({
        ...{ written: 2, unchanged: 0, deleted: 0 },
      });
      expect(await texts()).toEqual({ 'index.html': '2', 't/a/b/index.html': 'target' });
    });

    it('keeps what it is told to keep, and deletes the rest', async () => {
      await put({ 'one.txt': '1', 'folder/two.txt': '2', 'three.txt': '3' });
      const kept = ['one.txt', 'folder/two.txt', 'was-never-there.txt'];
      expect(await publish({ 'index.html': '1' }, kept)).toMatchObject({ written: 1, deleted: 1 });
      expect(await publish({ 'index.html': '1' }, ['folder/two.txt'])).toMatchObject({ written: 0, deleted: 1 });
      expect(await texts()).toEqual({ 'folder/two.txt': '2', 'index.html': '1' });
      expect(await paths()).toEqual(['folder/two.txt', 'index.html']);
    });

    it('knows what another process has put and never published', async () => {
      await put({ 'killed.txt': '1' });
      expect(await paths()).toEqual(['killed.txt']);
      expect(await publish({ 'index.html': '1' })).toMatchObject({ deleted: 1 });
      expect(await texts()).toEqual({ 'index.html': '1' });
    });

    it('writes again only what has changed, whoever wrote it', async () => {
      const rest = { 'a.txt': '1', 'b.txt': '2' };
      await put(rest);
      await publish({ ...rest, 'index.html': '1' });
      expect(await put(rest)).toEqual({ written: 0, unchanged: 2, deleted: 0 });
      expect(await publish({ ...rest, 'index.html': '2' })).toEqual({ written: 1, unchanged: 2, deleted: 0 });
    });

    it('holds what was given last, back and forth between contents and processes', async () => {
      const sinks = [place.open(), place.open()];
      for (const [index, text] of [...'aabbbabaab'].entries()) {
        const sink = sinks[index % 3 === 0 ? 1 : 0];
        await put({ 'live.txt': text }, sink);
        await publish({ 'index.html': `${text}${index % 2}` }, ['live.txt'], sink);
        expect(await texts()).toEqual({ 'live.txt': text, 'index.html': `${text}${index % 2}` });
      }
    });

    it('is empty at first, and stays so where nothing is given', async () => {
      expect(await paths()).toEqual([]);
      expect(await put({})).toEqual({ written: 0, unchanged: 0, deleted: 0 });
      expect(await place.files()).toEqual({});
    });

    it.each(['../outside', '/etc/x', '.hidden', 'a//b', ''])('writes nothing where a path is %j', async (path) => {
      await expect(put({ 'a.txt': '1', [path]: 'x' })).rejects.toThrow(DocumentPathError);
      await expect(publish({ [path]: 'x', 'index.html': '1' })).rejects.toThrow(DocumentPathError);
      expect(await place.files()).toEqual({});
    });
  });
}
