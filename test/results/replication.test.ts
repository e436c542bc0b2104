// Regions are apart: a late marker may be seen here before the round that it stands for.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lateMarkers, markLate } from '../../lib/results/late-markers.ts';
import { refreshBlocks } from '../../lib/results/refresh.ts';
import { createRoundStore } from '../../lib/results/round-store.ts';
import { createSeriesCache } from '../../lib/results/series-cache.ts';
import { readSeries } from '../../lib/results/series-reader.ts';
import { REGION, roundAt, WORKLOAD } from './fixtures.ts';
import { openMemoryTable } from './memory-table.ts';

const HOUR_MS = 3_600_000;
const REPLICATION_MS = 120_000;
const HOUR = Date.parse('2026-11-22T03:00:00Z');
let opened: Awaited<ReturnType<typeof openMemoryTable>>;
beforeEach(async () => {
  opened = await openMemoryTable();
});
afterEach(() => opened.close());

it('a late round that arrives after its marker, when its hour was frozen, is in the blocks all the same', async () => {
  let nowMs = HOUR + 6 * HOUR_MS;
  const { table } = opened;
  const cache = createSeriesCache();
  const store = createRoundStore(table, () => nowMs);
  const refresh = () =>
    refreshBlocks(table, store, { workload: WORKLOAD, regions: [REGION], nowMs, replicationMs: REPLICATION_MS }, cache);
  const samples = async () => {
    const query = { workload: WORKLOAD, region: REGION, targets: ['a/b'], nowMs };
    return (await readSeries(table, query, cache)).get('a/b')?.slots.length;
  };
  await refresh();

  await markLate(table, { workload: WORKLOAD, region: REGION, hourMs: HOUR }, nowMs);
  nowMs += 1_000;
  await refresh();
  expect(await samples()).toBe(0);
  expect(await lateMarkers(table, WORKLOAD)).toHaveLength(1);

  // the round itself, without a marker of its own: as if those had been the ones that came first
  const punctual = createRoundStore(table, () => HOUR);
  await punctual.finish(roundAt(HOUR, { 'a/b': {} }));
  nowMs += REPLICATION_MS;
  await refresh();
  expect(await samples()).toBe(1);
  expect(await lateMarkers(table, WORKLOAD)).toEqual([]);
});
