import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chosenOf, comparisonAddress, searchWithChosen } from '../../lib/page/chosen-rows.ts';

describe('the chosen rows in the address', () => {
  it.each([
    ['', []],
    ['?cmp=', []],
    ['?cmp=a/1', ['a/1']],
    ['?cmp=a%2F1%2Cb%2F2', ['a/1', 'b/2']],
    ['?cmp=a/1,a/1,,b/2', ['a/1', 'b/2']],
    ['?cmp=1,2,3,4,5', ['1', '2', '3', '4']],
  ])('of %j are %j', (search, chosen) => {
    expect(chosenOf(search)).toEqual(chosen);
  });

  it('are the same after they were written and read, whatever they are called', () => {
    const ids = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }), { maxLength: 4 });
    fc.assert(
      fc.property(ids, (chosen) => {
        expect(chosenOf(searchWithChosen('?sort=-p95', chosen))).toEqual(chosen);
      }),
    );
  });

  it('leave the rest of the query alone', () => {
    expect(searchWithChosen('?sort=-p95&q=llama', ['a/1', 'b/2'])).toBe('?sort=-p95&q=llama&cmp=a/1,b/2');
    expect(searchWithChosen('?cmp=a/1&sort=p95', [])).toBe('?sort=p95');
    expect(searchWithChosen('?cmp=a/1', [])).toBe('');
  });
});

it('the comparison is asked for with all of them, in their order', () => {
  expect(comparisonAddress('../compare/?region=all&window=7d', ['b/2', 'a&t=x'])).toBe(
    '../compare/?region=all&window=7d&t=b/2&t=a%26t%3Dx#result',
  );
});
