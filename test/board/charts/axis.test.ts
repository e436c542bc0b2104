import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearAxis, logAxis } from '../../../lib/board/charts/axis.ts';

const values = fc.array(fc.double({ min: 0.5, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 });

describe('a logarithmic axis', () => {
  it('keeps order, and keeps everything on the drawing', () => {
    fc.assert(
      fc.property(values, (drawn) => {
        const axis = logAxis(drawn, [150, 20], 17);
        const ascending = drawn.toSorted((a, b) => a - b).map(axis.at);
        // it points upwards: the larger the value, the smaller its y
        expect(ascending).toEqual(ascending.toSorted((a, b) => b - a));
        expect(Math.min(...ascending)).toBeGreaterThanOrEqual(20);
        expect(Math.max(...ascending)).toBeLessThanOrEqual(150);
      }),
    );
  });

  it('has ticks within its ends, at least the given gap apart, and two or more on a usual drawing', () => {
    fc.assert(
      fc.property(values, (drawn) => {
        const axis = logAxis(drawn, [150, 20], 17);
        const places = axis.ticks.map(axis.at);
        expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
        for (const tick of axis.ticks) {
          expect(tick).toBeGreaterThanOrEqual(axis.low);
          expect(tick).toBeLessThanOrEqual(axis.high);
        }
        for (let index = 1; index < places.length; index++) {
          expect(Math.abs(places[index]! - places[index - 1]!)).toBeGreaterThanOrEqual(17);
        }
      }),
    );
  });

  it('lies as the logarithm does', () => {
    const axis = logAxis([100, 10_000], [0, 1_000], 20);
    expect(axis.at(1_000)).toBeCloseTo(500, 0);
    expect(axis.at(axis.low)).toBe(0);
    expect(axis.at(axis.high)).toBe(1_000);
  });

  it.each([
    ['over decades', [12, 9_000], [20, 50, 100, 200, 500, 1_000, 2_000, 5_000]],
    ['within one decade', [190, 610], [200, 300, 400, 500, 600]],
    ['of one value, which is not made a mountain', [300], [250, 300, 350, 400]],
    ['without any value', [], [100, 200, 500, 1_000]],
  ])('has round ticks %s', (_, drawn, ticks) => {
    expect(logAxis(drawn, [0, 1_000], 25).ticks).toEqual(ticks);
  });

  it('leaves out what has no logarithm', () => {
    expect(logAxis([0, -5, Number.NaN, 200, 900], [0, 100], 10)).toMatchObject({ low: 200 / 1.06, high: 900 * 1.06 });
  });
});

describe('a linear axis', () => {
  it('begins at 0 and ends at a round value that is not below the highest', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e6, noNaN: true }), (highest) => {
        const { ticks, at } = linearAxis(highest, [150, 20], 4);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest * (1 - 1e-9));
        expect(at(0)).toBe(150);
        expect(at(ticks.at(-1)!)).toBe(20);
        const steps = ticks.slice(1).map((tick, index) => tick - ticks[index]!);
        for (const step of steps) expect(step).toBeCloseTo(steps[0]!, 6);
      }),
    );
  });

  it('is there without any value', () => {
    expect(linearAxis(0, [100, 0], 4).ticks.at(-1)).toBe(1);
  });
});
