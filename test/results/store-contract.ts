// What every engine must do for the store; one suite, run against each.
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Round } from '../../lib/domain/round.ts';
import { decodeValue } from '../../lib/domain/value-code.ts';
import { dayBlocks, hourBlocks } from '../../lib/results/block-store.ts';
import type { Table } from '../../lib/results/document-client.ts';
import { ensureTable } from '../../lib/results/ensure-table.ts';
import { RoundTooLargeError } from '../../lib/results/errors.ts';
import { clearLate, lateMarkers, markLate } from '../../lib/results/late-markers.ts';
import { refreshBlocks } from '../../lib/results/refresh.ts';
import { createRoundStore, type RoundStore } from '../../lib/results/round-store.ts';
import { createSeriesCache, type SeriesCache } from '../../lib/results/series-cache.ts';
import { readSeries } from '../../lib/results/series-reader.ts';
import { arbitraryRound, keyAt, REGION, roundAt, WORKLOAD } from './fixtures.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MIDNIGHT = Date.parse('2026-11-20T00:00:00Z');

export interface Engine {
  readonly client: DynamoDBDocumentClient;
  close(): Promise<void>;
}

export function describeStore(
  name: string,
  open: () => Promise<Engine>,
  differences: { readonly expires: boolean },
): void {
  let engine: Engine;
  let table: Table;
  let nowMs: number;
  let store: RoundStore;
  let tables = 0;

  beforeAll(async () => {
    engine = await open();
  }, 60_000);
  afterAll(() => engine?.close());
  beforeEach(async () => {
    nowMs = MIDNIGHT + HOUR_MS;
    await openTable();
  });

  async function openTable(): Promise<void> {
    table = { client: engine.client, name: `photofinish-${++tables}` };
    await ensureTable(table);
    store = createRoundStore(table, () => nowMs);
  }

  const range = (fromMs: number, toMs: number) => ({ workload: WORKLOAD, region: REGION, fromMs, toMs });
  const all = async (rounds: AsyncIterable<Round>) => {
    const found: Round[] = [];
    for await (const round of rounds) found.push(round);
    return found;
  };
  const refresh = (cache?: SeriesCache) =>
    refreshBlocks(table, store, { workload: WORKLOAD, regions: [REGION], nowMs }, cache);
  const refreshCutOff = async (requests: number, cache: SeriesCache) => {
    let left = requests;
    const failing = {
      send: async (command: Parameters<typeof engine.client.send>[0]) => {
        if (left-- <= 0) throw new Error('cut off');
        return engine.client.send(command);
      },
    } as unknown as Table['client'];
    const cut = { ...table, client: failing };
    const request = { workload: WORKLOAD, regions: [REGION], nowMs };
    await refreshBlocks(
      cut,
      createRoundStore(cut, () => nowMs),
      request,
      cache,
    ).catch(() => undefined);
  };
  const read = async (target: string, cache?: SeriesCache) => {
    const query = { workload: WORKLOAD, region: REGION, targets: [target], nowMs };
    const columns = (await readSeries(table, query, cache)).get(target);
    return Array.from(columns?.slots ?? [], (slot) => slot * 1_000);
  };
  const raceAt = async (atMs: number, targets: Parameters<typeof roundAt>[1] = { 'a/one': {} }) => {
    await store.claim(keyAt(atMs));
    await store.finish(roundAt(atMs, targets));
  };
  const ofSeries = (target: string) => ({ workload: WORKLOAD, region: REGION, target });

  describe(`${name}: the table`, () => {
    test('is made once and then left as it is', async () => {
      expect(await ensureTable(table)).toEqual({ created: false, expires: false });
    });

    test('is made by one of two that begin together', async () => {
      const fresh = { ...table, name: `photofinish-${++tables}` };
      const results = await Promise.all([ensureTable(fresh), ensureTable(fresh)]);
      expect(results.filter(({ created }) => created)).toEqual([{ created: true, expires: differences.expires }]);
    });
  });

  describe(`${name}: a round`, () => {
    test('is claimed by exactly one of many', async () => {
      const claims = await Promise.all(Array.from({ length: 20 }, () => store.claim(keyAt(MIDNIGHT))));
      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    test('of another shard, workload or region is another round', async () => {
      const keys = [keyAt(MIDNIGHT), keyAt(MIDNIGHT, { shard: '1' }), keyAt(MIDNIGHT, { region: 'eu-west-1' })];
      expect(await Promise.all(keys.map((key) => store.claim(key)))).toEqual([true, true, true]);
    });

    test('is claimed by him whose answer was lost and whose client asked again', async () => {
      let puts = 0;
      const repeating = {
        send: async (command: Parameters<typeof engine.client.send>[0]) => {
          if (command.constructor.name === 'PutCommand' && puts++ === 0) await engine.client.send(command);
          return engine.client.send(command);
        },
      } as unknown as Table['client'];
      const unlucky = createRoundStore({ ...table, client: repeating }, () => nowMs);
      expect(await unlucky.claim(keyAt(MIDNIGHT))).toBe(true);
      expect(await store.claim(keyAt(MIDNIGHT))).toBe(false);
    });

    test('is stored once; a second finish changes nothing', async () => {
      await store.claim(keyAt(MIDNIGHT));
      expect(await store.finish(roundAt(MIDNIGHT, { 'a/one': { ttftMs: 200 } }))).toBe('stored');
      expect(await store.finish(roundAt(MIDNIGHT, { 'a/one': { ttftMs: 999 } }))).toBe('duplicate');
      expect((await store.round(keyAt(MIDNIGHT)))?.samples[0]?.ttftMs).toBe(200);
      expect(await store.claim(keyAt(MIDNIGHT))).toBe(false);
    });

    test('is stored without a claim where there was none', async () => {
      expect(await store.finish(roundAt(MIDNIGHT, { 'a/one': {} }))).toBe('stored');
      expect(await store.finish(roundAt(MIDNIGHT, { 'a/one': {} }))).toBe('duplicate');
      expect(await store.claim(keyAt(MIDNIGHT))).toBe(false);
    });

    test('comes back as it was given', async () => {
      let shard = 0;
      await fc.assert(
        fc.asyncProperty(arbitraryRound(MIDNIGHT), async (given) => {
          const round = { ...given, shard: String(shard++) };
          await store.finish(round);
          expect(await store.round(round)).toEqual(round);
        }),
        { numRuns: 40 },
      );
    });

    test('with more samples than an item holds is refused with the remedy', async () => {
      const targets = Object.fromEntries(Array.from({ length: 1_200 }, (_, index) => [`provider/target-${index}`, {}]));
      await store.claim(keyAt(MIDNIGHT));
      const error = await store.finish(roundAt(MIDNIGHT, targets)).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(RoundTooLargeError);
      expect(String(error)).toContain('shards');
    });
  });

  describe(`${name}: a range of rounds`, () => {
    test('is half open, goes over midnight and leaves claims out', async () => {
      for (const minutes of [-10, -5, 0, 5]) await raceAt(MIDNIGHT + minutes * MINUTE_MS);
      await store.claim(keyAt(MIDNIGHT - 7 * MINUTE_MS));
      const wanted = range(MIDNIGHT - 10 * MINUTE_MS, MIDNIGHT + 5 * MINUTE_MS);
      const rounds = await all(store.rounds(wanted));
      expect(rounds.map((round) => (Date.parse(round.scheduledAt) - MIDNIGHT) / MINUTE_MS)).toEqual([-10, -5, 0]);
      expect((await store.states(wanted)).filter(({ finished }) => !finished)).toHaveLength(1);
    });

    test('of more than 1 MB comes in pages and whole', async () => {
      const filler = 'x'.repeat(300);
      const targets = Object.fromEntries(
        Array.from({ length: 250 }, (_, index) => [`provider/target-${index}`, { requestId: filler }]),
      );
      for (let index = 0; index < 9; index++) await store.finish(roundAt(MIDNIGHT + index * MINUTE_MS, targets));
      const rounds = await all(store.rounds(range(MIDNIGHT, MIDNIGHT + HOUR_MS)));
      expect(rounds.map(({ samples }) => samples.length)).toEqual(Array(9).fill(250));
    });

    test('comes by key too: the finished ones, however many', async () => {
      const keys = Array.from({ length: 120 }, (_, index) => keyAt(MIDNIGHT, { shard: String(index) }));
      for (const key of keys.slice(2)) await store.finish(roundAt(MIDNIGHT, { 'a/one': {} }, key));
      await store.claim(keys[1] as (typeof keys)[number]);
      const shards = (await all(store.roundsAt(keys))).map(({ shard }) => Number(shard));
      expect(shards.sort((a, b) => a - b)).toEqual(Array.from({ length: 118 }, (_, index) => index + 2));
    });

    test('leaves out what has expired and is not deleted yet', async () => {
      await raceAt(MIDNIGHT);
      nowMs = MIDNIGHT + 36 * DAY_MS;
      expect(await all(store.rounds(range(MIDNIGHT, MIDNIGHT + HOUR_MS)))).toEqual([]);
      expect(await store.states(range(MIDNIGHT, MIDNIGHT + HOUR_MS))).toEqual([]);
      expect(await store.round(keyAt(MIDNIGHT))).toBeNull();
    });
  });

  describe(`${name}: a late round`, () => {
    test('marks its hour once others may have read that, not before', async () => {
      nowMs = MIDNIGHT + 9 * MINUTE_MS;
      await raceAt(MIDNIGHT);
      expect(await lateMarkers(table, WORKLOAD)).toEqual([]);
      nowMs = MIDNIGHT + 11 * MINUTE_MS;
      await raceAt(MIDNIGHT + MINUTE_MS);
      expect(await lateMarkers(table, WORKLOAD)).toMatchObject([{ region: REGION, hourMs: MIDNIGHT }]);
    });

    test('keeps its marker if it was set anew since it was read', async () => {
      const hour = { workload: WORKLOAD, region: REGION, hourMs: MIDNIGHT };
      await markLate(table, hour, nowMs);
      const [before] = await lateMarkers(table, WORKLOAD);
      await markLate(table, hour, nowMs);
      await clearLate(table, before as NonNullable<typeof before>);
      const [after] = await lateMarkers(table, WORKLOAD);
      expect(after?.stamp).not.toBe(before?.stamp);
      await clearLate(table, after as NonNullable<typeof after>);
      expect(await lateMarkers(table, WORKLOAD)).toEqual([]);
    });
  });

  describe(`${name}: blocks`, () => {
    test('hold every sample of their hour, with its outcome and its values', async () => {
      await raceAt(MIDNIGHT, {
        'a/one': { ttftMs: 250 },
        'b/two': {
          outcome: 'failed',
          failure: { class: 'rate-limited', phase: 'headers', status: 429, message: null },
          ttftMs: null,
        },
        'c/three': { void: ['loop-late'] },
      });
      await refresh();
      const query = { workload: WORKLOAD, region: REGION, targets: ['a/one', 'b/two', 'c/three', 'd/none'], nowMs };
      const series = await readSeries(table, query);
      expect(decodeValue(series.get('a/one')?.codes.ttftMs[0] ?? 0)).toBeCloseTo(250, 0);
      expect([...series.values()].map(({ outcomes }) => [...outcomes])).toEqual([[0], [6], [255], []]);
      expect([...(series.get('c/three')?.codes.ttftMs ?? [])]).toEqual([0]);
    });

    test('are written only where something changed', async () => {
      const cache = createSeriesCache();
      await raceAt(MIDNIGHT, { 'a/one': {}, 'b/two': {} });
      expect((await refresh(cache)).hourBlocksWritten).toBe(2);
      expect(await refresh(cache)).toMatchObject({ hourBlocksWritten: 0, roundsRead: 0 });
      expect(await refresh()).toMatchObject({ hourBlocksWritten: 0, roundsRead: 1 });
      await raceAt(MIDNIGHT + 5 * MINUTE_MS, { 'a/one': {} });
      expect(await refresh(cache)).toMatchObject({ hourBlocksWritten: 1, roundsRead: 1 });
    });

    test('freeze three hours after their hour, and a late round re-opens them', async () => {
      const cache = createSeriesCache();
      await raceAt(MIDNIGHT);
      await refresh(cache);
      nowMs = MIDNIGHT + 4 * HOUR_MS;
      await refresh(cache);
      const frozen = async () => {
        const blocks = await hourBlocks(
          table,
          ofSeries('a/one'),
          { fromMs: MIDNIGHT, toMs: MIDNIGHT + HOUR_MS },
          nowMs,
        );
        return blocks.map((block) => ({ frozen: block.frozen, n: block.columns.slots.length }));
      };
      expect(await frozen()).toEqual([{ frozen: true, n: 1 }]);
      nowMs += HOUR_MS;
      await raceAt(MIDNIGHT + 5 * MINUTE_MS);
      expect(await refresh(cache)).toMatchObject({ hoursReopened: 1, hourBlocksWritten: 1 });
      expect(await frozen()).toEqual([{ frozen: true, n: 2 }]);
      expect(await lateMarkers(table, WORKLOAD)).toEqual([]);
      expect(await read('a/one', cache)).toEqual([MIDNIGHT, MIDNIGHT + 5 * MINUTE_MS]);
    });

    test('of a day come when all its hours are frozen, and again after a late round', async () => {
      const cache = createSeriesCache();
      const atMs = [1, 9, 23].map((hour) => MIDNIGHT + hour * HOUR_MS);
      for (const at of atMs) {
        nowMs = at + MINUTE_MS;
        await raceAt(at);
        await refresh(cache);
      }
      const days = async () => dayBlocks(table, ofSeries('a/one'), { fromMs: MIDNIGHT, toMs: MIDNIGHT + DAY_MS });
      nowMs = MIDNIGHT + DAY_MS + 3 * HOUR_MS - MINUTE_MS;
      await refresh(cache);
      expect(await days()).toEqual([]);
      nowMs += MINUTE_MS;
      expect((await refresh(cache)).dayBlocksWritten).toBe(1);
      expect((await days()).map(({ columns }) => columns.slots.length)).toEqual([3]);
      nowMs += 10 * DAY_MS;
      await raceAt(MIDNIGHT + 2 * HOUR_MS);
      expect((await refresh(cache)).dayBlocksWritten).toBe(1);
      const expected = [...atMs, MIDNIGHT + 2 * HOUR_MS].sort();
      expect(await read('a/one', cache)).toEqual(expected);
      expect(await read('a/one')).toEqual(expected);
    });

    test('come out the same after weeks without a publisher', async () => {
      const atMs = [0, 5, 30, 31, 200].map((hour) => MIDNIGHT + hour * HOUR_MS);
      for (const at of atMs) {
        nowMs = at;
        await raceAt(at);
      }
      nowMs = MIDNIGHT + 20 * DAY_MS;
      const report = await refresh();
      expect(report).toMatchObject({ roundsRead: 5, hourBlocksWritten: 5, dayBlocksWritten: 3 });
      expect(await read('a/one')).toEqual(atMs);
    });

    test('of a target that is raced no longer stay', async () => {
      await raceAt(MIDNIGHT, { 'a/one': {}, 'b/gone': {} });
      await refresh();
      nowMs = MIDNIGHT + 30 * HOUR_MS;
      await raceAt(nowMs - MINUTE_MS, { 'a/one': {} });
      await refresh();
      expect(await read('b/gone')).toEqual([MIDNIGHT]);
    });

    test('do not lose rounds when the clock was set back', async () => {
      const cache = createSeriesCache();
      nowMs = MIDNIGHT + 20 * HOUR_MS;
      await raceAt(nowMs - MINUTE_MS);
      await refresh(cache);
      nowMs = MIDNIGHT + 10 * HOUR_MS;
      await raceAt(nowMs - MINUTE_MS);
      await refresh(cache);
      nowMs = MIDNIGHT + 20 * HOUR_MS;
      const both = [MIDNIGHT + 10 * HOUR_MS - MINUTE_MS, nowMs - MINUTE_MS];
      expect(await read('a/one', cache)).toEqual(both);
      expect(await read('a/one')).toEqual(both);
    });

    test('are not made worse by an hour whose rounds have begun to expire', async () => {
      await raceAt(MIDNIGHT);
      await refresh();
      nowMs = MIDNIGHT + 5 * HOUR_MS;
      await refresh();
      nowMs = MIDNIGHT + 36 * DAY_MS;
      await markLate(table, { workload: WORKLOAD, region: REGION, hourMs: MIDNIGHT }, nowMs);
      await refresh();
      const blocks = await hourBlocks(table, ofSeries('a/one'), { fromMs: MIDNIGHT, toMs: MIDNIGHT + HOUR_MS }, nowMs);
      expect(blocks.map(({ columns }) => columns.slots.length)).toEqual([1]);
      expect(await lateMarkers(table, WORKLOAD)).toEqual([]);
    });
  });

  describe(`${name}: whatever comes in whatever order`, () => {
    // A refresh may be cut off at any request: by a crash (the cache is gone) or a failing table (it stays).
    const step = fc.record({
      minutes: fc.integer({ min: 1, max: 500 }),
      lateMinutes: fc.oneof(fc.constant(0), fc.nat(240), fc.nat(30 * 60)),
      target: fc.constantFrom('a/one', 'b/two'),
      refresh: fc.constantFrom('no', 'yes', 'table fails', 'crash'),
      requestsUntilCut: fc.nat(25),
    });

    test('blocks hold every stored round, with or without a cache', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
          await openTable();
          let cache = createSeriesCache();
          const stored: Record<string, Set<number>> = { 'a/one': new Set(), 'b/two': new Set() };
          nowMs = MIDNIGHT;
          for (const { minutes, lateMinutes, target, refresh: how, requestsUntilCut } of steps) {
            nowMs += minutes * MINUTE_MS;
            const at = nowMs - lateMinutes * MINUTE_MS;
            if (await store.claim(keyAt(at))) {
              await store.finish(roundAt(at, { [target]: {} }));
              stored[target]?.add(at);
            }
            if (how === 'yes') await refresh(cache);
            else if (how !== 'no') await refreshCutOff(requestsUntilCut, cache);
            if (how === 'crash') cache = createSeriesCache();
          }
          await refresh(cache);
          for (const [target, atMs] of Object.entries(stored)) {
            const expected = [...atMs].sort((a, b) => a - b);
            expect(await read(target, cache)).toEqual(expected);
            expect(await read(target)).toEqual(expected);
          }
        }),
        { numRuns: 12, endOnFailure: true },
      );
    });

    test('a refresh that fails while it freezes hours is made good by the next, with the same cache', async () => {
      for (let requests = 0; requests < 14; requests++) {
        await openTable();
        const cache = createSeriesCache();
        nowMs = MIDNIGHT + 22 * HOUR_MS;
        await raceAt(nowMs - MINUTE_MS, { 'a/one': {}, 'b/two': {} });
        if (requests % 2 === 0) await refresh(cache);
        nowMs += 6 * HOUR_MS;
        await refreshCutOff(requests, cache);
        await refresh(cache);
        const blocks = await dayBlocks(table, ofSeries('b/two'), { fromMs: MIDNIGHT, toMs: MIDNIGHT + DAY_MS });
        expect(blocks.map(({ columns }) => columns.slots.length)).toEqual([1]);
        expect(await read('a/one', cache)).toEqual([MIDNIGHT + 22 * HOUR_MS - MINUTE_MS]);
      }
    });

    test('a target that comes late into a day not yet complete is in its day block', async () => {
      nowMs = MIDNIGHT + 12 * HOUR_MS;
      await raceAt(MIDNIGHT + 11 * HOUR_MS, { 'a/one': {} });
      await refresh();
      await raceAt(MIDNIGHT + HOUR_MS, { 'b/late': {} });
      await refresh();
      nowMs = MIDNIGHT + 28 * HOUR_MS;
      await refresh();
      const blocks = await dayBlocks(table, ofSeries('b/late'), { fromMs: MIDNIGHT, toMs: MIDNIGHT + DAY_MS });
      expect(blocks).toHaveLength(1);
    });
  });
}
