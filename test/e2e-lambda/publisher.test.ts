// The publisher's bundle in AWS's own runtime client, with a table and a bucket that fail.

import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { BOARD_PATH } from '../../lib/board/paths.ts';
import type { Round } from '../../lib/domain/round.ts';
import { isoSeconds } from '../../lib/domain/time.ts';
import { FREEZE_AFTER_MS } from '../../lib/results/round-store.ts';
import { readSeries } from '../../lib/results/series-reader.ts';
import { type Answer, bucketRefusal, type Fault } from './faulty-proxy.ts';
import { configWith, openProviders, type Providers } from './providers.ts';
import { tick } from './ticks.ts';
import { openWorld, type World } from './world.ts';

const HOUR_MS = 3_600_000;

let providers: Providers;
let world: World;
beforeAll(async () => {
  providers = await openProviders();
});
afterAll(() => providers.fleet.close());
afterEach(() => world.close());

/** A world in which a round was raced; its functions are given so long. */
async function open(timeoutMs = 60_000) {
  const config = configWith([providers.target('good', 'test/good', 'GOOD_KEY')]);
  world = await openWorld({ config, keys: { GOOD_KEY: 'sk-good' }, timeoutMs });
  const race = world.function('race');
  const event = tick(1);
  expect((await race.invoke(event)).outcome).toEqual({ type: 'returned', value: 'stored' });
  const round = (await world.store.round({ ...event, region: world.region })) as Round;
  return { publisher: world.function('publisher'), round };
}

async function files(): Promise<string[]> {
  const { Contents: found = [] } = await world.s3.send(new ListObjectsV2Command({ Bucket: world.bucket }));
  return found.map(({ Key: path = '' }) => path);
}

async function file(path: string): Promise<string> {
  const { Body: body } = await world.s3.send(new GetObjectCommand({ Bucket: world.bucket, Key: path }));
  return (await body?.transformToString()) ?? '';
}

/** The instants in the blocks, epoch seconds. */
async function slots(): Promise<readonly number[]> {
  const query = { workload: 'chat', region: world.region, targets: ['test/good'], nowMs: Date.now() };
  return Array.from((await readSeries(world.table, query)).get('test/good')?.slots ?? []);
}

const published = { type: 'returned', value: 'published' };
const busy = { type: 'returned', value: 'busy' };
const isWrite = (method: string) => method === 'PUT';

it('publishes what was raced, with a region that never reports as such, and sends only what has changed the next time', async () => {
  const { publisher } = await open();
  expect((await publisher.invoke({})).outcome).toEqual(published);
  expect(await file('index.html')).toContain('test/good');
  // eu-west-1 belongs to the config and never reports: it has its pages, and no round
  expect(JSON.parse(await file(BOARD_PATH))).toMatchObject({
    schema: 'photofinish/board@1',
    regions: expect.arrayContaining(['us-east-1', 'eu-west-1']),
    latestRounds: [expect.objectContaining({ region: 'us-east-1' })],
  });
  expect(await files()).toContain('eu-west-1/1h/index.html');
  const behind = ['t/test/good/index.html', 'compare/index.html', 'method/index.html', 'card.png', 'sitemap.xml'];
  expect(await files()).toEqual(expect.arrayContaining(behind));
  expect((await files()).filter((path) => /^data\/v1\/samples\/.*csv\.gz$/.test(path))).toHaveLength(1);
  expect(await file('t/test/good/index.html')).toContain('race --targets test/good');
  const written: string[] = [];
  world.bucketProxy.behave(({ method, path }, pass) => {
    if (isWrite(method)) written.push(path);
    return pass();
  });

  expect((await publisher.invoke({})).outcome).toEqual(published);
  expect(written.length).toBeLessThan((await files()).length);
  // neither what stays, nor what is made once an hour
  expect(written.filter((path) => /assets\/|schema\/|\/t\/|samples|card/.test(path))).toEqual([]);
  const { count, sum } = await world.metric(world.region, 'PublishAge', {});
  expect(count).toBe(2);
  expect(sum).toBeLessThan(5);
});

it('leaves the board to one of two that are woken at once', async () => {
  await open();
  const held = Promise.withResolvers<void>();
  const writing = Promise.withResolvers<void>();
  const hold: Fault = async ({ method }, pass) => {
    if (isWrite(method)) {
      writing.resolve();
      await held.promise;
    }
    return pass();
  };
  world.bucketProxy.behave(hold);
  const first = world.function('publisher').invoke({});
  await writing.promise;
  const second = await world.function('publisher').invoke({});
  held.resolve();

  expect(second.outcome).toEqual(busy);
  expect((await first).outcome).toEqual(published);
  expect(await files()).toContain('index.html');
});

