import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationText, figureText, listText, percentText, significant } from '../../lib/board/format.ts';

describe('significant', () => {
  it('is within 0.05 % of the value, and stays what it is when done again', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e7, noNaN: true }), (value) => {
        const shown = significant(value) ?? Number.NaN;
        expect(Math.abs(shown - value)).toBeLessThanOrEqual(value * 0.0005 * (1 + 1e-9));
        expect(significant(shown)).toBe(shown);
      }),
    );
  });

  it.each([null, Number.NaN, Number.POSITIVE_INFINITY])('gives null for %s', (value) => {
    expect(significant(value)).toBeNull();
  });
});

describe('figures as text', () => {
  it.each([
    [0.5, '0.50'],
    [9.994, '9.99'],
    [9.996, '10.0'],
    [99.94, '99.9'],
    [99.96, '100'],
    [1234.5, '1,235'],
  ])('%s is %s', (value, text) => {
    expect(figureText(value)).toBe(text);
  });

  it.each([
    [0, '0'],
    [1, '100'],
    [0.000_01, '0.01'],
    [0.999_999, '99.99'],
    [0.0204, '2.04'],
    [0.4, '40.0'],
  ])('a share of %s is %s %%', (share, text) => {
    expect(percentText(share)).toBe(text);
  });

  it.each([
    [1_000, '1 s'],
    [90_000, '90 s'],
    [300_000, '5 minutes'],
    [3_600_000, '1 hour'],
  ])('%s ms is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });

  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c', 'd'], 'a, b and 2 others'],
  ])('%j is "%s"', (names, text) => {
    expect(listText(names, 3)).toBe(text);
  });
});
