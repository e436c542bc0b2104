// The publisher on a real engine: one at a time, caches only while nobody else wrote, and its age told whatever comes of it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BoardDocument } from '../../lib/board/documents.ts';
import { type PublisherParts, publisher } from '../../lib/cloud/publisher.ts';
import type { Mail } from '../../lib/cloud/regression-mail.ts';
import { DEFAULT_AWS, DEFAULT_PAGE } from '../../lib/domain/config.ts';
import { readCardAsset } from '../../lib/local/card-assets.ts';
import type { Datum } from '../../lib/metrics/sink.ts';
import { createRoundStore } from '../../lib/results/round-store.ts';
import { ASSETS } from '../board/board-input.ts';
import { targetAt, WORKLOAD } from '../race/racing.ts';
import { roundAt } from '../results/fixtures.ts';
import { openMemoryTable } from '../results/memory-table.ts';
import { type RecordedLog, recordedLog } from './recorded-log.ts';

const START_MS = Date.parse('2026-11-22T03:15:00Z');
let opened: Awaited<ReturnType<typeof openMemoryTable>>;
let nowMs: number;
let log: RecordedLog;
let told: Datum[];
let mails: Mail[];
let boards: (readonly BoardDocument[])[];
let details: string[];
let kept: ReadonlySet<string>;

beforeEach(async () => {
  opened = await openMemoryTable();
  nowMs = START_MS;
  log = recordedLog();
  [told, boards, mails, details, kept] = [[], [], [], [], new Set()];
});
afterEach(() => opened.close());

function parts(more: Partial<PublisherParts> = {}): PublisherParts {
  return {
    config: {
      ...{ name: 'test', regions: ['us-east-1', 'eu-west-1'], metrics: [], aws: DEFAULT_AWS, page: DEFAULT_PAGE },
      targets: ['a/one', 'b/two'].map((id) => targetAt(id, 'http://127.0.0.1:9/v1')),
      workloads: [WORKLOAD],
      timeouts: { connectMs: 1, firstTokenMs: 1, stallMs: 1, totalMs: 1 },
      alarms: { regression: 'off', email: [] },
    },
    ...{ table: opened.table, assets: ASSETS, log, nowMs: () => nowMs },
    ...{ readRequests: async () => [], readAsset: readCardAsset },
    sink: {
      paths: async () => [],
      put: async (documents) => {
        details.push(...documents.map(({ path }) => path));
        return { written: documents.length, unchanged: 0, deleted: 0 };
      },
      publish: async (documents, keptPaths) => {
        boards.push(documents);
        kept = keptPaths ?? new Set();
        return { written: documents.length, unchanged: 0, deleted: 0 };
      },
    },
    sendMetrics: async (data) => void told.push(...data),
    sendMail: async (mail) => void mails.push(mail),
    pageUrl: 'https://board.example.test/',
    ...more,
  };
}

const index = (board = boards.at(-1)) =>
  JSON.parse(board?.find(({ path }) => path === 'data/v1/board.json')?.body.toString() ?? '');
const raceAt = (atMs: number, targets: readonly string[], region = 'us-east-1') =>
  createRoundStore(opened.table, () => nowMs).finish(
    roundAt(atMs, Object.fromEntries(targets.map((target) => [target, {}])), { region, gunLateMs: 1.5 }),
  );

