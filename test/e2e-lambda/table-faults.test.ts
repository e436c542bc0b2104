// The table fails under the race function, in every way that it can: nothing that was measured is lost, and nothing is stored
// twice. DynamoDB Local behind a proxy that refuses as told; the queue is MiniStack's.
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Round } from '../../lib/domain/round.ts';
import { type Fault, queueRefusal, refuseWrites, silence, tableRefusal } from './faulty-proxy.ts';
import { configWith, openProviders, type Providers } from './providers.ts';
import { tick } from './ticks.ts';
import { openWorld, type World } from './world.ts';

const BEATS = { Region: 'us-east-1', Workload: 'chat' };

let providers: Providers;
let world: World;
beforeAll(async () => {
  providers = await openProviders();
});
afterAll(() => providers.fleet.close());
afterEach(() => world.close());

async function open() {
  const config = configWith([providers.target('good', 'test/good', 'GOOD_KEY')]);
  world = await openWorld({ config, keys: { GOOD_KEY: 'sk-good-5f2e9c' } });
  return { race: world.function('race'), saver: world.function('saver') };
}

async function storedInstants(): Promise<string[]> {
  const range = { workload: 'chat', region: world.region, fromMs: Date.now() - 7_200_000, toMs: Date.now() + 60_000 };
  const instants: string[] = [];
  for await (const { scheduledAt, samples } of world.store.rounds(range)) {
    expect(samples.map(({ outcome }) => outcome)).toEqual(['ok']);
    instants.push(scheduledAt);
  }
  return instants;
}

async function save(saver: ReturnType<World['function']>): Promise<unknown> {
  const { outcome } = await saver.invoke({});
  return outcome.type === 'returned' ? outcome.value : outcome;
}

/** Fails the first times that something is asked for. */
function failFirst(times: number, operation: string, fault: Fault): Fault {
  let left = times;
  return (request, pass) => (request.operation === operation && left-- > 0 ? fault(request, pass) : pass());
}

