// The race function's bundle in AWS's own runtime client. Not shown here: Lambda's own start, its CPU share, arm64 processors,
// and what IAM allows (test/e2e-aws has the emulator judge the roles).
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Round } from '../../lib/domain/round.ts';
import { APIS } from '../../lib/domain/target.ts';
import { configWith, openProviders, type Providers } from './providers.ts';
import { tick } from './ticks.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

const KEYS = { GOOD_KEY: 'sk-good-5f2e9c', LOCKED_KEY: 'sk-locked-77aa01', SILENT_KEY: 'sk-silent-c0ffee' };
const SERIES = { Target: 'test/good', Region: 'us-east-1', Workload: 'chat' };

let providers: Providers;
let world: World;
beforeAll(async () => {
  providers = await openProviders();
});
afterAll(() => providers.fleet.close());
afterEach(() => world.close());

async function open(names: readonly ('good' | 'locked' | 'silent')[], changes: Partial<WorldOptions> = {}) {
  const targets = names.map((name) => providers.target(name, `test/${name}`, `${name.toUpperCase()}_KEY`));
  world = await openWorld({ config: configWith(targets), keys: KEYS, ...changes });
  return world.function('race');
}

async function storedRounds(): Promise<Round[]> {
  const range = { workload: 'chat', region: world.region, fromMs: Date.now() - 7_200_000, toMs: Date.now() + 60_000 };
  const rounds: Round[] = [];
  for await (const round of world.store.rounds(range)) rounds.push(round);
  return rounds;
}

