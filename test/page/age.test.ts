import { describe, expect, it } from 'vitest';
import { ageText } from '../../lib/page/age.ts';
import { pollIntervalMs } from '../../lib/page/refresh.ts';

describe('the age in words', () => {
  it.each([
    [-3_000, 'just now'],
    [4_999, 'just now'],
    [40_000, '40 s ago'],
    [300_000, '5 min ago'],
    [3 * 3_600_000, '3 h ago'],
    [2 * 86_400_000, '2 days ago'],
  ])('of %i ms is %s', (ageMs, text) => {
    expect(ageText(ageMs)).toBe(text);
  });
});

describe('how often the page asks for news', () => {
  it.each([
    [900, 100_000],
    [120, 13_333],
    [10, 4_000],
    [86_400, 120_000],
    [Number.NaN, 120_000],
  ])('stale after %s s: every %i ms', (staleAfterS, intervalMs) => {
    expect(Math.round(pollIntervalMs(staleAfterS))).toBe(intervalMs);
  });
});