describe('a table that fails', () => {
  it('for ten minutes has every round of that time afterwards, each once', async () => {
    const { race, saver } = await open();
    const before = providers.asked.good;
    world.tableProxy.behave(refuseWrites(500, 'InternalServerError'));
    const instants: string[] = [];
    for (let minutesAgo = 10; minutesAgo >= 1; minutesAgo--) {
      const event = tick(minutesAgo);
      instants.push(event.scheduledAt);
      expect((await race.invoke(event)).outcome).toEqual({ type: 'returned', value: 'kept' });
    }
    expect(await storedInstants()).toEqual([]);
    expect(await world.metric('eu-west-1', 'RoundStored', BEATS)).toEqual({ count: 10, sum: 0 });

    expect(await save(saver)).toMatchObject({ stored: 0, setAside: 0 });
    world.tableProxy.recover();
    let stored = 0;
    while (stored < 10) stored += ((await save(saver)) as { readonly stored: number }).stored;

    expect(await storedInstants()).toEqual(instants);
    expect(await save(saver)).toEqual({ stored: 0, left: 0, setAside: 0 });
    expect(providers.asked.good - before).toBe(10);
  });

  it('in the middle of a round gets it from the queue, though the round is claimed', async () => {
    const { race, saver } = await open();
    world.tableProxy.behave(async ({ operation }, pass) =>
      operation === 'UpdateItem' ? tableRefusal(400, 'ProvisionedThroughputExceededException') : pass(),
    );
    const event = tick(1);
    expect((await race.invoke(event)).outcome).toEqual({ type: 'returned', value: 'kept' });
    expect((await race.invoke(event)).outcome).toEqual({ type: 'returned', value: 'raced-already' });
    world.tableProxy.recover();

    expect(await save(saver)).toEqual({ stored: 1, left: 0, setAside: 0 });
    expect(await storedInstants()).toEqual([event.scheduledAt]);
  });

  it('by throttling for a moment stores the round all the same', async () => {
    const { race } = await open();
    world.tableProxy.behave(failFirst(2, 'UpdateItem', async () => tableRefusal(400, 'ThrottlingException')));

    expect((await race.invoke(tick())).outcome).toEqual({ type: 'returned', value: 'stored' });
    expect(await storedInstants()).toHaveLength(1);
  });

  it('by losing its answers takes no claim of ours for somebody else’s, and no round for two', async () => {
    const { race } = await open();
    const lost: Fault = async (_request, pass) => {
      await pass();
      return tableRefusal(500, 'InternalServerError');
    };
    world.tableProxy.behave(failFirst(1, 'PutItem', lost));
    const before = providers.asked.good;
    const claimLost = await race.invoke(tick(2));
    world.tableProxy.behave(failFirst(1, 'UpdateItem', lost));
    const finishLost = await race.invoke(tick(1));

    expect(claimLost.outcome).toEqual({ type: 'returned', value: 'stored' });
    // the second try finds that the first one was taken
    expect(finishLost.outcome).toEqual({ type: 'returned', value: 'duplicate' });
    expect(await storedInstants()).toHaveLength(2);
    expect(providers.asked.good - before).toBe(2);
  });

  it('by never answering holds no round back: it goes to the queue', async () => {
    const { race, saver } = await open();
    world.tableProxy.behave(silence);
    const event = tick();
    expect((await race.invoke(event)).outcome).toEqual({ type: 'returned', value: 'kept' });
    world.tableProxy.recover();

    expect(await save(saver)).toEqual({ stored: 1, left: 0, setAside: 0 });
    expect(await storedInstants()).toEqual([event.scheduledAt]);
  });

  it('together with the queue loses a round, and ends in an error, of which an alarm tells', async () => {
    const { race } = await open();
    world.tableProxy.behave(refuseWrites(500, 'InternalServerError'));
    world.queueProxy.behave(async () => queueRefusal());

    expect((await race.invoke(tick())).outcome).toMatchObject({ type: 'threw', errorType: 'ServiceUnavailable' });
    expect((await race.invoke(tick(1))).outcome.type).toBe('threw');
  });
});

describe('the saver', () => {
  async function waiting(round: Partial<Round> | string): Promise<void> {
    const body = typeof round === 'string' ? round : JSON.stringify(round);
    await world.sqs.send(new SendMessageCommand({ QueueUrl: world.queueUrls.unsaved, MessageBody: body }));
  }

  async function oneKept(): Promise<Round> {
    const { race } = await open();
    await race.invoke(tick(3));
    const range = { workload: 'chat', region: world.region, fromMs: Date.now() - 600_000, toMs: Date.now() };
    const { value } = await world.store.rounds(range).next();
    return value as Round;
  }

  it('stores a round once that comes several times, and leaves one that is stored as it is', async () => {
    const round = await oneKept();
    const other = { ...round, scheduledAt: tick(20).scheduledAt };
    for (const message of [round, other, other, other]) await waiting(message);

    expect(await save(world.function('saver'))).toEqual({ stored: 4, left: 0, setAside: 0 });
    expect(await storedInstants()).toEqual([other.scheduledAt, round.scheduledAt]);
  });

  it('puts what is no round aside with the reason, and goes on', async () => {
    const round = await oneKept();
    await waiting('not a round');
    await waiting({ ...round, scheduledAt: tick(20).scheduledAt });

    expect(await save(world.function('saver'))).toEqual({ stored: 1, left: 0, setAside: 1 });
    const receive = { QueueUrl: world.queueUrls.deadLetters, MessageAttributeNames: ['All'] };
    const { Messages: letters = [] } = await world.sqs.send(new ReceiveMessageCommand(receive));
    expect(letters.map(({ Body: body }) => body)).toEqual(['not a round']);
    expect(letters[0]?.MessageAttributes?.reason?.StringValue).toContain('not a whole round');
  });
});
