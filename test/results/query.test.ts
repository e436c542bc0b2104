import { expect, test } from 'vitest';
import type { TableClient } from '../../lib/results/document-client.ts';
import { BatchIncompleteError } from '../../lib/results/errors.ts';
import { getAll, putAll } from '../../lib/results/query.ts';

type Requests = Record<string, { PutRequest: { Item: unknown } }[] & { Keys: unknown[] }>;

/** An engine that does `capacity` requests of each batch and hands the rest back. */
function busyEngine(capacity: number) {
  const written: unknown[] = [];
  const batches: number[] = [];
  const send = async ({ input }: { input: { RequestItems: Requests } }) => {
    const [name, requests] = Object.entries(input.RequestItems)[0] as [string, Requests[string]];
    if (!Array.isArray(requests)) {
      const { Keys: keys } = requests as { Keys: unknown[] };
      batches.push(keys.length);
      const left = keys.slice(capacity);
      return {
        Responses: { [name]: keys.slice(0, capacity) },
        UnprocessedKeys: left.length ? { [name]: { Keys: left } } : {},
      };
    }
    batches.push(requests.length);
    written.push(...requests.slice(0, capacity).map(({ PutRequest }) => PutRequest.Item));
    const left = requests.slice(capacity);
    return { UnprocessedItems: left.length ? { [name]: left } : {} };
  };
  return { table: { name: 'photofinish', client: { send } as unknown as TableClient }, written, batches };
}

const keys = (n: number) => Array.from({ length: n }, (_, index) => ({ pk: 'p', sk: String(index) }));

test('items that were left undone are written again, 25 at most at a time', async () => {
  const { table, written, batches } = busyEngine(20);
  await putAll(table, keys(60));
  expect(written).toEqual(keys(60));
  expect(batches).toEqual([25, 5, 25, 5, 10]);
});

test('keys that were left unread are read again, 100 at most at a time', async () => {
  const { table, batches } = busyEngine(80);
  expect(await getAll(table, keys(150))).toEqual(keys(150));
  expect(batches).toEqual([100, 20, 50]);
});

test('an engine that does nothing ends in an error, not in a loop', async () => {
  const pausesMs: number[] = [];
  const pause = async (ms: number) => pausesMs.push(ms);
  await expect(putAll(busyEngine(0).table, keys(1), pause)).rejects.toThrow(BatchIncompleteError);
  expect(pausesMs).toEqual([25, 50, 100, 200, 400, 800, 1_600]);
});
