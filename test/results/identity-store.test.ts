// Marks of identity on a real engine.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type IdentityMark, MAX_MARK_BYTES, readIdentities, saveIdentities } from '../../lib/results/identity-store.ts';
import { openMemoryTable } from './memory-table.ts';

const AT_MS = Date.parse('2026-11-22T03:00:00Z');
const SCOPE = { workload: 'chat', region: 'us-east-1' };

let opened: Awaited<ReturnType<typeof openMemoryTable>>;
beforeEach(async () => {
  opened = await openMemoryTable();
});
afterEach(() => opened.close());

it('are read back as they were saved, names of any kind', async () => {
  const names = [null, '', '模型-🦜', '{"since": 1}', '__proto__'];
  const marks = new Map(
    ['a/one', 'b/two.5', 'constructor'].map((target) => [
      target,
      names.map((servedModel, day): IdentityMark => ({ sinceMs: AT_MS + day * 86_400_000, servedModel })),
    ]),
  );
  await saveIdentities(opened.table, SCOPE, marks);
  expect(await readIdentities(opened.table, SCOPE)).toEqual(marks);
  expect(await readIdentities(opened.table, { ...SCOPE, workload: 'other' })).toEqual(new Map());
});

it('are replaced as a whole', async () => {
  const mark = { sinceMs: AT_MS, servedModel: 'a' };
  await saveIdentities(opened.table, SCOPE, new Map([['a/one', [mark]]]));
  await saveIdentities(opened.table, SCOPE, new Map([['b/two', [mark]]]));
  expect([...(await readIdentities(opened.table, SCOPE)).keys()]).toEqual(['b/two']);
});

it('fit into an item, whatever providers say: what each is called now stays, the oldest go', async () => {
  const long = '🦜'.repeat(120);
  const marksOf = (target: number) =>
    Array.from({ length: 20 }, (_, day) => ({ sinceMs: AT_MS + (day * 1_000 + target) * 1_000, servedModel: long }));
  const marks = new Map(Array.from({ length: 400 }, (_, target) => [`provider/${target}`, marksOf(target)]));
  await saveIdentities(opened.table, SCOPE, marks);
  const found = await readIdentities(opened.table, SCOPE);
  expect(found.size).toBe(400);
  for (const [target, each] of found) expect(each).toEqual(marks.get(target)?.slice(-each.length));
  expect(JSON.stringify([...found]).length).toBeLessThan(MAX_MARK_BYTES);
  expect(found.get('provider/399')?.length).toBeGreaterThan(1);
});
