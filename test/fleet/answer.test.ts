import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AnswerOptions, answerScript } from '../../lib/fleet/answer.ts';
import type { Script } from '../../lib/fleet/script.ts';

const BASE: AnswerOptions = { firstTokenMs: 100, tokens: 5, pace: { tokensPerSecond: 100 } };

function tokenTimes(script: Script): [atMs: number, count: number, kind: string][] {
  return script.events.flatMap((event) =>
    event.type === 'tokens' ? [[event.atMs, event.count, event.kind] as [number, number, string]] : [],
  );
}

test('tokens are due at a steady rate from the first', () => {
  expect(tokenTimes(answerScript(BASE)).map(([atMs]) => atMs)).toEqual([100, 110, 120, 130, 140]);
});

test('given gaps are added up, and the last one is repeated', () => {
  const script = answerScript({ ...BASE, pace: { intervalsMs: [5, 20] } });
  expect(tokenTimes(script).map(([atMs]) => atMs)).toEqual([100, 105, 125, 145, 165]);
});

test('reasoning comes first, and no write holds both kinds', () => {
  const script = answerScript({ ...BASE, tokens: 10, reasoningTokens: 5, tokensPerWrite: 4 });
  expect(tokenTimes(script)).toEqual([
    [100, 4, 'reasoning'],
    [140, 1, 'reasoning'],
    [150, 4, 'answer'],
    [190, 1, 'answer'],
  ]);
});

test('the order after the last token is finish, usage, [DONE], end', () => {
  const script = answerScript({ ...BASE, finishDelayMs: 3, endDelayMs: 7 });
  expect(script.events.slice(-4).map(({ type, atMs }) => [type, atMs])).toEqual([
    ['finish', 143],
    ['usage', 143],
    ['done', 143],
    ['end', 150],
  ]);
});

test('any answer has exactly the tokens asked for', () => {
  const options = fc.record({
    tokens: fc.integer({ min: 0, max: 300 }),
    reasoningTokens: fc.integer({ min: 0, max: 400 }),
    tokensPerWrite: fc.integer({ min: 1, max: 20 }),
  });
  fc.assert(
    fc.property(options, (given) => {
      const times = tokenTimes(answerScript({ ...BASE, ...given }));
      expect(times.reduce((sum, [, count]) => sum + count, 0)).toBe(given.tokens);
      const reasoning = times.reduce((sum, [, count, kind]) => sum + (kind === 'reasoning' ? count : 0), 0);
      expect(reasoning).toBe(Math.min(given.tokens, given.reasoningTokens));
    }),
  );
});
