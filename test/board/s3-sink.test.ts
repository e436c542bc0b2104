// The sink on a small S3 of our own over real HTTP: what is sent, in which order, and what a refusal leaves.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MANIFEST_KEY } from '../../lib/board/s3-manifest.ts';
import { s3Sink } from '../../lib/board/s3-sink.ts';
import { describeSink, documentsOf, type Files } from './sink-contract.ts';
import { openSmallS3, type SmallS3 } from './small-s3.ts';

describeSink('S3', async () => {
  const s3 = await openSmallS3('board');
  return {
    open: () => s3Sink(s3.client, 'board'),
    files: async () =>
      Object.fromEntries(
        Array.from(s3.objects, ([key, { body }]) => [key, body] as const).filter(([key]) => key !== MANIFEST_KEY),
      ),
    close: async () => s3.close(),
  };
});

let s3: SmallS3;
beforeEach(async () => {
  s3 = await openSmallS3('board');
});
afterEach(() => s3.close());

// Each as a process of its own, unless it is given the sink of one.
const publish = (files: Files, sink = s3Sink(s3.client, 'board'), kept: readonly string[] = []) =>
  sink.publish(documentsOf(files), new Set(kept));
const put = (files: Files, sink = s3Sink(s3.client, 'board')) => sink.put(documentsOf(files));
const puts = () => s3.log.filter((line) => line.startsWith('PUT') && !line.includes(MANIFEST_KEY));
const bodyOf = (key: string) => s3.objects.get(key)?.body.toString();
/** The requests since the last time. */
const requests = () => s3.log.splice(0);

describe('a publication', () => {
  it('sends everything once, with type and cache rule, the index last', async () => {
    expect(await publish({ 'a.txt': '1', 'b/c.txt': '2', 'board.json': '3' })).toEqual({
      ...{ written: 3, unchanged: 0, deleted: 0 },
    });
    expect(s3.objects.get('b/c.txt')).toMatchObject({
      body: Buffer.from('2'),
      headers: { 'content-type': 'text/plain', 'cache-control': 'public, max-age=0' },
    });
    expect(puts().at(-1)).toBe('PUT board.json');
  });

  it('sends only what has changed, and deletes what is no longer part of it', async () => {
    await publish({ 'a.txt': '1', 'b.txt': '2', 'board.json': '3' });
    s3.log.length = 0;
    expect(await publish({ 'a.txt': '1', 'c.txt': '2', 'board.json': '4' })).toEqual({
      ...{ written: 2, unchanged: 1, deleted: 1 },
    });
    expect(puts()).toEqual(['PUT c.txt', 'PUT board.json']);
    expect([...s3.objects.keys()].sort()).toEqual([MANIFEST_KEY, 'a.txt', 'board.json', 'c.txt'].sort());
  });

  it('that changes nothing sends nothing', async () => {
    await publish({ 'a.txt': '1', 'board.json': '2' });
    s3.log.length = 0;
    await publish({ 'a.txt': '1', 'board.json': '2' });
    expect(s3.log).toEqual([`GET ${MANIFEST_KEY}`]);
  });
});

describe('a bucket that refuses', () => {
  it('leaves the old index, is told with its name, and gets what is missing the next time', async () => {
    await publish({ 'a.txt': '1', 'board.json': '1' });
    s3.refuses = (line) => line === 'PUT a.txt';
    await expect(publish({ 'a.txt': '2', 'board.json': '2' })).rejects.toThrow(/could not be written to s3:\/\/board/);
    expect(bodyOf('board.json')).toBe('1');
    s3.refuses = () => false;
    expect(await publish({ 'a.txt': '2', 'board.json': '2' })).toMatchObject({ written: 2 });
    expect(bodyOf('a.txt')).toBe('2');
  });

  it('that forbids to see what is not there counts as empty', async () => {
    s3.refuses = (line) => line === `GET ${MANIFEST_KEY}`;
    expect(await publish({ 'a.txt': '1' })).toMatchObject({ written: 1 });
  });

  it('in the middle of a publication does not make it forget what it had sent', async () => {
    s3.refuses = (line) => line === 'PUT board.json';
    await expect(publish({ 'new.txt': '1', 'board.json': '1' })).rejects.toThrow();
    s3.refuses = () => false;
    expect(await publish({ 'board.json': '1' })).toMatchObject({ deleted: 1 });
    expect(s3.objects.has('new.txt')).toBe(false);
  });

  it('with a list that is damaged gets everything anew', async () => {
    await publish({ 'a.txt': '1' });
    s3.objects.set(MANIFEST_KEY, { body: Buffer.from('{"a.t'), headers: {} });
    expect(await publish({ 'a.txt': '1' })).toMatchObject({ written: 1, deleted: 0 });
  });
});

