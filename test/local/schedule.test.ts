import { describe, expect, it } from 'vitest';
import type { Workload } from '../../lib/domain/workload.ts';
import { type DueRound, dueRounds } from '../../lib/local/schedule.ts';
import { handClock } from './hand-clock.ts';

function workload(name: string, everyMs: number): Workload {
  return { name, everyMs, gunDelayMs: 0, prompts: ['x'], inputTokens: null, maxOutputTokens: 8, temperature: null };
}

/** Takes so many rounds from a schedule; `busy` moves the clock as the work on a round would. */
async function take(
  count: number,
  workloads: readonly Workload[],
  clock: ReturnType<typeof handClock>,
  busy: (due: DueRound) => void = () => undefined,
) {
  const stop = new AbortController();
  const taken: string[] = [];
  for await (const due of dueRounds(workloads, clock, stop.signal)) {
    taken.push(`${due.workload.name}@${due.scheduledAtMs}`);
    if (taken.length === count) stop.abort();
    else busy(due);
  }
  return taken;
}

describe('dueRounds', () => {
  it('begins with the slot that is running, then waits for the next', async () => {
    const taken = await take(3, [workload('a', 5_000)], handClock(12_345));
    expect(taken).toEqual(['a@10000', 'a@15000', 'a@20000']);
  });

  it('does not make up for slots that passed while it was busy', async () => {
    const clock = handClock(10_000);
    expect(await take(2, [workload('a', 1_000)], clock, () => clock.moveMs(7_500))).toEqual(['a@10000', 'a@18000']);
  });

  it('keeps the cadence of each workload', async () => {
    const taken = await take(6, [workload('a', 1_000), workload('b', 3_000)], handClock(60_000));
    expect(taken).toEqual(['a@60000', 'b@60000', 'a@61000', 'a@62000', 'a@63000', 'b@63000']);
  });

  it('goes on by the clock as it is when it was set back', async () => {
    const clock = handClock(7_200_000);
    const taken = await take(2, [workload('a', 60_000)], clock, () => clock.moveMs(-3_600_000));
    expect(taken).toEqual(['a@7200000', 'a@3600000']);
  });

  it('looks at the clock at least once a second, as it may be set while it waits', async () => {
    const clock = handClock(0);
    await take(2, [workload('a', 60_000)], clock);
    expect(clock.sleeps).toBeGreaterThanOrEqual(60);
  });

  it('yields nothing once it is stopped', async () => {
    const first = await dueRounds([workload('a', 1_000)], handClock(0), AbortSignal.abort()).next();
    expect(first.done).toBe(true);
  });
});
