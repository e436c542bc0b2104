import { describe, expect, it } from 'vitest';
import { filterOf, matches, searchWith } from '../../lib/page/filter.ts';
import { keptSearch } from '../../lib/page/state-on-links.ts';

const ROW = { provider: 'Groq', model: 'llama-3.3-70b', all: 'llama-3.3-70b groq/llama-3.3-70b Groq burst' };

describe('the filter in the address', () => {
  it.each([
    ['', true],
    ['?q=', true],
    ['?q=llama', true],
    ['?q=LLAMA+groq', true],
    ['?q=llama+openai', false],
    ['?q=burst', true],
    ['?p=Groq', true],
    ['?p=groq', false],
    ['?p=Groq&m=llama-3.3-70b&q=70b', true],
    ['?m=llama', false],
    ['?q=<script>', false],
    ['?q=%20%20', true],
    [`?q=${'x'.repeat(10_000)}`, false],
  ])('%j shows the row: %s', (search, shown) => {
    expect(matches(filterOf(search), ROW)).toBe(shown);
  });

  it('is written beside the rest of the query, and taken away when it is empty', () => {
    expect(searchWith('?sort=-p95', 'q', 'llama groq')).toBe('?sort=-p95&q=llama+groq');
    expect(searchWith('?sort=-p95&q=x', 'q', ' ')).toBe('?sort=-p95');
    expect(searchWith('?q=x', 'q', '')).toBe('');
  });
});

describe('links to other pages of the leaderboard', () => {
  it('keep what such a page understands, and nothing else', () => {
    expect(keptSearch('?q=a+b&sort=p95&utm=1&cmp=a%2Fb,c%2Fd')).toBe('?sort=p95&q=a+b&cmp=a%2Fb%2Cc%2Fd');
    expect(keptSearch('?utm=1')).toBe('');
  });
});
