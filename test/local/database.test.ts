import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataDir } from '../../lib/local/data-dir.ts';
import { ENDPOINT_VARIABLE, openDatabase } from '../../lib/local/database.ts';
import { ensureTable } from '../../lib/results/ensure-table.ts';
import { createRoundStore, type RoundStore } from '../../lib/results/round-store.ts';
import { keyAt, REGION, roundAt, WORKLOAD } from '../results/fixtures.ts';

const START = '2026-11-20T00:00:00Z';
const START_MS = Date.parse(START);

let folder: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'photofinish-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) await killed(child);
  await rm(folder, { recursive: true });
});

async function open() {
  const database = await openDatabase({ dataDir: await openDataDir(folder), env: {} });
  const table = { client: database.client, name: 'photofinish' };
  await ensureTable(table);
  return { database, store: createRoundStore(table, () => START_MS) };
}

/** Starts a monitor that stores `count` rounds, and waits until it has done `until` of them. */
async function monitor(count: number, until: number): Promise<ChildProcess> {
  const script = resolve('test/local/database-child.ts');
  const child = spawn(process.execPath, [script, folder, START, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    if (Number(line) >= until) break;
  }
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function allRounds(store: RoundStore) {
  const found: string[] = [];
  const range = { workload: WORKLOAD, region: REGION, fromMs: START_MS, toMs: START_MS + 3_600_000 };
  for await (const round of store.rounds(range)) found.push(round.scheduledAt);
  return found;
}

test('what was stored is there after the folder was closed and opened again', async () => {
  const first = await open();
  await first.store.finish(roundAt(START_MS, { 'a/one': {} }));
  expect(first.database.where).toBe(`embedded in ${join(folder, 'dynamodb')}`);
  await first.database.close();
  const second = await open();
  expect(await second.store.round(keyAt(START_MS))).toEqual(roundAt(START_MS, { 'a/one': {} }));
  await second.database.close();
});

test('a monitor killed in mid-round leaves a gap, no damage and no double', async () => {
  await killed(await monitor(3, 3));
  const { database, store } = await open();
  expect(await allRounds(store)).toHaveLength(3);
  expect(await store.claim(keyAt(START_MS + 3_000))).toBe(false);
  expect(await store.finish(roundAt(START_MS + 2_000, {}))).toBe('duplicate');
  expect(await store.finish(roundAt(START_MS + 3_000, {}))).toBe('stored');
  await database.close();
});

test('a monitor killed while it writes has stored all that it had said', async () => {
  await killed(await monitor(100_000, 40));
  const { database, store } = await open();
  const found = await allRounds(store);
  expect(found.length).toBeGreaterThanOrEqual(41);
  expect(new Set(found).size).toBe(found.length);
  await database.close();
});

test('a second monitor on the folder is refused, in one process or in two', async () => {
  const { database } = await open();
  const refusal = { name: 'DataDirInUseError', message: expect.stringContaining('Another photofinish is using') };
  await expect(open()).rejects.toMatchObject(refusal);
  await database.close();
  const child = await monitor(0, 0);
  await expect(open()).rejects.toMatchObject(refusal);
  await killed(child);
  await (await open()).database.close();
});

test('a database that cannot be opened is refused with the way out', async () => {
  const dataDir = await openDataDir(folder);
  await writeFile(dataDir.database, 'no folder');
  await expect(openDatabase({ dataDir, env: {} })).rejects.toMatchObject({
    name: 'DatabaseUnusableError',
    message: expect.stringContaining('--data'),
  });
});

test('an endpoint of the environment is used in place of the embedded engine', async () => {
  const asked: (string | string[] | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers['x-amz-target']);
    response.end('{"Table":{"TableStatus":"ACTIVE"}}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
  const database = await openDatabase({ dataDir: await openDataDir(folder), env: { [ENDPOINT_VARIABLE]: endpoint } });
  expect(database.where).toBe(`at ${endpoint}`);
  expect(await ensureTable({ client: database.client, name: 'photofinish' })).toMatchObject({ created: false });
  expect(asked).toContain('DynamoDB_20120810.DescribeTable');
  await database.close();
  await new Promise((done) => server.close(done));
});
