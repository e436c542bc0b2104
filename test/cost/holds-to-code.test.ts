// What is assumed of the code is what the code does: sizes of items, how long they live, how often they are written and read.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, madeUpColumns, madeUpRound, NOW_MS } from '../../bench/results/scene.ts';
import { liveDocuments } from '../../lib/board/documents.ts';
import { ASSUMPTIONS, assumed } from '../../lib/cost/assumptions.ts';
import { estimateOf } from '../../lib/cost/estimate.ts';
import { detailFilesOf, filesOf } from '../../lib/cost/page.ts';
import { MONTH_HOURS } from '../../lib/cost/scale.ts';
import { hourBlockBytes, roundBytes } from '../../lib/cost/table-writes.ts';
import { DEFAULT_PAGE } from '../../lib/domain/config.ts';
import { dayBlockItem, hourBlockItem } from '../../lib/results/block-item.ts';
import type { TableClient } from '../../lib/results/document-client.ts';
import { refreshBlocks } from '../../lib/results/refresh.ts';
import { roundAttributes } from '../../lib/results/round-item.ts';
import { createRoundStore } from '../../lib/results/round-store.ts';
import { createSeriesCache } from '../../lib/results/series-cache.ts';
import { dayOf, HOUR_BLOCK_TTL_MS, ROUND_TTL_MS, roundKey } from '../../lib/results/table.ts';
import { allDocuments } from '../board/all-documents.ts';
import { ASSETS, boardInput } from '../board/board-input.ts';
import { openMemoryTable } from '../results/memory-table.ts';
import { itemBytes } from './item-size.ts';
import { CHAT, configOf, lineOf, PREMISES, targetOf } from './scene.ts';

const NAMES = Array.from({ length: 50 }, (_, index) => `provider-${index % 12}/gpt-oss-120b-${index}`);
const SERIES = { workload: 'chat', region: 'ap-northeast-1', target: 'provider-11/gpt-oss-120b-11' };
const ROUND_MS = 5 * 60_000;

describe('the size of a stored', () => {
  it.each([1, 5, 15, 50])('round of %d samples', (samples) => {
    const round = madeUpRound(NAMES.slice(0, samples), SERIES.region, NOW_MS);
    const state = {
      state: 'finished',
      finishedAt: round.scheduledAt,
      claimedAt: round.scheduledAt,
      expiresAt: 1_763_812_801,
    };
    const bytes = itemBytes({ ...roundKey(round), ...roundAttributes(round), ...state, claimedBy: 'x'.repeat(36) });

    expect(roundBytes(samples, assumed()) / bytes).toBeGreaterThan(0.98);
    expect(roundBytes(samples, assumed()) / bytes).toBeLessThan(1.1);
  });

  it('hour block', () => {
    const startMs = dayOf(NOW_MS);
    const columns = madeUpColumns(1, startMs, startMs + HOUR_MS);
    const bytes = itemBytes(hourBlockItem({ series: SERIES, startMs, columns, frozen: true }));

    expect(columns.slots).toHaveLength(12);
    expect(hourBlockBytes(12, assumed()) / bytes).toBeGreaterThan(0.95);
    expect(hourBlockBytes(12, assumed()) / bytes).toBeLessThan(1.2);
  });

  it('day block', () => {
    const startMs = dayOf(NOW_MS);
    const columns = madeUpColumns(1, startMs, startMs + DAY_MS);
    const bytes = itemBytes(dayBlockItem({ series: SERIES, startMs, columns }));
    const { bytesPerBlock, bytesPerDaySlot } = assumed();

    expect((bytesPerBlock + 288 * bytesPerDaySlot) / bytes).toBeGreaterThan(0.98);
    expect((bytesPerBlock + 288 * bytesPerDaySlot) / bytes).toBeLessThan(1.05);
  });
});

describe('how long', () => {
  it('items live', () => {
    expect(assumed().roundDays * DAY_MS).toBe(ROUND_TTL_MS);
    expect(assumed().hourBlockDays * DAY_MS).toBe(HOUR_BLOCK_TTL_MS);
  });

  it('a race function keeps its keys', () => {
    const source = readFileSync(new URL('../../lambdas/race.ts', import.meta.url), 'utf8');
    const minutes = Number(/KEY_CACHE_MS = (\d+) \* 60_000/.exec(source)?.[1]);
    expect(minutes, 'each minute less means more requests to KMS').toBe(ASSUMPTIONS.keyCacheMinutes.value);
  });
});

