// A round in AWS on a real engine: who races, what is stored, what is told, and every fault on the way.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RoundParts, runRound } from '../../lib/cloud/run-round.ts';
import { DEFAULT_AWS, DEFAULT_PAGE } from '../../lib/domain/config.ts';
import type { Round } from '../../lib/domain/round.ts';
import type { Datum } from '../../lib/metrics/sink.ts';
import type { RaceInput } from '../../lib/race/race.ts';
import { createRoundStore, type RoundStore } from '../../lib/results/round-store.ts';
import { targetAt, WORKLOAD } from '../race/racing.ts';
import { sampleOf } from '../results/fixtures.ts';
import { openMemoryTable } from '../results/memory-table.ts';
import { type RecordedLog, recordedLog } from './recorded-log.ts';

const START_MS = Date.parse('2026-11-22T03:15:00Z');
const TICK = { workload: 'chat', scheduledAt: '2026-11-22T03:15:00Z', shard: '0', gunDelayMs: 30_000 };
const SECRET = 'sk-very-secret-0123456789';
const targets = ['a/one', 'b/two'].map((id) =>
  targetAt(id, 'http://127.0.0.1:9/v1', { keyName: `${id[0]?.toUpperCase()}_KEY` }),
);

let opened: Awaited<ReturnType<typeof openMemoryTable>>;
let store: RoundStore;
let log: RecordedLog;
let races: RaceInput[];
let metrics: Datum[];
let heartbeats: Datum[];
let kept: Round[];

beforeEach(async () => {
  opened = await openMemoryTable();
  store = createRoundStore(opened.table, () => START_MS);
  log = recordedLog();
  [races, metrics, heartbeats, kept] = [[], [], [], []];
});
afterEach(() => opened.close());

function parts(more: Partial<RoundParts> = {}): RoundParts {
  return {
    config: {
      ...{
        name: 'test',
        regions: ['us-east-1', 'eu-west-1'],
        targets,
        metrics: ['ttft'],
        aws: DEFAULT_AWS,
        page: DEFAULT_PAGE,
      },
      workloads: [{ ...WORKLOAD, gunDelayMs: 30_000 }],
      timeouts: { connectMs: 1, firstTokenMs: 1, stallMs: 1, totalMs: 1 },
      alarms: { regression: 'off', email: [] },
    },
    ...{ region: 'us-east-1', keys: { A_KEY: SECRET, B_KEY: SECRET }, environment: {}, store, log },
    unsaved: { keep: async (round) => void kept.push(round) },
    reference: async () => targetAt('photofinish/reference', 'http://127.0.0.1:9/v1'),
    race: async (input) => {
      races.push(input);
      return roundOf(input);
    },
    sendMetrics: async (data) => void metrics.push(...data),
    sendHeartbeat: async (data) => void heartbeats.push(...data),
    nowMs: () => START_MS,
    ...more,
  };
}

function roundOf({ key, entrants }: RaceInput): Round {
  return {
    ...key,
    ...{ gunAt: '2026-11-22T03:15:30.000000Z', gunLateMs: 0.4, dispatchSkewMs: 0.1, reference: null },
    samples: entrants.map(({ target }) => sampleOf(key, target.id)),
  };
}

async function stored(): Promise<Round[]> {
  const rounds: Round[] = [];
  const range = { workload: 'chat', region: 'us-east-1', fromMs: START_MS, toMs: START_MS + 1_000 };
  for await (const round of store.rounds(range)) rounds.push(round);
  return rounds;
}

