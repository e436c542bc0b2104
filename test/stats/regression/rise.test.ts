// The cumulative sums: what they add up, where they begin, and what cannot move them.
import { describe, expect, it } from 'vitest';
import type { Tiers } from '../../../lib/stats/regression/cadence.ts';
import { findReturn, findRise } from '../../../lib/stats/regression/rise.ts';

const TIERS: Tiers = [
  { allowance: 1, limit: 2 },
  { allowance: 0.5, limit: 5 },
];
const rise = (heights: readonly number[], caution = 1) => findRise(Float64Array.from(heights), 0, TIERS, caution);

describe('a rise', () => {
  it('is found where the sum above the allowance reaches the limit, and began where it left zero', () => {
    // over 1: 0.5, 0, 0.5, 1, 1.5, 2
    expect(rise([0, 1.5, 0.4, 1.5, 1.5, 1.5, 1.5]).rise).toEqual({ sinceIndex: 3, index: 6, level: 1.5 });
  });

  it('too small for the first tier is found by the second', () => {
    const { rise: found } = rise([0, ...Array<number>(20).fill(0.9)]);
    expect(found).toMatchObject({ sinceIndex: 1, index: 13 });
    expect(found?.level).toBeCloseTo(0.9, 12);
  });

  it('counts no single round for more than 1.5', () => expect(rise([0, 1e6]).score).toBeCloseTo(0.25, 12));

  it('takes what is missing for nothing', () => {
    const missing = Number.NaN;
    expect(rise([1.5, missing, 1.5, missing, missing, 1.5, 1.5]).rise).toMatchObject({ sinceIndex: 0, index: 6 });
  });

  it('needs more where more caution is due', () => {
    expect(rise([1.5, 1.5, 1.5, 1.5], 2).rise).toBeNull();
    expect(rise([1.5, 1.5, 1.5, 1.5], 2).score).toBeCloseTo(0.5, 12);
  });
});

describe('its end', () => {
  // at a level of 1 each 0 adds 0.5; the limit is 0.7 * 5
  it('is found where it has been below half of what it was for long enough, and began there', () => {
    const heights = Float64Array.from([1, 1, 1, ...Array<number>(10).fill(0)]);
    expect(findReturn(heights, 0, TIERS, 1)).toEqual({ untilIndex: 3, index: 9 });
  });

  it('is not found while it stays at more than half', () => {
    expect(findReturn(new Float64Array(500).fill(0.6), 0, TIERS, 1)).toBeNull();
  });
});
