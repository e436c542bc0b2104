import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeValue, encodeValue, logOfCode, NO_VALUE } from '../../lib/domain/value-code.ts';

describe('value codes', () => {
  it('are off by at most 0.0105 % from 1 to 849,000', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 849_000, noNaN: true }), (value) => {
        const decoded = decodeValue(encodeValue(value)) ?? 0;
        expect(Math.abs(decoded / value - 1)).toBeLessThanOrEqual(0.000105);
      }),
    );
  });

  it('keep the order of values', () => {
    const values = fc.double({ min: 0.1, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(Math.sign(encodeValue(a) - encodeValue(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each([null, Number.NaN, Number.POSITIVE_INFINITY])('have none for %s', (value) => {
    expect(encodeValue(value)).toBe(NO_VALUE);
    expect(decodeValue(NO_VALUE)).toBeNull();
    expect(logOfCode(NO_VALUE)).toBeNaN();
  });

  it.each([
    [0.2, 1],
    [1, 1],
    [1e9, 65_535],
  ])('put %d at an end of the range', (value, code) => {
    expect(encodeValue(value)).toBe(code);
  });
});
