// From rounds in a real store to figures and downloads in a real folder.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BoardSink, folderSink } from '../../../lib/board/folder-sink.ts';
import { createRecentCache, type RecentCache } from '../../../lib/board/samples/recent-cache.ts';
import { type RecentResult, refreshRecent } from '../../../lib/board/samples/refresh-recent.ts';
import type { Round } from '../../../lib/domain/round.ts';
import type { Sample } from '../../../lib/domain/sample.ts';
import { readSamplesFile } from '../../../lib/local/replay/samples-file.ts';
import { createRoundStore, type RoundStore } from '../../../lib/results/round-store.ts';
import { roundAt } from '../../results/fixtures.ts';
import { openMemoryTable } from '../../results/memory-table.ts';
import { asCsv, asParquet, csvRows, flattened, parquetRows } from './downloads.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const TODAY_MS = Date.parse('2026-11-22T00:00:00Z');
const REGIONS = ['us-east-1', 'eu-west-1'];
const TARGETS = [
  { id: 'a/one', simulated: false },
  { id: 'b/two', simulated: true },
];
const TODAY = 'data/v1/samples/2026-11-22.csv.gz';
const YESTERDAY = ['data/v1/samples/2026-11-21.csv.gz', 'data/v1/samples/2026-11-21.parquet'] as const;

let opened: Awaited<ReturnType<typeof openMemoryTable>>;
let dir: string;
let sink: BoardSink;
let cache: RecentCache;
/** Rounds that were read since the last look. */
let read: string[];

beforeEach(async () => {
  opened = await openMemoryTable();
  dir = await mkdtemp(join(tmpdir(), 'samples-'));
  sink = folderSink(dir);
  [cache, read] = [createRecentCache(), []];
});
afterEach(async () => {
  await opened.close();
  await rm(dir, { recursive: true, force: true });
});

const storeAt = (nowMs: number) => createRoundStore(opened.table, () => nowMs);
const DEAR: Partial<Sample> = {
  outcome: 'failed',
  failure: { class: 'server-error', phase: 'headers', status: 500, message: 'internal words' },
};

async function race(atMs: number, targets: Readonly<Record<string, Partial<Sample>>>, more: Partial<Round> = {}) {
  const round = roundAt(atMs, targets, more);
  await storeAt(atMs + MINUTE_MS).finish(round);
  return round;
}

/** Every so often from an instant on, in both regions; ordered as the downloads are. */
async function raceOn(fromMs: number, toMs: number, everyMs: number): Promise<Sample[]> {
  const rounds: Round[] = [];
  for (let atMs = fromMs; atMs < toMs; atMs += everyMs) {
    for (const region of REGIONS) {
      const samples = { 'a/one': { ttftMs: 100 + ((atMs / MINUTE_MS) % 50) }, 'b/two': DEAR, 'old/gone': {} };
      rounds.push(await race(atMs, samples, { region }));
    }
  }
  const hourOf = ({ scheduledAt }: Round) => scheduledAt.slice(0, 13);
  const place = (round: Round) => `${hourOf(round)} ${REGIONS.indexOf(round.region)} ${round.scheduledAt}`;
  return rounds.sort((a, b) => (place(a) < place(b) ? -1 : 1)).flatMap(({ samples }) => samples);
}

function refresh(nowMs: number, into = cache): Promise<RecentResult> {
  const counted = storeAt(nowMs);
  const store: RoundStore = {
    ...counted,
    async *rounds(range) {
      for await (const round of counted.rounds(range)) {
        read.push(`${round.region} ${round.scheduledAt}`);
        yield round;
      }
    },
  };
  const place = { table: opened.table, store, sink, cache: into };
  return refreshRecent({ ...place, workloads: [{ name: 'chat' }], regions: REGIONS, targets: TARGETS, nowMs });
}

/** As a publication does it. @returns the paths that were written */
async function publish(nowMs: number, into = cache): Promise<string[]> {
  const { documents, kept } = await refresh(nowMs, into);
  const paths: string[] = [];
  for await (const document of documents) {
    if ((await sink.put([document])).written > 0) paths.push(document.path);
  }
  await sink.publish([], kept);
  return paths;
}

const fileAt = (path: string) => readFile(join(dir, path));
const isSimulated = (target: string) => TARGETS.find(({ id }) => id === target)?.simulated ?? null;
const asRows = (samples: readonly Sample[]) => samples.map((sample) => flattened(sample, isSimulated(sample.target)));
const byPlace = (rows: readonly Record<string, string>[]) =>
  rows.map(({ round, region, target }) => `${round} ${region} ${target}`).sort();
const count = () => read.splice(0).length;

