// The event that starts a round, and the wait for its gun.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TickRefusedError } from '../../lib/cloud/errors.ts';
import { tickOf } from '../../lib/cloud/tick.ts';
import { wakeInTime } from '../../lib/cloud/wait-for-gun.ts';

const TICK = { workload: 'chat', scheduledAt: '2026-11-22T03:15:00Z', shard: '0', gunDelayMs: 60_000 };
const START_MS = Date.parse(TICK.scheduledAt);

describe('an event', () => {
  it('of the scheduler is a tick', () => {
    expect(tickOf(TICK)).toEqual(TICK);
  });

  it.each([
    ['workload', { ...TICK, workload: 'CHAT; DROP' }],
    ['scheduledAt', { ...TICK, scheduledAt: '<aws.scheduler.scheduled-time>' }],
    ['scheduledAt', { ...TICK, scheduledAt: '2026-99-22T03:15:00Z' }],
    ['shard', { ...TICK, shard: 0 }],
    ['gunDelayMs', { ...TICK, gunDelayMs: -1 }],
    ['scheduledAt', { workload: 'chat', shard: '0', gunDelayMs: 0 }],
  ])('with a wrong %s is refused by its name, with what would be right', (field, event) => {
    expect(() => tickOf(event)).toThrow(new RegExp(`"${field}" is missing or wrong.*2026-11-22T03:15:00Z`));
  });

  it('whatever it is, is a tick or refused', () => {
    fc.assert(
      fc.property(fc.anything(), (event) => {
        try {
          tickOf(event);
        } catch (error) {
          expect(error).toBeInstanceOf(TickRefusedError);
        }
      }),
    );
  });
});

describe('the starter', () => {
  it.each([
    ['as scheduled', 0, 50_000],
    ['late within the minute', 59_000, 0],
    ['in between', 20_000, 30_000],
    ['after the gun', 70_000, 0],
  ])('woken %s wakes the race 10 s before the gun, or at once', async (_when, lateMs, expectedMs) => {
    const slept: number[] = [];
    const invoked: unknown[] = [];
    const waitedMs = await wakeInTime(TICK, {
      nowMs: () => START_MS + lateMs,
      sleep: async (ms) => void slept.push(ms),
      invoke: async (tick) => void invoked.push(tick),
    });
    expect(waitedMs).toBe(expectedMs);
    expect(slept).toEqual(expectedMs === 0 ? [] : [expectedMs]);
    expect(invoked).toEqual([TICK]);
  });
});
