import fc from 'fast-check';
import jStat from 'jstat';
import { expect, test } from 'vitest';
import { tQuantile } from '../../lib/stats/t-quantile.ts';

// Tables of Student's t, two-sided 95 %.
test.each([
  [1, 12.7062047],
  [2, 4.3026527],
  [3, 3.1824463],
  [7, 2.3646243],
  [13, 2.1603687],
  [29, 2.0452296],
  [120, 1.9799304],
])('t of %d degrees of freedom is %d', (degrees, expected) => {
  expect(tQuantile(degrees)).toBeCloseTo(expected, 7);
});

// t^2 = n (1 - x) / x, where x is the 5 % quantile of the beta distribution with n / 2 and 1 / 2 (Abramowitz and Stegun 26.7.1).
function byBeta(degrees: number): number {
  const x = jStat.ibetainv(0.05, degrees / 2, 1 / 2);
  return Math.sqrt((degrees * (1 - x)) / x);
}

test('agrees with jstat to a millionth', () => {
  for (let degrees = 1; degrees <= 400; degrees++) expect(tQuantile(degrees) / byBeta(degrees)).toBeCloseTo(1, 6);
});

test('leaves 5 % outside, by adding up the density', () => {
  // Simpson's rule over theta = atan(t / sqrt(n)), where the density is cos^(n - 1)
  const area = (to: number, degrees: number): number => {
    const steps = 4_000;
    let sum = 0;
    for (let step = 0; step <= steps; step++) {
      const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2;
      sum += weight * Math.cos((to * step) / steps) ** (degrees - 1);
    }
    return (sum * to) / steps / 3;
  };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), (degrees) => {
      const inside = area(Math.atan(tQuantile(degrees) / Math.sqrt(degrees)), degrees) / area(Math.PI / 2, degrees);
      expect(inside).toBeCloseTo(0.95, 9);
    }),
    { numRuns: 50 },
  );
});

test('falls towards the normal distribution', () => {
  const quantiles = [1, 2, 3, 4, 5, 10, 50, 1_000, 20_000].map(tQuantile);
  expect(quantiles).toEqual(quantiles.toSorted((a, b) => b - a));
  expect(quantiles.at(-1)).toBeGreaterThan(1.959963);
  expect(quantiles.at(-1)).toBeCloseTo(1.95996, 3);
});

test.each([0, -1, 2.5, Number.NaN])('is not told for %d degrees of freedom', (degrees) => {
  expect(() => tQuantile(degrees)).toThrow(RangeError);
});