describe('a publication', () => {
  it('holds the newest rounds with their guns, and tells its age', async () => {
    await raceAt(START_MS - 60_000, ['a/one', 'b/two']);
    await raceAt(START_MS, ['a/one', 'b/two']);
    expect(await publisher(parts())(60_000)).toBe('published');
    expect(index().latestRounds).toEqual([
      expect.objectContaining({ region: 'us-east-1', scheduledAt: '2026-11-22T03:15:00Z', gunLateMs: 1.5 }),
    ]);
    expect(told).toMatchObject([{ name: 'PublishAge', value: 0, dimensions: {} }]);
  });

  it('calls a target not racing once rounds leave it out in every region, and never where there was no round', async () => {
    const publish = publisher(parts());
    await publish(60_000);
    expect(index().notRacing).toEqual([]);
    await raceAt(START_MS, ['a/one']);
    await publish(60_000);
    expect(index().notRacing).toMatchObject([{ id: 'b/two', missingKey: 'TEST_KEY' }]);
    await raceAt(START_MS, ['b/two'], 'eu-west-1');
    await publish(60_000);
    expect(index().notRacing).toEqual([]);
  });

  it('by one of two at once: the other leaves it', async () => {
    const outcomes = await Promise.all([publisher(parts())(60_000), publisher(parts())(60_000)]);
    expect(outcomes.toSorted()).toEqual(['busy', 'published']);
    expect(boards).toHaveLength(1);
  });

  it('after somebody else has published begins with nothing remembered', async () => {
    const [one, other] = [publisher(parts()), publisher(parts())];
    await raceAt(START_MS, ['a/one', 'b/two']);
    await one(60_000);
    nowMs += 60_000;
    await raceAt(nowMs, ['a/one', 'b/two']);
    await other(60_000);
    nowMs += 60_000;
    await raceAt(nowMs, ['a/one', 'b/two']);
    await one(60_000);
    const view = boards.at(-1)?.find(({ path }) => path === 'data/v1/view/chat.us-east-1.24h.json');
    expect(JSON.parse(view?.body.toString() ?? '').rows.map(({ n }: { n: number }) => n)).toEqual([3, 3]);
  });
});

describe('the pages behind the leaderboard', () => {
  it('are made at first, then hourly, and kept by every publication between', async () => {
    const publish = publisher(parts());
    await raceAt(START_MS, ['a/one', 'b/two']);
    await publish(60_000);
    expect(details).toEqual(expect.arrayContaining(['t/a/one/index.html', 'compare/index.html', 'card.png']));
    expect([...kept].toSorted()).toEqual([...new Set(details)].toSorted());
    const first = details.length;
    nowMs += 3_599_000;
    await publish(60_000);
    expect(details).toHaveLength(first);
    expect(kept).toContain('t/a/one/index.html');
    nowMs += 1_000;
    await publish(60_000);
    expect(details.length).toBeGreaterThan(first);
  });

  it('that cannot be made leave the leaderboard, and what is there', async () => {
    const earlier = ['t/a/one/index.html', 'data/v1/samples/2026-11-20.parquet'];
    const sink = { ...parts().sink, paths: async () => earlier };
    const readRequests = () => Promise.reject(new Error('no such file'));
    expect(await publisher(parts({ sink, readRequests }))(60_000)).toBe('published');
    expect(index().name).toBe('test');
    expect([...kept]).toEqual(earlier);
    expect(log.lines).toContain('error the pages behind the leaderboard stay as they were');
  });
});

describe('a bucket that refuses', () => {
  it('fails the publication, frees the lease, and lets the age grow from the last one that succeeded', async () => {
    let refuses = false;
    const good = parts();
    const sink: PublisherParts['sink'] = {
      ...good.sink,
      publish: (documents) => (refuses ? Promise.reject(new Error('AccessDenied')) : good.sink.publish(documents)),
    };
    const publish = publisher({ ...good, sink });
    await publish(60_000);
    refuses = true;
    nowMs += 300_000;
    await expect(publish(60_000)).rejects.toThrow('AccessDenied');
    nowMs += 300_000;
    await expect(publish(60_000)).rejects.toThrow('AccessDenied');
    expect(told.map(({ value }) => value)).toEqual([0, 300, 600]);
    refuses = false;
    expect(await publish(60_000)).toBe('published');
  });

  it('from the first moment on tells no age: there is none', async () => {
    const sink = { ...parts().sink, publish: () => Promise.reject(new Error('AccessDenied')) };
    await expect(publisher(parts({ sink }))(60_000)).rejects.toThrow();
    expect(told).toEqual([]);
  });
});
