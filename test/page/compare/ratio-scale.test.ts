import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratioScale, timeTicks } from '../../../lib/page/compare/ratio-scale.ts';

describe('the scale of ratios', () => {
  it('puts twice as fast and half as fast as far from equal', () => {
    const { at } = ratioScale([0.5, 2], 200);
    expect(at(1) - at(2)).toBeCloseTo(at(0.5) - at(1), 9);
  });

  it('holds every ratio and 1, the higher one above, with two to twelve ticks inside', () => {
    const ratios = fc.array(fc.double({ min: 0.001, max: 1_000, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(ratios, (values) => {
        const { at, ticks } = ratioScale(values, 200);
        for (const value of [...values, ...ticks, 1]) {
          expect(at(value)).toBeGreaterThanOrEqual(-1e-9);
          expect(at(value)).toBeLessThanOrEqual(200 + 1e-9);
        }
        const heights = values.toSorted((a, b) => a - b).map(at);
        expect(heights).toEqual(heights.toSorted((a, b) => b - a));
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(12);
        expect(new Set(ticks).size).toBe(ticks.length);
      }),
    );
  });

  it.each([
    [[], [0.95, 1, 1.05]],
    [
      [1.2, 1.33],
      [1, 1.1, 1.2, 1.3],
    ],
    [
      [0.3, 3],
      [0.5, 1, 2],
    ],
  ])('of %j has the ticks %j', (ratios, ticks) => {
    expect(ratioScale(ratios, 200).ticks).toEqual(ticks);
  });
});

describe('the axis of time', () => {
  const now = Date.UTC(2026, 10, 22, 12, 0);
  const labels = (hours: number, isNarrow = false) =>
    timeTicks(now - hours * 3_600_000, now, isNarrow).map(({ label }) => label);

  it('has days, or hours of one day', () => {
    expect(labels(168)).toEqual(['Nov 16', 'Nov 17', 'Nov 18', 'Nov 19', 'Nov 20', 'Nov 21', 'Nov 22']);
    expect(labels(24)).toEqual(['12:00', '18:00', '00:00', '06:00', '12:00']);
  });

  it('has half of them where there is little room', () => {
    expect(labels(168, true)).toHaveLength(3);
    expect(labels(24, true)).toEqual(['12:00', '00:00', '12:00']);
  });
});