describe('the running day', () => {
  it('is all samples up to now, and grows with them', async () => {
    const samples = await raceOn(TODAY_MS, TODAY_MS + 3 * HOUR_MS, 20 * MINUTE_MS);
    expect(await publish(TODAY_MS + 3 * HOUR_MS)).toEqual([TODAY]);
    expect(byPlace(csvRows(await fileAt(TODAY)))).toEqual(byPlace(asRows(samples).map(asCsv)));
    for (const minutes of [5, 25, 60, 61, 200]) {
      samples.push(
        ...(await raceOn(
          TODAY_MS + 3 * HOUR_MS + minutes * MINUTE_MS,
          TODAY_MS + 3 * HOUR_MS + (minutes + 1) * MINUTE_MS,
          HOUR_MS,
        )),
      );
      await publish(TODAY_MS + 3 * HOUR_MS + (minutes + 2) * MINUTE_MS);
      expect(byPlace(csvRows(await fileAt(TODAY)))).toEqual(byPlace(asRows(samples).map(asCsv)));
    }
  });

  it('is the same whether it was read at once or bit by bit', async () => {
    await raceOn(TODAY_MS, TODAY_MS + 2 * HOUR_MS, 5 * MINUTE_MS);
    for (let nowMs = TODAY_MS; nowMs < TODAY_MS + 2 * HOUR_MS; nowMs += 17 * MINUTE_MS) await publish(nowMs);
    const [bitByBit, atOnce] = [
      await refresh(TODAY_MS + 3 * HOUR_MS),
      await refresh(TODAY_MS + 3 * HOUR_MS, createRecentCache()),
    ];
    expect(bitByBit.figures).toEqual(atOnce.figures);
    const textsOf = async ({ documents }: RecentResult) => {
      const texts = [];
      for await (const { body } of documents) texts.push(csvRows(body as Uint8Array));
      return texts;
    };
    expect(byPlace((await textsOf(bitByBit)).flat())).toEqual(byPlace((await textsOf(atOnce)).flat()));
  });

  it('is not written again where nothing has come', async () => {
    await raceOn(TODAY_MS, TODAY_MS + HOUR_MS, 20 * MINUTE_MS);
    await publish(TODAY_MS + 2 * HOUR_MS);
    expect(await publish(TODAY_MS + 2 * HOUR_MS + MINUTE_MS)).toEqual([]);
  });

  it('can be replayed', async () => {
    await raceOn(TODAY_MS, TODAY_MS + HOUR_MS, 20 * MINUTE_MS);
    await publish(TODAY_MS + HOUR_MS);
    const cohorts = (await readSamplesFile(join(dir, TODAY))).cohorts();
    expect(cohorts.map(({ region, columns }) => [region, columns.get('a/one')?.slots.length])).toEqual([
      ['us-east-1', 3],
      ['eu-west-1', 3],
    ]);
  });
});

describe('a day that is over', () => {
  it('is whole in both forms, equal to its samples, with what was stored late', async () => {
    const samples = await raceOn(TODAY_MS - DAY_MS, TODAY_MS, 2 * HOUR_MS);
    await publish(TODAY_MS + MINUTE_MS);
    const late = roundAt(TODAY_MS - 30 * MINUTE_MS, { 'a/one': { servedModel: 'late' } });
    await storeAt(TODAY_MS + HOUR_MS).finish(late);
    expect(await publish(TODAY_MS + 2 * HOUR_MS)).toEqual([]);

    expect(await publish(TODAY_MS + 4 * HOUR_MS)).toEqual([...YESTERDAY]);
    const all = [...samples, ...late.samples];
    // its hour has no other round
    expect(csvRows(await fileAt(YESTERDAY[0]))).toEqual(asRows(all).map(asCsv));
    expect(await parquetRows(await fileAt(YESTERDAY[1]))).toEqual(asRows(all).map(asParquet));
  });

  it('is made once', async () => {
    await raceOn(TODAY_MS - DAY_MS, TODAY_MS, 6 * HOUR_MS);
    await publish(TODAY_MS + 4 * HOUR_MS);
    count();
    expect(await publish(TODAY_MS + 4 * HOUR_MS, createRecentCache())).toEqual([]);
    // of the last 24 hours; the day itself is not read
    expect(count()).toBe(3 * REGIONS.length);
    expect((await refresh(TODAY_MS + 4 * HOUR_MS)).figures.sampleFiles).toEqual([
      { date: '2026-11-21', isWhole: true, csvPath: YESTERDAY[0], parquetPath: YESTERDAY[1] },
    ]);
  });

  it('is made too where the publisher was away, each such day once', async () => {
    for (const days of [1, 3]) await race(TODAY_MS - days * DAY_MS, { 'a/one': {} });
    const made = (await publish(TODAY_MS + 12 * HOUR_MS)).filter((path) => path.endsWith('parquet'));
    expect(made).toEqual([YESTERDAY[1], 'data/v1/samples/2026-11-19.parquet']);
    expect(await publish(TODAY_MS + 12 * HOUR_MS)).toEqual([]);
    expect((await sink.paths()).length).toBe(4);
  });

  it('says nothing of what a provider wrote, and says what is a simulation', async () => {
    await raceOn(TODAY_MS - DAY_MS, TODAY_MS, 6 * HOUR_MS);
    await publish(TODAY_MS + 4 * HOUR_MS);
    const parquet = await fileAt(YESTERDAY[1]);
    expect(parquet.includes('internal words')).toBe(false);
    const simulated = new Map((await parquetRows(parquet)).map((row) => [row.target, row.simulated]));
    expect(Object.fromEntries(simulated)).toEqual({ 'a/one': false, 'b/two': true, 'old/gone': null });
  });
});