it('gives the board back by itself where the one that had it was killed', async () => {
  const { publisher } = await open(6_000);
  const writing = Promise.withResolvers<void>();
  world.bucketProxy.behave(({ method }, pass) => {
    if (!isWrite(method)) return pass();
    writing.resolve();
    return new Promise<Answer>(() => undefined);
  });
  const kill = new AbortController();
  const killed = publisher.invoke({}, { kill: kill.signal });
  await writing.promise;
  kill.abort();
  expect((await killed).outcome).toEqual({ type: 'killed' });
  world.bucketProxy.recover();

  expect((await publisher.invoke({})).outcome).toEqual(busy);
  // as long as the killed one could have run
  await sleep(6_000);
  expect((await publisher.invoke({})).outcome).toEqual(published);
});

it('says what the bucket refuses, keeps no half board for a whole one, and publishes all once it is let', async () => {
  const { publisher } = await open();
  world.bucketProxy.behave(async ({ method }, pass) => (isWrite(method) ? bucketRefusal() : pass()));
  const refused = await publisher.invoke({});
  expect(refused.outcome).toMatchObject({ type: 'threw', errorType: 'PublishError' });
  expect(refused.outcome).toHaveProperty('message', expect.stringContaining(world.bucket));
  expect(await files()).toEqual([]);

  // some files, and then no more
  let allowed = 5;
  world.bucketProxy.behave(async ({ method }, pass) => (isWrite(method) && allowed-- <= 0 ? bucketRefusal() : pass()));
  expect((await publisher.invoke({})).outcome.type).toBe('threw');
  expect(await files()).not.toContain(BOARD_PATH);

  world.bucketProxy.recover();
  expect((await publisher.invoke({})).outcome).toEqual(published);
  expect(await files()).toContain(BOARD_PATH);
  expect(await file('index.html')).toContain('test/good');
});

it('writes every block though the table leaves part of each batch undone', async () => {
  const { publisher, round } = await open();
  // a series for each target that ever raced: more than one batch can hold
  const samples = Array.from({ length: 40 }, (_, n) => ({ ...round.samples[0]!, target: `test/model-${n}` }));
  await world.store.finish({ ...round, scheduledAt: tick(2).scheduledAt, samples });
  let leftOut = 0;
  world.tableProxy.behave(async ({ operation, body }, pass) => {
    if (operation !== 'BatchWriteItem') return pass();
    const asked = JSON.parse(body.toString()) as {
      readonly RequestItems: Readonly<Record<string, readonly unknown[]>>;
    };
    const [table = '', requests = []] = Object.entries(asked.RequestItems)[0] ?? [];
    const taken = Math.ceil(requests.length / 2);
    if (taken === requests.length) return pass();
    leftOut += requests.length - taken;
    const answer = await pass(Buffer.from(JSON.stringify({ RequestItems: { [table]: requests.slice(0, taken) } })));
    return withBody(answer, { UnprocessedItems: { [table]: requests.slice(taken) } });
  });

  expect((await publisher.invoke({})).outcome).toEqual(published);
  expect(leftOut).toBeGreaterThan(20);
  const targets = samples.map(({ target }) => target);
  const query = { workload: 'chat', region: world.region, targets, nowMs: Date.now() };
  const series = await readSeries(world.table, query);
  expect(targets.filter((target) => series.get(target)?.slots.length === 1)).toEqual(targets);
});

function withBody({ status, headers }: Answer, body: object): Answer {
  const { 'x-amz-crc32': _checksum, 'content-length': _length, ...kept } = headers;
  return { status, headers: kept, body: Buffer.from(JSON.stringify(body)) };
}

it('takes up a round that arrives after its hour was frozen', async () => {
  const { publisher, round } = await open();
  const hourMs = Math.floor((Date.now() - FREEZE_AFTER_MS - 2 * HOUR_MS) / HOUR_MS) * HOUR_MS;
  const at = (minute: number) => ({ ...round, scheduledAt: isoSeconds(hourMs + minute * 60_000) });
  await world.store.finish(at(0));
  expect((await publisher.invoke({})).outcome).toEqual(published);
  expect(await slots()).toHaveLength(2);

  const late = JSON.stringify(at(30));
  await world.sqs.send(new SendMessageCommand({ QueueUrl: world.queueUrls.unsaved, MessageBody: late }));
  const saved = await world.function('saver').invoke({});
  expect(saved.outcome).toEqual({ type: 'returned', value: { stored: 1, left: 0, setAside: 0 } });
  expect((await publisher.invoke({})).outcome).toEqual(published);

  expect(await slots()).toEqual([at(0), at(30), round].map(({ scheduledAt }) => Date.parse(scheduledAt) / 1_000));
});
