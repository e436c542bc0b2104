import { expect, it } from 'vitest';
import { costLine } from '../../../lib/local/terminal/race-cost.ts';
import { CHAT } from './report/raced.ts';

const SIZE = { workload: CHAT, rounds: 10, entrants: [6], targets: 6, simulation: false };

it.each([
  [SIZE, '6 targets x 10 rounds: 60 requests, about 1,500 input tokens, at most 7,680 output tokens.'],
  [
    { ...SIZE, workload: { ...CHAT, inputTokens: 10_000 }, rounds: 1, entrants: [1], targets: 1 },
    '1 target x 1 round: 1 request, about 10,020 input tokens, at most 128 output tokens.',
  ],
  [
    { ...SIZE, rounds: 2, entrants: [6, 5], simulation: true },
    '6 targets x 2 rounds x 2 regions: 22 requests, about 550 input tokens, at most 2,816 output tokens (simulated: they cost nothing).',
  ],
])('case %#', (size, line) => {
  expect(costLine(size)).toBe(line);
});
