import { describe, expect, it } from 'vitest';
import { dataPage } from '../../lib/board/html/data-page.ts';
import { SAMPLE_COLUMNS } from '../../lib/board/samples/columns.ts';
import { targetOf } from './board-input.ts';
import { type ProseOptions, proseInput } from './prose-input.ts';

const page = (options: ProseOptions = {}) => dataPage(proseInput(options));

describe('the list of files', () => {
  it('has each view in both forms, each target and each day', () => {
    const input = proseInput();
    const text = page();
    for (const { json, csv } of input.site.index.views) {
      expect(text).toContain(`href="../${json}"`);
      expect(text).toContain(`href="../${csv}"`);
    }
    expect(text).toContain('href="../data/v1/series/home__qwen.json"');
    expect(text).toContain('href="../data/v1/rounds/home__qwen.json"');
    expect(text).toContain('href="../data/v1/badge/home__qwen.svg"');
    expect(text).toContain('href="../data/v1/samples/2026-11-22.csv.gz"');
    expect(text).toContain('href="../data/v1/samples/2026-11-21.parquet"');
    for (const name of Object.keys(input.board.assets.schemas)) expect(text).toContain(`data/v1/schema/${name}`);
  });

  it('says that the running day has no Parquet yet', () => {
    expect(page()).not.toContain('2026-11-22.parquet');
    expect(page()).toMatch(/2026-11-22<small>still running<\/small>.*?made once the day is over/s);
  });

  it('folds what is long', () => {
    const targets = Array.from({ length: 200 }, (_, index) => targetOf(`a/b${index}`));
    expect(page({ board: { targets, views: [] } })).toMatch(/<details class="wide"><summary>All 200 targets/);
    expect(page()).toMatch(/<details class="wide" open><summary>All 6 targets/);
  });
});

describe('the examples', () => {
  it('have the address of the site where it is known', () => {
    const text = page({ siteUrl: 'https://board.example.test/' });
    expect(text).toContain('curl -s https://board.example.test/data/v1/view/chat.all.7d.json');
    expect(text).toContain('https://board.example.test/data/v1/samples/2026-11-21.parquet');
    expect(text).not.toContain('ADDRESS-OF-THIS-SITE');
  });

  it('say what to put in its place where it is not', () => {
    expect(page()).toContain('curl -s https://ADDRESS-OF-THIS-SITE/data/v1/board.json');
    expect(page()).toMatch(/address bar shows before <code>data\/<\/code>/);
  });

  it('ask for columns that the samples have', () => {
    const columns = new Set(SAMPLE_COLUMNS.map(({ name }) => name));
    const text = page().replaceAll('&quot;', '"');
    const sql = /SELECT (\w+), (\w+), .*?median\((\w+)\).*?WHERE (\w+) = .*?AND (\w+) IS NULL AND (\w+) IS/s.exec(text);
    const named = [...text.matchAll(/samples\.(\w+)(?= ==| !=|\.isna)/g)].map(([, name]) => name);
    expect(sql?.slice(1)).toEqual(['target', 'region', 'ttft_ms', 'outcome', 'void', 'cached']);
    expect(named).toEqual(['outcome', 'void', 'cached']);
    for (const name of [...(sql?.slice(1) ?? []), ...named]) expect(columns).toContain(name);
  });
});

describe('the terms', () => {
  it('link a licence that is known and name any other', () => {
    expect(page()).toContain('href="https://creativecommons.org/licenses/by/4.0/"');
    const other = page({ page: { dataLicence: 'https://evil.test/' } });
    expect(other).toContain('<bdi>https://evil.test/</bdi>');
    expect(other).not.toContain('href="https://evil.test/');
  });

  it('say how to cite: the name, the publication and its moment', () => {
    const cited = page({ siteUrl: 'https://board.example.test/' });
    const line = 'LLM API leaderboard. Publication run-1, 2026-11-22 03:15:00 UTC. https://board.example.test/';
    expect(cited).toContain(line);
    expect(page({ header: { simulation: true } })).toContain('LLM API leaderboard (simulation). Publication');
  });

  it('say whom to write to, or that nobody is named', () => {
    expect(page({ page: { contact: 'board@example.test' } })).toContain(
      'Write to <a href="mailto:board@example.test">',
    );
    expect(page({ page: { contact: 'https://example.test/issues' } })).toContain(
      '<a href="https://example.test/issues">',
    );
    expect(page()).toContain('No address for corrections is given here');
  });
});
