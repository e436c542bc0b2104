import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { contentsOf } from '../../lib/board/html/method/contents.ts';
import { methodHtml } from '../../lib/local/method-html.ts';
import { cadenceOf, MINUTE_MS, type Tiers } from '../../lib/stats/regression/cadence.ts';

const METHOD_FILE = new URL('../../docs/method.md', import.meta.url);

describe('the method as HTML', () => {
  it('has no title, headings one level down with ids of their own, and no markup of the text', async () => {
    const page = await methodHtml('# Title\n\n## 1. A & `b`\n\n<script>x</script> a <i>b</i>\n\n## A & b\n\n### !!!\n');

    expect(page).not.toContain('Title');
    expect(page).toContain('<h3 id="a-b">1. A &amp; <code>b</code></h3>');
    expect(page).toContain('<h3 id="a-b-2">A &amp; b</h3>');
    expect(page).toContain('<h4 id="part">!!!</h4>');
    expect(page).not.toMatch(/<script|<i>/);
    expect(page).toContain('&lt;script&gt;');
  });

  it('names files of the repository without a link, and links what stands in the web or on the page', async () => {
    const page = await methodHtml('[cost.md](cost.md), [costs](cost.md), [a](https://a.test/?b=1&c=2), [here](#ranks)');

    expect(page).toContain('<code>docs/cost.md</code>, costs (<code>docs/cost.md</code>)');
    expect(page).toContain('<a href="https://a.test/?b=1&amp;c=2">a</a>');
    expect(page).toContain('<a href="#ranks">here</a>');
    expect(await methodHtml('[x](javascript:alert(1))')).not.toContain('href');
  });

  it('has tables in scroll regions that take the focus and have a name', async () => {
    const page = await methodHtml('## 3. Sub\n\n| | b |\n| - | - |\n| 1 | 5 % |\n');

    expect(page).toContain('<div class="scroll" role="region" aria-labelledby="table-1" tabindex="0">');
    expect(page).toContain('<caption id="table-1" class="vh">Sub, table 1</caption>');
    expect(page).toContain('<tr><td></td><th scope="col">b</th></tr>');
    expect(page).toContain('<td>5&nbsp;%</td>');
  });
});

describe('docs/method.md', () => {
  it('makes a page on which every id stands once and every link leads somewhere', async () => {
    const page = await methodHtml(await readFile(METHOD_FILE, 'utf8'));
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);

    expect(new Set(ids).size).toBe(ids.length);
    for (const [, href = ''] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(href);
    // the pages link to this one
    expect(ids).toEqual(expect.arrayContaining(['ranks', 'regressions-and-incidents', 'figures-over-many-samples']));
    expect(page).not.toMatch(/\sstyle=|<style|<img|\.md"/);
    expect(contentsOf(page).map(({ text }) => text)).toContain('4. Void: when our own instrument was not fit');
  });

  it('tells the limits of regressions as the code has them', async () => {
    const text = await readFile(METHOD_FILE, 'utf8');
    const cell = (tiers: Tiers) => tiers.map(({ allowance, limit }) => `${allowance}, ${limit}`).join('; ');

    for (const [name, minutes] of Object.entries({ 'under 5': 1, '5 to 10': 5, 'over 10 to 30': 30, 'over 30': 120 })) {
      const cadence = cadenceOf(minutes * MINUTE_MS);
      const row = text.split('\n').find((line) => line.startsWith(`| ${name} `)) ?? '';
      expect(row).toContain(`| ${cadence && cell(cadence.target)} | ${cadence && cell(cadence.region)} |`);
    }
  });
});

it('the contents are read off the headings, as plain text', () => {
  const page = '<h3 id="a-b">1. A &amp; <code>b</code> &lt;c&gt;</h3><h4 id="d">D</h4><h3 id="e">E</h3>';
  expect(contentsOf(page)).toEqual([
    { id: 'a-b', text: '1. A & b <c>' },
    { id: 'e', text: 'E' },
  ]);
});
