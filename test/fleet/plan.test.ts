import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerScript } from '../../lib/fleet/answer.ts';
import { chatCompletionsWire } from '../../lib/fleet/chat-completions-wire.ts';
import { cutAt, endless, SILENCE } from '../../lib/fleet/faults.ts';
import { type Plan, planOf, stepAt } from '../../lib/fleet/plan.ts';
import { BLANK_SCRIPT, type Script, type ScriptEvent } from '../../lib/fleet/script.ts';

const CONTEXT = { requestId: 'r', model: 'm', promptTokens: 3, authorization: '', createdS: 0, firstWord: 0 };

function plan(script: Script, delayMs = 0): Plan {
  return planOf(script, chatCompletionsWire(script, CONTEXT), delayMs);
}

function bytesOf({ steps }: Plan): string {
  return Buffer.concat(steps.map(({ bytes }) => bytes)).toString('utf8');
}

test('what is due at the same moment is one write, headers first', () => {
  const script = answerScript({ firstTokenMs: 50, tokens: 2, pace: { intervalsMs: [10] }, roleAtMs: 50 });
  expect(plan(script).steps.map(({ act, dueMs, tokens }) => [act, dueMs, tokens])).toEqual([
    ['headers', 0, 0],
    ['write', 50, 1],
    ['write', 60, 1],
    ['end', 60, 0],
  ]);
});

test('the delay of the network moves every step', () => {
  const script = answerScript({ firstTokenMs: 50, tokens: 1, pace: { intervalsMs: [] } });
  const times = (delayMs: number) => plan(script, delayMs).steps.map(({ dueMs }) => dueMs);
  expect(times(80)).toEqual(times(0).map((dueMs) => dueMs + 80));
});

test('a split event leaves in two parts, and what follows waits for the second', () => {
  const events: ScriptEvent[] = [
    { type: 'text', kind: 'answer', text: 'é', tokens: 1, atMs: 10, split: { atByte: 20, gapMs: 30 } },
    { type: 'end', atMs: 15 },
  ];
  const script = { ...BLANK_SCRIPT, headersAtMs: 'with-first-write' as const, events };
  const { steps } = plan(script);
  expect(steps.map(({ act, dueMs, tokens }) => [act, dueMs, tokens])).toEqual([
    ['write', 10, 0],
    ['write', 40, 1],
    ['end', 40, 0],
  ]);
  expect(steps[0]?.bytes.length).toBe(20);
  expect(bytesOf({ steps, repeat: null })).toContain('"content":"é"');
});

test('silence plans nothing, and a cut stream ends with the cut', () => {
  expect(plan(SILENCE)).toEqual({ steps: [], repeat: null });
  const script = answerScript({ firstTokenMs: 50, tokens: 10, pace: { intervalsMs: [10] } });
  expect(plan(cutAt(script, 75, 'reset')).steps.at(-1)).toMatchObject({ act: 'reset', dueMs: 75 });
  expect(stepAt(plan(cutAt(script, 75, 'stall')), 99)).toBeNull();
});

test('an endless stream is due at multiples of its interval', () => {
  const forever = plan(endless(20, 0.5), 5);
  const place = forever.steps.length;
  expect(stepAt(forever, place + 3_999)).toMatchObject({ act: 'write', dueMs: 25 + 4_000 * 0.5, tokens: 1 });
});

test('in any plan no step is due before the one in front of it, and no token is lost', () => {
  const event = fc.record({
    type: fc.constant('tokens' as const),
    kind: fc.constantFrom('answer' as const, 'reasoning' as const),
    count: fc.integer({ min: 1, max: 5 }),
    atMs: fc.integer({ min: 0, max: 50 }),
    split: fc.record({ atByte: fc.integer({ min: 0, max: 300 }), gapMs: fc.integer({ min: 0, max: 20 }) }),
  });
  fc.assert(
    fc.property(fc.array(event), fc.integer({ min: 0, max: 60 }), (events, headersAtMs) => {
      const { steps } = plan({ ...BLANK_SCRIPT, headersAtMs, events });
      const times = steps.map(({ dueMs }) => dueMs);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      const asked = events.reduce((sum, { count }) => sum + count, 0);
      expect(steps.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(asked);
    }),
  );
});
