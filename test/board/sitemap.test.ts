import { describe, expect, it } from 'vitest';
import { liveDocuments } from '../../lib/board/documents.ts';
import { PAGES } from '../../lib/board/paths.ts';
import { pageFolders, robotsTxt, sitemapXml } from '../../lib/board/sitemap.ts';
import { CHAT, targetOf } from './board-input.ts';
import { proseInput } from './prose-input.ts';

const URL = 'https://board.example.test/';

describe('the sitemap', () => {
  it('names every page with the moment it was made', () => {
    const xml = sitemapXml(proseInput({ siteUrl: URL })) ?? '';
    expect(xml).toContain(`<url><loc>${URL}</loc><lastmod>2026-11-22T03:15:00Z</lastmod></url>`);
    for (const page of [...Object.values(PAGES), 't/home/qwen/', 'all/7d/', 'eu-west-1/30d/', 'regions/24h/'])
      expect(xml).toContain(`<loc>${URL}${page}</loc>`);
    expect(new Set(xml.match(/<loc>[^<]*/g)).size).toBe(xml.match(/<loc>/g)?.length);
  });

  it('has exactly those pages that are published: of what is live, all of them', () => {
    const workloads = [CHAT, { ...CHAT, name: 'long-context' }];
    for (const regions of [['us-east-1'], ['us-east-1', 'eu-west-1']]) {
      const input = proseInput({ siteUrl: URL, board: { workloads, regions, views: [] } });
      const live = liveDocuments(input.board)
        .documents.map(({ path }) => path)
        .filter((path) => path.endsWith('index.html'))
        .map((path) => path.replace(/index\.html$/, ''));
      const own = pageFolders(input).filter((folder) => !/^(compare|method|data|share|t)\//.test(folder));
      expect(own.toSorted()).toEqual([...new Set([...live, PAGES.incidents])].toSorted());
    }
  });

  it('is none where the address is not known, which each entry needs', () => {
    expect(sitemapXml(proseInput())).toBeNull();
  });

  it('escapes what an address may hold, and folders of odd names are plain', () => {
    const targets = [targetOf("a/<b>&'模")];
    const xml = sitemapXml(proseInput({ siteUrl: "https://x.test/a&b'/", board: { targets, views: [] } })) ?? '';
    expect(xml).toContain('<loc>https://x.test/a&amp;b&apos;/</loc>');
    expect(xml.match(/<(?!\/?(urlset|url|loc|lastmod|\?xml)\b|\?)/)).toBeNull();
  });
});

it('robots may read all of it, and are told of the sitemap where there is one', () => {
  expect(robotsTxt(URL)).toBe(`User-agent: *\nAllow: /\nSitemap: ${URL}sitemap.xml\n`);
  expect(robotsTxt(null)).toBe('User-agent: *\nAllow: /\n');
});
