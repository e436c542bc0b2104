// Rounds in a queue: kept whole, stored when the table is back, and put aside where they never can be.
import { describe, expect, it } from 'vitest';
import { drainQueue, keptInQueue } from '../../lib/cloud/unsaved-queue.ts';
import type { Round } from '../../lib/domain/round.ts';
import { RoundTooLargeError } from '../../lib/results/errors.ts';
import { roundAt } from '../results/fixtures.ts';
import { memoryQueues } from './memory-queue.ts';

const UNSAVED = 'https://queue/unsaved';
const DEAD = 'https://queue/dead';
const START_MS = Date.parse('2026-11-22T03:15:00Z');
const rounds = Array.from({ length: 25 }, (_, index) => roundAt(START_MS + index * 60_000, { 'a/b': {} }));

async function filled(kept: readonly Round[] = rounds) {
  const queues = memoryQueues();
  for (const round of kept) await keptInQueue(queues.client, UNSAVED).keep(round);
  const stored: Round[] = [];
  const settings = { client: queues.client, unsavedUrl: UNSAVED, deadLetterUrl: DEAD, isOver: () => false };
  return { queues, stored, settings, finish: async (round: Round) => void stored.push(round) };
}

describe('a drain', () => {
  it('stores every round as it was given, and empties the queue', async () => {
    const odd = roundAt(START_MS, { 'a/b': { servedModel: 'Ünïcode 模型 🏁 \u0085 \uffff' } });
    const { queues, stored, settings, finish } = await filled([odd, ...rounds]);
    expect(await drainQueue(settings, { finish })).toEqual({ stored: 26, left: 0, setAside: [] });
    expect(stored).toEqual([odd, ...rounds]);
    expect(queues.bodies(UNSAVED)).toEqual([]);
  });

  it('stops when the table fails, loses nothing, and goes on the next time', async () => {
    const { queues, stored, settings, finish } = await filled();
    let calls = 0;
    const failing = async (round: Round) => {
      if (++calls === 13) throw new Error('the table is away');
      await finish(round);
    };
    expect(await drainQueue(settings, { finish: failing })).toMatchObject({ stored: 12, left: 8 });
    queues.reveal();
    expect(await drainQueue(settings, { finish })).toMatchObject({ stored: 13, left: 0 });
    expect(stored.map(({ scheduledAt }) => scheduledAt).sort()).toEqual(rounds.map(({ scheduledAt }) => scheduledAt));
  });

  it('puts aside what can never be stored, with the reason, and stores the others', async () => {
    const { queues, stored, settings, finish } = await filled(rounds.slice(0, 2));
    queues.put(UNSAVED, '{"half a rou');
    const choosy = async (round: Round) => {
      if (round === undefined || round.scheduledAt === rounds[0]?.scheduledAt) {
        throw new RoundTooLargeError(round, 900, new Error('too large'));
      }
      await finish(round);
    };
    const report = await drainQueue(settings, { finish: choosy });
    expect(report).toMatchObject({ stored: 1, left: 0 });
    expect(report.setAside).toHaveLength(2);
    expect(stored).toHaveLength(1);
    expect(queues.bodies(DEAD)).toHaveLength(2);
    expect(queues.reasons(DEAD)).toEqual([expect.stringContaining('900 samples'), 'it is not a whole round']);
  });

  it('begins nothing new when its time is over', async () => {
    const { queues, settings, finish } = await filled();
    expect(await drainQueue({ ...settings, isOver: () => true }, { finish })).toMatchObject({ stored: 0 });
    expect(queues.bodies(UNSAVED)).toHaveLength(25);
  });
});
