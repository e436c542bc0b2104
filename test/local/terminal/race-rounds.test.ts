import { describe, expect, it } from 'vitest';
import type { Round } from '../../../lib/domain/round.ts';
import type { Clock } from '../../../lib/local/clock.ts';
import { PAUSE_MS, type RacePlan, raceRounds } from '../../../lib/local/terminal/race-rounds.ts';
import { roundsOf } from './report/raced.ts';

const [ANY_ROUND] = roundsOf([[]]) as [Round];

/** A clock that moves only when somebody sleeps or races. */
function fakeClock(startMs: number) {
  const state = { monotonicMs: 500, wallMs: startMs, slept: [] as number[] };
  const pass = (ms: number): void => {
    state.monotonicMs += ms;
    state.wallMs += ms;
  };
  const clock: Clock = {
    wallMs: () => state.wallMs,
    monotonicMs: () => state.monotonicMs,
    sleep: async (ms) => {
      state.slept.push(ms);
      pass(Math.max(0, ms));
    },
  };
  return { clock, state, pass };
}

interface Case {
  readonly plan?: Partial<RacePlan>;
  readonly lastsMs?: number;
  readonly startMs?: number;
}

async function run({ plan = {}, lastsMs = 300, startMs = Date.UTC(2026, 10, 22, 3, 15, 0, 999) }: Case = {}) {
  const { clock, state, pass } = fakeClock(startMs);
  const raced: string[] = [];
  const race = async (region: string, scheduledAt: string): Promise<Round> => {
    pass(lastsMs);
    return { ...ANY_ROUND, region, scheduledAt };
  };
  const full: RacePlan = { rounds: 3, everyMs: null, regions: ['local'], ...plan };
  for await (const { number, round } of raceRounds(full, race, clock, new AbortController().signal)) {
    raced.push(`${number} ${round.region} ${round.scheduledAt.slice(14, 19)}`);
  }
  return { raced, slept: state.slept };
}

describe('raceRounds', () => {
  it('waits a breath after each round but the last', async () => {
    const { raced, slept } = await run();
    expect(raced).toEqual(['1 local 15:00', '2 local 15:02', '3 local 15:03']);
    expect(slept).toEqual([PAUSE_MS, PAUSE_MS]);
  });

  it('starts rounds at a fixed distance, whatever they last', async () => {
    const { slept } = await run({ plan: { everyMs: 5_000 } });
    expect(slept).toEqual([4_700, 4_700]);
  });

  it('goes on at once after a round that took longer, and does not catch up', async () => {
    const { slept } = await run({ plan: { everyMs: 1_000 }, lastsMs: 2_500 });
    expect(slept).toEqual([0, 0]);
  });

  it('races the regions of a round one after the other, under one name', async () => {
    const { raced } = await run({ plan: { rounds: 2, regions: ['a', 'b'] } });
    expect(raced).toEqual(['1 a 15:00', '1 b 15:00', '2 a 15:02', '2 b 15:02']);
  });

  it('never names two rounds alike, not even when the clock is set back', async () => {
    const { clock, state } = fakeClock(Date.UTC(2026, 10, 22, 3, 15, 30));
    const names: string[] = [];
    const race = async (region: string, scheduledAt: string): Promise<Round> => {
      state.wallMs -= 3_600_000;
      return { ...ANY_ROUND, region, scheduledAt };
    };
    const plan = { rounds: 3, everyMs: null, regions: ['local'] };
    for await (const { round } of raceRounds(plan, race, clock, new AbortController().signal)) {
      names.push(round.scheduledAt);
    }
    expect(names).toEqual(['2026-11-22T03:15:30Z', '2026-11-22T03:15:31Z', '2026-11-22T03:15:32Z']);
    expect(state.slept).toEqual([PAUSE_MS, PAUSE_MS]);
  });

  it('keeps what is done when it is stopped in the middle of a round', async () => {
    const { clock } = fakeClock(0);
    const stop = new AbortController();
    let started = 0;
    const race = async (): Promise<Round> => {
      started++;
      if (started === 2) stop.abort(new Error('stopped'));
      stop.signal.throwIfAborted();
      return ANY_ROUND;
    };
    const done: number[] = [];
    const plan = { rounds: 5, everyMs: null, regions: ['local'] };
    for await (const { number } of raceRounds(plan, race, clock, stop.signal)) done.push(number);
    expect(done).toEqual([1]);
    expect(started).toBe(2);
  });

  it('hands on an error that is not of the stop', async () => {
    const { clock } = fakeClock(0);
    const race = () => Promise.reject(new Error('broken'));
    const rounds = raceRounds(
      { rounds: 1, everyMs: null, regions: ['local'] },
      race,
      clock,
      new AbortController().signal,
    );
    await expect(rounds.next()).rejects.toThrow('broken');
  });
});
