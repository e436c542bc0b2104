import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues, orderOf, searchOf, shownNumber } from '../../lib/page/sort.ts';

const COLUMNS = ['rank', 'p95', 'target'];

describe('the order in the address', () => {
  it.each([
    ['', null],
    ['?sort=p95', { column: 'p95', descending: false }],
    ['?sort=-p95', { column: 'p95', descending: true }],
    ['?sort=--p95', null],
    ['?sort=__proto__', null],
    ['?sort=<script>', null],
  ])('of %j is %j', (search, order) => {
    expect(orderOf(search, COLUMNS)).toEqual(order);
  });

  it('survives being written and read, and leaves the rest of the query alone', () => {
    for (const column of COLUMNS) {
      for (const descending of [true, false]) {
        const search = searchOf('?q=llama', { column, descending });
        expect(orderOf(search, COLUMNS)).toEqual({ column, descending });
        expect(new URLSearchParams(search).get('q')).toBe('llama');
      }
    }
    expect(searchOf('?sort=p95', null)).toBe('');
  });
});

describe('comparing cells', () => {
  it('sorts by number, and puts cells without a figure last in both directions', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 1e6 }))), fc.boolean(), (values, descending) => {
        const cells = values.map((value) => (value === null ? null : String(value)));
        const sorted = cells
          .toSorted((a, b) => compareValues(a, b, descending))
          .map((cell) => (cell === null ? null : Number(cell)));
        const known = sorted.filter((value) => value !== null);
        expect(sorted.slice(0, known.length)).toEqual(known);
        expect(known).toEqual(known.toSorted((a, b) => (descending ? b - a : a - b)));
      }),
    );
  });

  it('sorts names as text', () => {
    expect(['b/x', 'a/y', 'c/z'].toSorted((a, b) => compareValues(a, b, true))).toEqual(['c/z', 'b/x', 'a/y']);
  });
});

describe('the number that a cell shows', () => {
  it.each([
    ['2,016', '2016'],
    [' 138\n', '138'],
    ['0.17', '0.17'],
    ['–', null],
    ['', null],
    ['1–3', null],
    ['timed out', null],
  ])('of %j is %j', (text, number) => {
    expect(shownNumber(text)).toBe(number);
  });
});