describe('a tick', () => {
  it('becomes one stored round with its gun at the common instant, its metrics, and a heartbeat', async () => {
    expect(await runRound(TICK, parts())).toBe('stored');
    expect(races).toHaveLength(1);
    expect(races[0]).toMatchObject({ gunDueMs: START_MS + 30_000, reference: { id: 'photofinish/reference' } });
    expect((await stored()).flatMap(({ samples }) => samples.map(({ target }) => target))).toEqual(['a/one', 'b/two']);
    expect(metrics).toHaveLength(2);
    expect(heartbeats).toEqual([
      { name: 'RoundStored', value: 1, dimensions: { region: 'us-east-1', workload: 'chat' }, atMs: START_MS },
    ]);
  });

  it('that is delivered five times at once is raced and stored once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => runRound(TICK, parts())));
    expect(outcomes.toSorted()).toEqual([...Array(4).fill('raced-already'), 'stored']);
    expect(races).toHaveLength(1);
    expect(await stored()).toHaveLength(1);
    expect(heartbeats).toHaveLength(1);
  });

  it.each([
    ['for an unknown workload', { ...TICK, workload: 'other' }, START_MS, /no workload "other"/],
    ['when the next round is due', TICK, START_MS + WORKLOAD.everyMs, /came 60 s late: not raced/],
  ])('%s is refused before anything is sent', async (_what, tick, nowMs, message) => {
    await expect(runRound(tick, parts({ nowMs: () => nowMs }))).rejects.toThrow(message);
    expect(races).toEqual([]);
  });

  it('of a shard that the config no longer has races nobody', async () => {
    expect(await runRound({ ...TICK, shard: '7' }, parts())).toBe('nobody-races');
  });
});

describe('keys', () => {
  it('that are missing or unfit leave out their targets alone, and are told by name', async () => {
    expect(await runRound(TICK, parts({ keys: { A_KEY: `${SECRET}\n`, B_KEY: SECRET } }))).toBe('stored');
    expect(races[0]?.entrants.map(({ target }) => target.id)).toEqual(['b/two']);
    expect(log.lines[0]).toBe('warn not racing');
    expect(log.text()).toContain('A_KEY holds what cannot be sent as a key');
  });

  it('of which there are none race nobody, claim nothing and say what to do', async () => {
    expect(await runRound(TICK, parts({ keys: {} }))).toBe('nobody-races');
    expect(log.text()).toContain('npx photofinish keys push');
    expect(await store.claim({ ...TICK, region: 'us-east-1' })).toBe(true);
  });

  it('are in no line of the log', async () => {
    await runRound(TICK, parts());
    await runRound(TICK, parts({ race: () => Promise.reject(new Error('broke')) })).catch(() => undefined);
    expect(log.text()).not.toContain(SECRET.slice(0, 12));
  });
});

describe('a fault', () => {
  it('of the table: the round is raced, kept elsewhere, and its heartbeat says so', async () => {
    const away = () => Promise.reject(new Error('the table is away'));
    expect(await runRound(TICK, parts({ store: { ...store, claim: away, finish: away } }))).toBe('kept');
    expect(kept).toHaveLength(1);
    expect(heartbeats[0]?.value).toBe(0);
    expect(log.lines).toContain('error could not be stored, kept in the queue');
  });

  it('of the table and the queue is thrown: the round is lost, and that is told', async () => {
    const finish = () => Promise.reject(new Error('the table is away'));
    const keep = () => Promise.reject(new Error('the queue is away'));
    await expect(runRound(TICK, parts({ store: { ...store, finish }, unsaved: { keep } }))).rejects.toThrow('queue');
  });

  it('of CloudWatch loses no round', async () => {
    const refuse = () => Promise.reject(new Error('throttled'));
    expect(await runRound(TICK, parts({ sendMetrics: refuse, sendHeartbeat: refuse }))).toBe('stored');
    expect(log.lines.filter((line) => line === 'error CloudWatch did not take a metric')).toHaveLength(2);
  });

  it('of the reference target races without a check, and says so', async () => {
    expect(await runRound(TICK, parts({ reference: () => Promise.reject(new Error('no process')) }))).toBe('stored');
    expect(races[0]?.reference).toBeNull();
  });

  it('of the race leaves the claim: a gap, and nothing to be raced again', async () => {
    await expect(runRound(TICK, parts({ race: () => Promise.reject(new Error('killed')) }))).rejects.toThrow('killed');
    expect(await runRound(TICK, parts())).toBe('raced-already');
    expect(await stored()).toEqual([]);
  });
});