describe('the list of what is there', () => {
  const LIVE = (run: number) => ({ 'a.txt': `a${run}`, 'asset.js': 'same', 'board.json': `${run}` });
  const listPuts = () => requests().filter((line) => line === `PUT ${MANIFEST_KEY}`).length;

  it('is not sent by publications that change the same files each time', async () => {
    const sink = s3Sink(s3.client, 'board');
    const sent: number[] = [];
    for (let run = 0; run < 5; run++) {
      await publish(LIVE(run), sink);
      sent.push(listPuts());
    }
    // the new files before and after; then that two of them change
    expect(sent).toEqual([2, 1, 0, 0, 0]);
    await publish(LIVE(5));
    expect(requests()).toEqual([`GET ${MANIFEST_KEY}`, 'PUT a.txt', 'PUT board.json']);
  });

  it('is not sent by a put of files that change each time, and nothing is by a put that changes nothing', async () => {
    const sink = s3Sink(s3.client, 'board');
    const detail = { 't/a/index.html': 'page', 't/a/badge.svg': 'badge' };
    await put(detail, sink);
    requests();
    await put(detail, sink);
    expect(requests()).toEqual([`GET ${MANIFEST_KEY}`]);
    const sent: number[] = [];
    for (let run = 0; run < 3; run++) {
      await put({ ...detail, 't/a/index.html': `${run}` }, sink);
      sent.push(listPuts());
    }
    expect(sent).toEqual([1, 0, 0]);
  });

  it('learns that a file that was changed once stays as it is', async () => {
    const sink = s3Sink(s3.client, 'board');
    const published = (icon: string, run: number) => publish({ 'icon.svg': icon, 'board.json': `${run}` }, sink);
    await published('old', 0);
    await published('new', 1);
    requests();
    await published('new', 2);
    expect(requests()).toContain('PUT icon.svg');
    for (let run = 3; run < 5; run++) {
      await published('new', run);
      expect(requests()).toEqual([`GET ${MANIFEST_KEY}`, 'PUT board.json']);
    }
  });

  it('does not take a file for there that was cut off on its way', async () => {
    await put({ 'day.csv.gz': 'whole' });
    s3.refuses = (line) => line === 'PUT day.parquet';
    await expect(put({ 'day.csv.gz': 'whole', 'day.parquet': 'x' })).rejects.toThrow();
    s3.refuses = () => false;
    expect(await s3Sink(s3.client, 'board').paths()).toEqual(['day.csv.gz']);
    expect(await put({ 'day.parquet': 'x' })).toMatchObject({ written: 1 });
    expect(await s3Sink(s3.client, 'board').paths()).toEqual(['day.csv.gz', 'day.parquet']);
  });

  it('does not take a file for unchanged that an unfinished publication may have changed', async () => {
    await publish({ 'a.txt': 'old', 'board.json': '1' });
    s3.refuses = (line) => line === 'PUT board.json';
    await expect(publish({ 'a.txt': 'new', 'board.json': '2' })).rejects.toThrow();
    s3.refuses = () => false;
    expect(bodyOf('a.txt')).toBe('new');
    await publish({ 'a.txt': 'old', 'board.json': '3' });
    expect(bodyOf('a.txt')).toBe('old');
  });

  it('does not take a file for there that an unfinished publication may have deleted', async () => {
    await publish({ 'gone.txt': 'same', 'board.json': '1' });
    // deleted, and the list after it never written
    s3.refuses = (line) => line === `PUT ${MANIFEST_KEY}` && s3.log.includes('DELETE gone.txt');
    await expect(publish({ 'board.json': '2' })).rejects.toThrow();
    s3.refuses = () => false;
    expect(s3.objects.has('gone.txt')).toBe(false);
    await publish({ 'gone.txt': 'same', 'board.json': '3' });
    expect(bodyOf('gone.txt')).toBe('same');
  });

  it('of an earlier version, with a digest for each file, is read', async () => {
    await publish({ 'a.txt': '1', 'board.json': '1' });
    const list = JSON.parse(bodyOf(MANIFEST_KEY) ?? '') as Record<string, string>;
    expect(Object.keys(list)).toEqual(['a.txt', 'board.json']);
    expect(Object.values(list).every((digest) => /^[\w-]{22}$/.test(digest))).toBe(true);
    expect(await publish({ 'a.txt': '1', 'board.json': '2' })).toMatchObject({ written: 1, unchanged: 1 });
  });
});
