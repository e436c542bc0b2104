import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logScale } from '../../lib/board/html/log-scale.ts';

const values = fc.array(fc.double({ min: 0.5, max: 1e6, noNaN: true }), { maxLength: 40 });

describe('the shared log scale', () => {
  it('keeps every value inside and in its order', () => {
    fc.assert(
      fc.property(values, (drawn) => {
        const scale = logScale(drawn, 140);
        const positions = drawn.toSorted((a, b) => a - b).map(scale.at);
        expect(positions).toEqual(positions.toSorted((a, b) => a - b));
        for (const position of positions) expect(position >= 0 && position <= 140).toBe(true);
      }),
    );
  });

  it('has one to four round ticks, ascending, that lie on it', () => {
    fc.assert(
      fc.property(values, (drawn) => {
        const { ticks, at } = logScale(drawn, 140);
        expect(ticks.length).toBeGreaterThanOrEqual(1);
        expect(ticks.length).toBeLessThanOrEqual(4);
        const positions = ticks.map(at);
        expect(new Set(positions).size).toBe(positions.length);
        expect(positions).toEqual(positions.toSorted((a, b) => a - b));
      }),
    );
  });

  it('gives equal ratios equal lengths', () => {
    const { at } = logScale([100, 10_000], 1000);

    expect(at(1000) - at(100)).toBeCloseTo(at(10_000) - at(1000), 0);
  });
});
