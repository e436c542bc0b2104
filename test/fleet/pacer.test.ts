import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPacer, type Paced, type PacerClock } from '../../lib/fleet/pacer.ts';

/** A clock whose timers fire as late as `lateness` says. */
function lateClock(lateness: () => number) {
  let nowMs = 0;
  let timers: { atMs: number; callback: () => void }[] = [];
  const clock: PacerClock = {
    nowMs: () => nowMs,
    after: (delayMs, callback) => {
      const timer = { atMs: nowMs + delayMs + lateness(), callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  };
  const runUntil = (endMs: number): void => {
    for (;;) {
      const next = timers.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined || next.atMs > endMs) break;
      timers = timers.filter((other) => other !== next);
      nowMs = next.atMs;
      next.callback();
    }
    nowMs = endMs;
  };
  return { clock, runUntil, pending: () => timers.length };
}

interface Done {
  readonly dueMs: number;
  readonly atMs: number;
}

function recorder(dueTimes: readonly number[]): Paced & { readonly done: Done[] } {
  const done: Done[] = [];
  return {
    done,
    dueMs: () => dueTimes[done.length] ?? null,
    wake: (nowMs) => {
      for (let dueMs = dueTimes[done.length]; dueMs !== undefined && dueMs <= nowMs; dueMs = dueTimes[done.length]) {
        done.push({ dueMs, atMs: nowMs });
      }
    },
  };
}

test('at 2,000 tokens a second, timers that are 1.3 ms late lose no token', () => {
  const { clock, runUntil } = lateClock(() => 1.3);
  const paced = recorder(Array.from({ length: 10_000 }, (_, index) => index * 0.5));
  createPacer(clock).add(paced);
  runUntil(1_000);
  expect(paced.done.length).toBeGreaterThanOrEqual(1_998);
  runUntil(4_000);
  expect(paced.done.length).toBeGreaterThanOrEqual(7_998);
});

test('nothing is done early, and lateness does not add up', () => {
  const schedule = fc.array(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 30 }), { maxLength: 6 });
  fc.assert(
    fc.property(schedule, fc.double({ min: 0, max: 5, noNaN: true }), (schedules, lateMs) => {
      const { clock, runUntil, pending } = lateClock(() => lateMs);
      const pacer = createPacer(clock);
      const members = schedules.map((times) => recorder(times.toSorted((a, b) => a - b)));
      for (const member of members) pacer.add(member);
      runUntil(400);
      for (const [index, { done }] of members.entries()) {
        expect(done.length).toBe(schedules[index]?.length);
        for (const { dueMs, atMs } of done) {
          expect(atMs).toBeGreaterThanOrEqual(dueMs);
          expect(atMs - dueMs).toBeLessThanOrEqual(lateMs + 1e-6);
        }
      }
      expect(pending()).toBe(0);
    }),
  );
});

test('what falls due earlier by itself is done once the pacer is told', () => {
  const { clock, runUntil } = lateClock(() => 0);
  const pacer = createPacer(clock);
  let dueMs: number | null = null;
  const woken: number[] = [];
  const paced = {
    dueMs: () => dueMs,
    wake: (nowMs: number) => {
      woken.push(nowMs);
      dueMs = null;
    },
  };
  pacer.add(paced);
  runUntil(10);
  dueMs = 5;
  pacer.changed();
  runUntil(11);
  expect(woken).toEqual([10]);
  pacer.remove(paced);
});
