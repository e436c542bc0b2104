import { describe, expect, test } from 'vitest';
import type { HeadToHead } from '../../lib/stats/head-to-head.ts';
import { timesText, verdictSentence, winShareText } from '../../lib/stats/head-to-head-words.ts';

const MATCH: HeadToHead = {
  verdict: 'faster',
  timesAsFast: 1.2379,
  interval: { low: 1.181, high: 1.312 },
  paired: 2_010,
  regions: 3,
  won: 1_400,
  lost: 600,
  equal: 10,
  wonByFailure: 4,
  lostByFailure: 1,
  bothFailed: 0,
  winShare: 0.7,
};
const sentence = (more: Partial<HeadToHead>) =>
  verdictSentence('A', 'B', { ...MATCH, ...more })
    .map(({ text }) => text)
    .join('');

describe('the verdict in words', () => {
  test.each<[string, Partial<HeadToHead>, string]>([
    ['faster', {}, 'A is 1.24 times as fast as B (95 % interval 1.18 to 1.31) over 2,010 paired rounds in 3 regions.'],
    [
      'slower: the faster one stands first',
      { verdict: 'slower', timesAsFast: 0.5, interval: { low: 0.4, high: 0.8 }, regions: 1 },
      'B is 2.00 times as fast as A (95 % interval 1.25 to 2.50) over 2,010 paired rounds in 1 region.',
    ],
    [
      'tied',
      { verdict: 'tie', timesAsFast: 0.99, interval: { low: 0.9, high: 1.1 } },
      'A and B are too close to call: the first is 0.99 times as fast (95 % interval 0.90 to 1.10) over 2,010 paired rounds in 3 regions.',
    ],
    [
      'no common round',
      { verdict: 'tie', timesAsFast: null, interval: null, paired: 0, regions: 0 },
      'A and B cannot be compared yet: no round in which both have a value.',
    ],
    [
      'few rounds, though a ratio can be worked out',
      { verdict: 'tie', paired: 9 },
      'A and B cannot be compared yet: only 9 paired rounds, 10 are needed.',
    ],
    [
      'too short',
      { verdict: 'tie', timesAsFast: null, interval: null, paired: 100 },
      'A and B cannot be compared yet: 100 paired rounds, but too short a time to tell chance from difference.',
    ],
  ])('%s', (_, more, expected) => {
    expect(sentence(more)).toBe(expected);
  });

  test('sets the names apart', () => {
    expect(verdictSentence('A', 'B', MATCH).flatMap(({ text, isName }) => (isName ? [text] : []))).toEqual(['A', 'B']);
  });
});

test.each([
  [1.2379, '1.24'],
  [9.999, '10.0'],
  [12.34, '12.3'],
  [1_234, '1,234'],
  [0.8149, '0.81'],
  [0.05238, '0.052'],
  [0.0000013, '0.0000013'],
])('a ratio of %d reads %s', (ratio, text) => {
  expect(timesText(ratio)).toBe(text);
});

test.each([
  [0, '0 %'],
  [1, '100 %'],
  [0.001, '1 %'],
  [0.999, '99 %'],
  [0.706, '71 %'],
])('a share of %d reads %s', (share, text) => {
  expect(winShareText(share)).toBe(text);
});
