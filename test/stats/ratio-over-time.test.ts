import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../lib/domain/series.ts';
import { ratioOverTime } from '../../lib/stats/ratio-over-time.ts';
import { columnsOf, HOUR_MS, MINUTE_MS, NOW_MS, type Row } from './series.ts';

const DAY = { span: { lengthMs: 24 * HOUR_MS }, nowMs: NOW_MS, bucketMs: 6 * HOUR_MS };

// a round every ten minutes of the last two days
const entrantOf = (target: string, valueAt: (agoMs: number) => number | null, region = 'r') => {
  const rows = Array.from({ length: 288 }, (_, index): Row => {
    const agoMs = (287 - index) * 10 * MINUTE_MS;
    const value = valueAt(agoMs);
    return value === null ? { atMs: NOW_MS - agoMs, outcome: outcomeOf('empty') } : { atMs: NOW_MS - agoMs, value };
  });
  return { target, parts: [{ region, columns: columnsOf(rows) }] };
};

describe('the ratio over time', () => {
  test('is that of each stretch, oldest first, counted back from now', () => {
    const a = entrantOf('a', () => 100);
    const b = entrantOf('b', (agoMs) => (agoMs < 6 * HOUR_MS ? 300 : 200));
    const { startsAtMs, n, timesAsFast } = ratioOverTime(a, b, DAY);
    expect(startsAtMs).toBe(NOW_MS - 24 * HOUR_MS);
    expect(n).toEqual([36, 36, 36, 36]);
    expect(timesAsFast.map((ratio) => ratio?.toFixed(2))).toEqual(['2.00', '2.00', '2.00', '3.00']);
  });

  test('is its median: one wild round in three does not move it', () => {
    const a = entrantOf('a', () => 100);
    const b = entrantOf('b', (agoMs) => ((agoMs / MINUTE_MS) % 30 === 0 ? 9_000 : 200));
    expect(ratioOverTime(a, b, DAY).timesAsFast.every((ratio) => ratio?.toFixed(2) === '2.00')).toBe(true);
  });

  test('is not told under ten common rounds', () => {
    const a = entrantOf('a', (agoMs) => (agoMs < 90 * MINUTE_MS ? 100 : null));
    const { n, timesAsFast } = ratioOverTime(
      a,
      entrantOf('b', () => 100),
      DAY,
    );
    expect(n).toEqual([0, 0, 0, 9]);
    expect(timesAsFast).toEqual([null, null, null, null]);
  });

  test('pairs nothing across regions', () => {
    const { n } = ratioOverTime(
      entrantOf('a', () => 100, 'x'),
      entrantOf('b', () => 100, 'y'),
      DAY,
    );
    expect(n).toEqual([0, 0, 0, 0]);
  });
});
