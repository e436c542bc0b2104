// From a schedule's tick to the gun: the starter waits, the race function is woken in time, and fires at the common instant.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { RACE_FUNCTION } from '../../lib/names/names.ts';
import { LEAD_MS } from '../../lib/names/timing.ts';
import type { Invocation } from './lambda-function.ts';
import { configWith, openProviders, type Providers } from './providers.ts';
import { tick } from './ticks.ts';
import { openWorld, type World } from './world.ts';

const GUN_MS = 14_000;
const toClose: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).toReversed()) await close();
});

/** Lambda's own service: takes an asynchronous invocation, says so at once, and has it done. */
async function lambdaService(race: ReturnType<World['function']>) {
  const woken = Promise.withResolvers<{ readonly atMs: number; readonly done: Promise<Invocation> }>();
  const server = createServer(async (request, response) => {
    const event: unknown = JSON.parse(await text(request));
    const isAsynchronous = request.headers['x-amz-invocation-type'] === 'Event';
    const isRace = request.url === `/2015-03-31/functions/${RACE_FUNCTION}/invocations`;
    response.writeHead(isAsynchronous && isRace ? 202 : 400).end();
    woken.resolve({ atMs: Date.now(), done: race.invoke(event) });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  toClose.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, woken: woken.promise };
}

it('the starter wakes the race before its gun, and the race fires at it', async () => {
  const providers: Providers = await openProviders();
  toClose.push(() => providers.fleet.close());
  const target = providers.target('good', 'test/good', 'GOOD_KEY');
  const world = await openWorld({ config: configWith([target], `${GUN_MS / 1_000}s`), keys: { GOOD_KEY: 'sk-good' } });
  toClose.push(() => world.close());
  const service = await lambdaService(world.function('race'));
  const starter = world.function('starter', { AWS_ENDPOINT_URL_LAMBDA: service.endpoint });
  const event = tick(0, GUN_MS);
  const gunMs = Date.parse(event.scheduledAt) + GUN_MS;

  const { outcome } = await starter.invoke(event);
  const woken = await service.woken;
  const raced = await woken.done;

  expect(outcome).toEqual({ type: 'returned', value: null });
  expect(woken.atMs).toBeGreaterThanOrEqual(gunMs - LEAD_MS);
  expect(raced.outcome).toEqual({ type: 'returned', value: 'stored' });
  const round = await world.store.round({ ...event, region: world.region });
  expect(Date.parse(round?.gunAt ?? '')).toBeGreaterThanOrEqual(gunMs);
  expect(round?.gunLateMs).toBeLessThan(5_000);
  process.stdout.write(
    `woken ${((gunMs - woken.atMs) / 1_000).toFixed(2)} s before the gun, cold start ${raced.initMs?.toFixed()} ms; ` +
      `fired ${round?.gunLateMs} ms late\n`,
  );
});
