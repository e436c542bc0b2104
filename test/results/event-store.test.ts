// Regressions on a real engine.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readEvents, saveEvents, type ToldEvent } from '../../lib/results/event-store.ts';

import { openMemoryTable } from './memory-table.ts';

const AT_MS = Date.parse('2026-11-30T23:55:00Z');
const EVENT: ToldEvent = {
  kind: 'slower',
  workload: 'chat',
  region: 'us-east-1',
  target: 'together/llama-3.3-70b',
  sinceMs: AT_MS - 3_600_000,
  detectedMs: AT_MS,
  level: 1.8,
  ratio: { value: 2.04, low: 1.9, high: 2.2 },
  peersRatio: 1.01,
  failedShare: null,
  untilMs: null,
  closedMs: null,
  closedBecause: null,
  changed: [{ what: 'model', before: 'a-1', after: 'a-2' }],
};
const WHOLE_REGION: ToldEvent = { ...EVENT, kind: 'region-failing', target: null, ratio: null, failedShare: 0.8 };
const OF_DECEMBER: ToldEvent = { ...EVENT, detectedMs: AT_MS + 600_000 };

let opened: Awaited<ReturnType<typeof openMemoryTable>>;
beforeEach(async () => {
  opened = await openMemoryTable();
});
afterEach(() => opened.close());

const read = (fromMs: number, toMs: number, workload = 'chat') => readEvents(opened.table, { workload, fromMs, toMs });

it('reads back what was saved, over the end of a month, oldest first', async () => {
  await saveEvents(opened.table, [OF_DECEMBER, EVENT, WHOLE_REGION]);
  const events = await read(AT_MS - 86_400_000, AT_MS + 86_400_000);
  expect(events).toHaveLength(3);
  expect(events).toEqual(expect.arrayContaining([EVENT, WHOLE_REGION]));
  expect(events.at(-1)).toEqual(OF_DECEMBER);
});

it('reads only the time and the workload it is asked for, both ends included', async () => {
  await saveEvents(opened.table, [EVENT, OF_DECEMBER]);
  expect(await read(AT_MS, AT_MS)).toEqual([EVENT]);
  expect(await read(AT_MS + 1_000, AT_MS + 599_000)).toEqual([]);
  expect(await read(AT_MS - 86_400_000, AT_MS, 'other')).toEqual([]);
});

it('changes an event, and never makes two of it', async () => {
  await saveEvents(opened.table, [EVENT]);
  const closed: ToldEvent = {
    ...EVENT,
    untilMs: AT_MS + 7_200_000,
    closedMs: AT_MS + 9_000_000,
    closedBecause: 'recovered',
  };
  await saveEvents(opened.table, [closed]);
  await saveEvents(opened.table, [closed]);
  expect(await read(AT_MS, AT_MS)).toEqual([closed]);
});

it('keeps two kinds apart that one round told of the same target', async () => {
  const failing: ToldEvent = { ...EVENT, kind: 'failing', ratio: null, failedShare: 0.6 };
  await saveEvents(opened.table, [EVENT, failing]);
  expect(await read(AT_MS, AT_MS)).toEqual(expect.arrayContaining([EVENT, failing]));
});