describe('the figures', () => {
  it('are of the last 24 hours and of the targets that race', async () => {
    await raceOn(TODAY_MS - DAY_MS, TODAY_MS + HOUR_MS, HOUR_MS);
    const { figures } = await refresh(TODAY_MS + 30 * MINUTE_MS);
    expect(figures.series.map(({ region, target }) => `${region} ${target}`)).toEqual(
      REGIONS.flatMap((region) => TARGETS.map(({ id }) => `${region} ${id}`)),
    );
    const [one, two] = figures.series;
    expect(one?.phases).toMatchObject({ firstToken: { n: 24 }, total: { n: 24, p50Ms: 1_610 } });
    expect(one?.newest).toHaveLength(20);
    expect(one?.newest[0]).toMatchObject({
      round: '2026-11-22T00:00:00Z',
      ttftMs: 100 + ((TODAY_MS / MINUTE_MS) % 50),
    });
    expect(two?.newest[0]?.failure).toEqual({ class: 'server-error', phase: 'headers', status: 500 });
    expect(two?.phases.firstToken).toEqual({ n: 0, p50Ms: null });
    expect(figures.instrument.map(({ region, rounds, samples }) => [region, rounds, samples])).toEqual(
      REGIONS.map((region) => [region, 24, 72]),
    );
    expect(one?.identities).toEqual([{ sinceMs: TODAY_MS - 3 * HOUR_MS, servedModel: 'some-model' }]);
    expect(two?.identities).toEqual([]);
  });

  it('are empty where nothing was raced', async () => {
    const { figures, documents, kept } = await refresh(TODAY_MS + HOUR_MS);
    expect(figures).toMatchObject({ series: [], sampleFiles: [] });
    expect(figures.instrument).toHaveLength(REGIONS.length);
    for await (const { path } of documents) expect(path).toBeNull();
    expect(kept.size).toBe(0);
  });
});

describe('what is read', () => {
  it('at each refresh is what has come since, and some minutes more', async () => {
    await raceOn(TODAY_MS + 2 * HOUR_MS, TODAY_MS + 4.5 * HOUR_MS, 5 * MINUTE_MS);
    await refresh(TODAY_MS + 3 * HOUR_MS + 7 * MINUTE_MS);
    count();
    await refresh(TODAY_MS + 4 * HOUR_MS + 7 * MINUTE_MS);
    // 12 new ones, and those of the 17 minutes before that were not settled
    expect(count()).toBe((12 + 4) * REGIONS.length);
  });

  it('is everything again where other regions are asked for, or the clock was set back', async () => {
    await raceOn(TODAY_MS, TODAY_MS + 2 * HOUR_MS, 20 * MINUTE_MS);
    await refresh(TODAY_MS + DAY_MS + 6 * HOUR_MS);
    count();
    await refresh(TODAY_MS + 2 * HOUR_MS);
    expect(count()).toBe(6 * REGIONS.length);
  });

  it('is right again after the table has failed, at whatever point', async () => {
    await raceOn(TODAY_MS, TODAY_MS + HOUR_MS, 10 * MINUTE_MS);
    const { client } = opened.table;
    const send = client.send.bind(client);
    await refresh(TODAY_MS + 20 * MINUTE_MS);
    for (let failsAt = 1; failsAt <= 8; failsAt++) {
      let requests = 0;
      const failing = (command: never) =>
        ++requests === failsAt ? Promise.reject(new Error('no table')) : send(command);
      Object.assign(client, { send: failing });
      await expect(refresh(TODAY_MS + (30 + failsAt) * MINUTE_MS)).rejects.toThrow('no table');
    }
    Object.assign(client, { send });
    const continued = await refresh(TODAY_MS + HOUR_MS);
    expect(continued.figures).toEqual((await refresh(TODAY_MS + HOUR_MS, createRecentCache())).figures);
  });
});
