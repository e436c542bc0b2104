import { describe, expect, it } from 'vitest';
import { boardInput, liveTexts, seriesOf, strictRanks, targetOf, viewOf } from './board-input.ts';

const REGIONS = ['us-east-1', 'eu-west-1'];
const viewIn = (region: string, ids: readonly string[], p50: number) => ({
  ...viewOf(
    ids.map((id, index) => seriesOf(id, p50 + index, 400, { region })),
    { ranked: strictRanks(ids) },
  ),
  region,
});
const input = boardInput({
  regions: REGIONS,
  targets: [targetOf('a/one'), targetOf('b/two', { regions: ['us-east-1'] })],
  views: [
    viewIn('all', ['a/one', 'b/two'], 300),
    viewIn('us-east-1', ['b/two', 'a/one'], 100),
    viewIn('eu-west-1', ['a/one'], 500),
  ],
});

function page(path = 'regions/7d/index.html', from = input): string {
  return liveTexts(from).find((document) => document.path === path)?.body ?? '';
}

describe('all regions side by side', () => {
  it('has each target once, in the order of all regions, with its figure, rank and n from each', () => {
    const rows = page().match(/<tr[^>]*>(?:(?!<\/tr>).)*<th scope="row".*?<\/tr>/gs) ?? [];
    expect(rows.map((row) => row.match(/data-v="(\w\/\w+)"/)?.[1])).toEqual(['a/one', 'b/two']);
    expect(rows[0]).toMatch(/<td class="num">101<small>#2 · n 400<\/small>.*<td class="num">500<small>#1 · n 400/s);
    expect(rows[1]).toMatch(/<td class="num">100<small>#1 · n 400<\/small>.*not raced from here/s);
  });

  it('answers for each region in its first line', () => {
    expect(page()).toContain('First from US East, Virginia: two (b); Europe, Ireland: one (a).');
    expect(page('regions/30d/index.html')).toContain('No target is ranked in this window from any region yet.');
  });

  it('is linked from every view, and links back to each', () => {
    expect(page('us-east-1/7d/index.html')).toContain('href="../../regions/7d/"');
    expect(page()).toMatch(/href="..\/..\/regions\/7d\/" aria-current="page"/);
    expect(page()).toContain('href="../../eu-west-1/7d/"');
  });

  it('is no page of a board with one region', () => {
    const paths = liveTexts(boardInput()).map(({ path }) => path);
    expect(paths.filter((path) => path.startsWith('regions/'))).toEqual([]);
    expect(page('index.html', boardInput())).not.toContain('side by side');
  });
});
