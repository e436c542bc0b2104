// The publisher's lease on a real engine.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeLease } from '../../lib/results/lease.ts';
import { openMemoryTable } from './memory-table.ts';

const NOW_MS = Date.parse('2026-11-22T03:15:00Z');
let opened: Awaited<ReturnType<typeof openMemoryTable>>;
beforeEach(async () => {
  opened = await openMemoryTable();
});
afterEach(() => opened.close());

const take = (holder: string, nowMs = NOW_MS) => takeLease(opened.table, { holder, nowMs, lengthMs: 60_000 });

it('is had by one of two that ask at once', async () => {
  const taken = await Promise.all([take('a'), take('b')]);
  expect(taken.filter((lease) => lease !== null)).toHaveLength(1);
});

it('is free again when it was given back, and when its time is over', async () => {
  await (await take('a'))?.release(null);
  expect(await take('b')).not.toBeNull();
  expect(await take('c', NOW_MS + 59_999)).toBeNull();
  expect(await take('c', NOW_MS + 60_000)).not.toBeNull();
});

it('tells a holder whether somebody else had it in between', async () => {
  await (await take('a'))?.release(null);
  const again = await take('a');
  expect(again?.uninterrupted).toBe(true);
  await again?.release(null);
  await (await take('b'))?.release(null);
  expect((await take('a'))?.uninterrupted).toBe(false);
});

it('keeps the moment of the last publication that succeeded', async () => {
  const first = await take('a');
  expect(first?.publishedAtMs).toBeNull();
  await first?.release(NOW_MS + 5);
  const second = await take('b');
  expect(second?.publishedAtMs).toBe(NOW_MS + 5);
  await second?.release(null);
  expect((await take('c'))?.publishedAtMs).toBe(NOW_MS + 5);
});

it('that ran out under its holder is not taken from the next one by a late release', async () => {
  const slow = await take('slow');
  await take('next', NOW_MS + 60_000);
  await slow?.release(NOW_MS);
  expect(await take('third', NOW_MS + 61_000)).toBeNull();
});