describe('a publication', () => {
  it.each([
    [1, 1],
    [3, 1],
    [2, 2],
  ])('of %d regions and %d workloads changes so many files', (regionCount, workloadCount) => {
    const regions = ['us-east-1', 'eu-west-1', 'ap-northeast-1'].slice(0, regionCount);
    const workloads = [CHAT, { ...CHAT, name: 'long' }].slice(0, workloadCount);
    const config = configOf(4, { regions, workloads });
    const publication = (generatedAtMs: number) =>
      liveDocuments({
        ...{ name: 'test', workloads, regions, targets: config.targets, notRacing: [], views: [] },
        ...{
          generatedAtMs,
          latestRounds: [],
          incidents: [],
          runId: String(generatedAtMs),
          assets: ASSETS,
          siteUrl: null,
          page: DEFAULT_PAGE,
        },
      }).documents;
    const before = new Map(publication(NOW_MS).map(({ path, body }) => [path, body]));
    const changed = publication(NOW_MS + ROUND_MS).filter(({ path, body }) => before.get(path) !== body);

    expect(changed).toHaveLength(filesOf(config));
  });
});

describe('the pages behind the leaderboard', () => {
  it('change as many files as the estimate says', async () => {
    const config = configOf(3, { regions: ['us-east-1', 'eu-west-1'] });
    const made = async (generatedAtMs: number) => {
      const board = boardInput({ ...config, generatedAtMs, runId: String(generatedAtMs), siteUrl: 'https://a.test/' });
      return (await allDocuments(board)).slice(liveDocuments(board).documents.length);
    };
    const before = new Map((await made(NOW_MS)).map(({ path, body }) => [path, Buffer.from(body)]));
    const after = await made(NOW_MS + 26 * 3_600_000);
    const isChanged = (path: string, body: string | Uint8Array) => !before.get(path)?.equals(Buffer.from(body));
    // without a sample a badge may stay as it is, and there is no file of samples
    const changed = after.filter(({ path, body }) => isChanged(path, body) || path.includes('/badge/'));

    expect(changed.length + 1).toBe(detailFilesOf(config));
  });
});

describe('the units that the engine counts', () => {
  it('are those of the estimate', async () => {
    const config = configOf(0, { targets: NAMES.slice(0, 6).map((id) => targetOf(id)) });
    const estimate = estimateOf(config, PREMISES);
    const hours = 2;
    const { writes, reads } = await counted(NAMES.slice(0, 6), { settleHours: 4, hours });
    const anHour = (what: string) => (lineOf(estimate, what).quantity / MONTH_HOURS) * hours;
    const expectedWrites = ['claims of rounds', 'finished rounds', 'hour blocks', 'progress'].map(anHour);
    const expectedReads = ['reads: lists of rounds', 'reads: new rounds', 'reads: blocks, progress, markers'].map(
      anHour,
    );
    const sum = (amounts: readonly number[]) => amounts.reduce((total, each) => total + each, 0);

    expect(writes / sum(expectedWrites)).toBeGreaterThan(0.95);
    expect(writes / sum(expectedWrites)).toBeLessThan(1.05);
    expect(reads / sum(expectedReads)).toBeGreaterThan(0.8);
    expect(reads / sum(expectedReads)).toBeLessThan(1.1);
  });
});

/** Capacity that rounds and publications use within some hours, after others in which hours began to be frozen. */
async function counted(targets: readonly string[], { settleHours, hours }: { settleHours: number; hours: number }) {
  const opened = await openMemoryTable();
  const meter = { writes: 0, reads: 0, running: false };
  const table = { ...opened.table, client: metered(opened.table.client, meter) };
  let nowMs = dayOf(NOW_MS) + HOUR_MS;
  const store = createRoundStore(table, () => nowMs);
  const cache = createSeriesCache();
  for (let round = 0; round < (settleHours + hours) * 12; round++) {
    meter.running = round >= settleHours * 12;
    const made = { ...madeUpRound(targets, 'us-east-1', nowMs), workload: 'chat' };
    await store.claim(made);
    await store.finish(made);
    nowMs += ROUND_MS;
    await refreshBlocks(table, store, { workload: 'chat', regions: ['us-east-1'], nowMs }, cache);
  }
  await opened.close();
  return meter;
}

function metered(client: TableClient, meter: { writes: number; reads: number; running: boolean }): TableClient {
  return {
    send: async (command: { input: object; constructor: { name: string } }) => {
      Object.assign(command.input, { ReturnConsumedCapacity: 'TOTAL' });
      const answer = (await client.send(command as never)) as { ConsumedCapacity?: unknown };
      const used = [answer.ConsumedCapacity ?? []].flat() as { CapacityUnits?: number }[];
      const units = used.reduce((sum, { CapacityUnits: each }) => sum + (each ?? 0), 0);
      const isRead = /Get|Query/.test(command.constructor.name);
      if (meter.running) meter[isRead ? 'reads' : 'writes'] += units;
      return answer;
    },
  } as unknown as TableClient;
}
