// The monitor's loop on a real store, with a clock moved by hand.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Round, RoundKey } from '../../lib/domain/round.ts';
import { openDataDir } from '../../lib/local/data-dir.ts';
import { type Database, openDatabase } from '../../lib/local/database.ts';
import { type MonitorParts, runMonitor } from '../../lib/local/monitor.ts';
import { createUnsavedRounds } from '../../lib/local/unsaved-rounds.ts';
import { ensureTable } from '../../lib/results/ensure-table.ts';
import { createRoundStore, type RoundStore } from '../../lib/results/round-store.ts';
import { WORKLOAD } from '../race/racing.ts';
import { handClock } from './hand-clock.ts';

const START_MS = Date.parse('2026-11-22T03:15:00Z');
let folder: string;
let database: Database;
let store: RoundStore;
let unsavedFolder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'photofinish-monitor-'));
  const dataDir = await openDataDir(folder);
  unsavedFolder = dataDir.unsavedRounds;
  database = await openDatabase({ dataDir, env: {} });
  const table = { client: database.client, name: 'photofinish' };
  await ensureTable(table);
  store = createRoundStore(table, () => START_MS);
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

function roundOf(key: RoundKey): Round {
  return {
    ...key,
    gunAt: key.scheduledAt.replace('Z', '.000000Z'),
    gunLateMs: null,
    dispatchSkewMs: 0.1,
    reference: null,
    samples: [],
  };
}

/** Runs the monitor until so many rounds were raced. */
async function run(races: number, changes: Partial<MonitorParts> = {}, clock = handClock(START_MS)) {
  const stop = new AbortController();
  const said: string[] = [];
  let raced = 0;
  await runMonitor({
    workloads: [WORKLOAD],
    regions: ['local'],
    store,
    unsaved: createUnsavedRounds(unsavedFolder),
    publish: async () => undefined,
    say: (line) => said.push(line),
    clock,
    stopping: stop.signal,
    ...changes,
    race: async (key, workload) => {
      if (++raced === races) stop.abort();
      clock.moveMs(2_000);
      return (await changes.race?.(key, workload)) ?? roundOf(key);
    },
  });
  return said;
}

async function storedRounds(): Promise<string[]> {
  const found: string[] = [];
  const range = { workload: 'chat', region: 'local', fromMs: START_MS - 86_400_000, toMs: START_MS + 86_400_000 };
  for await (const round of store.rounds(range)) found.push(round.scheduledAt);
  return found;
}

describe('runMonitor', () => {
  it('stores one round a slot, and tells of each', async () => {
    const said = await run(2);
    expect(await storedRounds()).toEqual(['2026-11-22T03:15:00Z', '2026-11-22T03:16:00Z']);
    expect(said).toEqual([
      '2026-11-22T03:15:00Z chat local: 0 ok, skew 0.1 ms',
      '2026-11-22T03:16:00Z chat local: 0 ok, skew 0.1 ms',
    ]);
  });

  it('races one round after the other, whatever is due: the reading of one would make another late', async () => {
    let running = 0;
    let most = 0;
    const workloads = [WORKLOAD, { ...WORKLOAD, name: 'long' }];
    await run(8, {
      workloads,
      regions: ['one', 'two'],
      race: async (key) => {
        most = Math.max(most, ++running);
        await new Promise(setImmediate);
        running--;
        return roundOf(key);
      },
    });
    expect(most).toBe(1);
  });

  it('keeps a round that the store does not take, stores it later, and says both', async () => {
    let failures = 0;
    const failing: RoundStore = {
      ...store,
      finish: (round) => (failures++ === 0 ? Promise.reject(new Error('the table is away')) : store.finish(round)),
    };
    const said = await run(2, { store: failing });
    expect(said[0]).toContain('could not be stored (the table is away), kept to be stored later');
    expect(said[1]).toBe('rounds kept earlier: 1 stored now');
    expect(await storedRounds()).toEqual(['2026-11-22T03:15:00Z', '2026-11-22T03:16:00Z']);
  });

  it('races all the same when the claim cannot be made, and stores the round once', async () => {
    const failing: RoundStore = { ...store, claim: () => Promise.reject(new Error('the table is away')) };
    const said = await run(1, { store: failing });
    expect(said[0]).toContain('could not be claimed (the table is away), raced all the same');
    expect(await storedRounds()).toEqual(['2026-11-22T03:15:00Z']);
  });

  it('sends nothing for a round that was raced already, as when the clock was set back', async () => {
    const clock = handClock(START_MS);
    let setBack = false;
    const said = await run(
      3,
      {
        race: async (key) => {
          if (!setBack && key.scheduledAt === '2026-11-22T03:16:00Z') {
            setBack = true;
            clock.moveMs(-WORKLOAD.everyMs);
          }
          return roundOf(key);
        },
      },
      clock,
    );
    expect(said.filter((line) => line.includes('has been raced already; nothing sent'))).toEqual([
      '2026-11-22T03:15:00Z chat local: has been raced already; nothing sent',
      '2026-11-22T03:16:00Z chat local: has been raced already; nothing sent',
    ]);
    expect(await storedRounds()).toEqual(['2026-11-22T03:15:00Z', '2026-11-22T03:16:00Z', '2026-11-22T03:17:00Z']);
  });

  it('goes on after a publication that failed', async () => {
    const said = await run(2, { publish: () => Promise.reject(new Error('the disk is full')) });
    expect(said.filter((line) => line === 'the board could not be published: the disk is full')).toHaveLength(3);
    expect(await storedRounds()).toHaveLength(2);
  });

  it('goes on after a race that broke, and leaves its round a gap', async () => {
    const said = await run(2, {
      race: async (key) => {
        if (key.scheduledAt === '2026-11-22T03:15:00Z') throw new Error('out of sockets');
        return roundOf(key);
      },
    });
    expect(said[0]).toBe('2026-11-22T03:15:00Z chat local: lost: out of sockets');
    expect(await storedRounds()).toEqual(['2026-11-22T03:16:00Z']);
  });
});