async function states() {
  const range = { workload: 'chat', region: world.region, fromMs: Date.now() - 7_200_000, toMs: Date.now() + 60_000 };
  return (await world.store.states(range)).map(({ finished }) => (finished ? 'finished' : 'claimed'));
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

describe('the race function', () => {
  it('races a cold round and warm ones, starting once', async () => {
    const race = await open(['good']);
    const cold = await race.invoke(tick(3));
    const warm = [await race.invoke(tick(2)), await race.invoke(tick(1))];

    expect([cold, ...warm].map(({ outcome }) => outcome)).toEqual(Array(3).fill({ type: 'returned', value: 'stored' }));
    expect(warm.map(({ initMs }) => initMs)).toEqual([null, null]);
    const rounds = await storedRounds();
    expect(rounds.map(({ samples }) => samples.map(({ target, outcome }) => `${target} ${outcome}`))).toEqual(
      Array(3).fill(['test/good ok']),
    );
    expect(rounds.every(({ reference }) => reference?.ttftErrorMs !== null)).toBe(true);
    expect((await world.metric('us-east-1', 'TimeToFirstToken', SERIES)).count).toBe(
      rounds.filter(({ samples }) => samples[0]?.void === null).length,
    );
    // the heartbeat goes to the next region, which watches over this one
    const beats = await world.metric('eu-west-1', 'RoundStored', { Region: 'us-east-1', Workload: 'chat' });
    expect(beats).toEqual({ count: 3, sum: 3 });
    const ms = (value: number | null) => `${Math.round(value ?? 0)} ms`;
    const warmMs = warm.map(({ durationMs }) => ms(durationMs)).join(', ');
    process.stdout.write(`cold: start ${ms(cold.initMs)}, round ${ms(cold.durationMs)}; warm: ${warmMs}\n`);
  });

  it('speaks every dialect; Bedrock with a key of its own, and signed with the function’s credentials', async () => {
    const targets = [
      ...APIS.map((api) => providers.target(api, `test/${api}`, 'ANY_KEY')),
      providers.target('bedrock-converse', 'test/signed', null),
    ];
    world = await openWorld({ config: configWith(targets), keys: { ANY_KEY: 'any-key-0f3a' } });
    const race = await world.function('race');
    expect((await race.invoke(tick())).outcome).toEqual({ type: 'returned', value: 'stored' });
    const [round] = await storedRounds();
    expect(round?.samples.map(({ target, outcome, outputTokens }) => `${target} ${outcome} ${outputTokens}`)).toEqual(
      [...APIS, 'signed'].map((name) => `test/${name} ok 12`),
    );
  });

  it('races one event once, delivered five times at once', async () => {
    const race = await open(['good']);
    const before = providers.asked.good;
    const event = tick();
    const invocations = await Promise.all(Array.from({ length: 5 }, () => race.invoke(event)));

    expect(invocations.map(({ outcome }) => (outcome.type === 'returned' ? outcome.value : outcome)).sort()).toEqual([
      ...Array(4).fill('raced-already'),
      'stored',
    ]);
    expect(providers.asked.good - before).toBe(1);
    expect(await storedRounds()).toHaveLength(1);
  });

  it('leaves a gap where it was killed after its claim, and races the next round', async () => {
    const race = await open(['silent', 'good']);
    const kill = new AbortController();
    const killed = race.invoke(tick(2), { kill: kill.signal });
    await until(async () => (await states()).includes('claimed'));
    kill.abort();

    expect((await killed).outcome).toEqual({ type: 'killed' });
    // delivered once more it is still a gap: tokens may have been spent on it
    const again = await race.invoke({ ...tick(2), scheduledAt: (await claimedAt())[0] });
    expect(again.outcome).toEqual({ type: 'returned', value: 'raced-already' });
    expect(await states()).toEqual(['claimed']);
  });

  async function claimedAt(): Promise<string[]> {
    const range = { workload: 'chat', region: world.region, fromMs: Date.now() - 7_200_000, toMs: Date.now() };
    return (await world.store.states(range)).map(({ key }) => key.scheduledAt);
  }

  it('says so shortly before its deadline, where a round does not end in time', async () => {
    const race = await open(['silent', 'good'], { timeoutMs: 5_000 });
    const { outcome, durationMs } = await race.invoke(tick(2));

    expect(outcome).toMatchObject({ type: 'threw', errorType: 'TimeoutError' });
    expect(durationMs).toBeLessThan(5_000);
    expect(await states()).toEqual(['claimed']);
  });

  it('is stopped by Lambda at its deadline where it is stuck, and starts anew for the next round', async () => {
    const race = await open(['silent', 'good'], { timeoutMs: 6_000 });
    const stick = new AbortController();
    const stuck = race.invoke(tick(2), { stick: stick.signal });
    await until(async () => (await states()).includes('claimed'));
    stick.abort();

    expect((await stuck).outcome).toEqual({ type: 'timed-out' });
    expect((await race.invoke(tick(1))).initMs).not.toBeNull();
    expect(await states()).toEqual(['claimed', 'claimed']);
  });

  it('refuses an event that is no tick, and races the next that is one', async () => {
    const race = await open(['good']);
    const wrong = await race.invoke({ ...tick(), scheduledAt: '<aws.scheduler.scheduled-time>' });
    const right = await race.invoke(tick());

    expect(wrong.outcome).toMatchObject({ type: 'threw', errorType: 'TickRefusedError' });
    expect(wrong.outcome).toHaveProperty('message', expect.stringContaining('"scheduledAt" is missing or wrong'));
    expect(right.outcome).toEqual({ type: 'returned', value: 'stored' });
    expect(right.initMs).toBeNull();
  });

  it('sends nothing without keys and says what to do; once they are there, it races the next round', async () => {
    const race = await open(['good'], { keys: {} });
    const before = providers.asked.good;
    const { outcome } = await race.invoke(tick());

    expect(outcome).toEqual({ type: 'returned', value: 'nobody-races' });
    expect(providers.asked.good).toBe(before);
    expect(await states()).toEqual([]);
    const errors = race.log().filter(({ level }) => level === 'ERROR');
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining('npx photofinish keys push')]);

    await world.pushKeys({ GOOD_KEY: KEYS.GOOD_KEY });
    const next = await race.invoke(tick());
    expect(next.outcome).toEqual({ type: 'returned', value: 'stored' });
    expect(next.initMs).toBeNull();
  });

  it('stores one wrong key as that target’s failure, the others as they are, and no key anywhere', async () => {
    const race = await open(['locked', 'good'], { keys: KEYS });
    const { outcome } = await race.invoke(tick());

    expect(outcome).toEqual({ type: 'returned', value: 'stored' });
    const [round] = await storedRounds();
    expect(round?.samples.map((sample) => [sample.target, sample.outcome, sample.failure?.class ?? null])).toEqual([
      ['test/locked', 'failed', 'auth'],
      ['test/good', 'ok', null],
    ]);
    const told = JSON.stringify([round, race.log()]);
    for (const key of Object.values(KEYS)) expect(told).not.toContain(key);
  });

  it('races the others where one key cannot be sent at all', async () => {
    const race = await open(['locked', 'good'], { keys: { ...KEYS, LOCKED_KEY: 'two\nlines' } });
    const before = providers.asked.locked;
    await race.invoke(tick());

    const [round] = await storedRounds();
    expect(round?.samples.map(({ target, outcome }) => `${target} ${outcome}`)).toEqual(['test/good ok']);
    expect(providers.asked.locked).toBe(before);
    expect(race.log().some((line) => line.message === 'not racing')).toBe(true);
  });
});
