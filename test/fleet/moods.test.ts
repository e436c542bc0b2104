import { expect, test } from 'vitest';
import { isOutage, isSlowRegime, rateLimitLeftMs, spellLeftMs } from '../../lib/fleet/moods.ts';

const DAY_S = 86_400;
const seconds = Array.from({ length: DAY_S }, (_, second) => second * 1_000);

test.each([
  ['rate limits', (ms: number) => rateLimitLeftMs(ms, 'x') > 0, 20 / 60],
  ['slow regimes', (ms: number) => isSlowRegime(ms, 'x'), 5 / 15],
  ['outages', (ms: number) => isOutage(ms, 'x'), 1 / 6],
] as const)('%s take their share of a day', (_, isOn, share) => {
  expect(seconds.filter(isOn).length / DAY_S).toBeCloseTo(share, 2);
});

test('probes at a fixed cadence meet a spell in its share of the times', () => {
  const minutes = seconds.filter((ms) => ms % 60_000 === 0);
  const hits = minutes.filter((ms) => rateLimitLeftMs(ms + 5_000, 'x') > 0).length;
  expect(hits).toBeGreaterThan(0);
  expect(hits).toBeLessThan(minutes.length);
});

test('what is left of a spell runs down to its end, and then there is none', () => {
  const begin = seconds.find((ms) => spellLeftMs(ms, 60_000, 20_000, 's') > 19_000) ?? Number.NaN;
  const left = spellLeftMs(begin, 60_000, 20_000, 's');
  expect(spellLeftMs(begin + 5_000, 60_000, 20_000, 's')).toBeCloseTo(left - 5_000, 6);
  expect(spellLeftMs(begin + left, 60_000, 20_000, 's')).toBe(0);
});
