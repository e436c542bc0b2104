// For those who read the site by machine: which pages there are, and that all of it may be read.
import type { DetailInput } from './detail/detail-input.ts';
import { PAGES, SITEMAP_PATH, sideBySideFolder, targetFolder } from './paths.ts';

/** The folders of all pages from the root of the site, the leaderboard's first. */
export function pageFolders({ board, site: { index } }: DetailInput): readonly string[] {
  const first = board.workloads[0]?.name ?? '';
  const sideBySide = board.workloads.flatMap(({ name }) =>
    index.windows.map(({ id }) => sideBySideFolder(name, id, first)),
  );
  return [
    '',
    ...index.views.map(({ page }) => page),
    ...(board.regions.length > 1 ? sideBySide : []),
    ...Object.values(PAGES),
    ...board.targets.map(({ id }) => targetFolder(id)),
  ];
}

/** The sitemap (sitemaps.org, 0.9); `null` where the site's address is not known, which each entry needs. */
export function sitemapXml(input: DetailInput): string | null {
  const { site, header } = input;
  if (site.siteUrl === null) return null;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...pageFolders(input).map(
      (folder) =>
        `<url><loc>${escaped(`${site.siteUrl}${folder}`)}</loc><lastmod>${header.generatedAt}</lastmod></url>`,
    ),
    '</urlset>\n',
  ].join('\n');
}

/** robots.txt: all may be read. @param siteUrl ends in `/` */
export function robotsTxt(siteUrl: string | null): string {
  const sitemap = siteUrl === null ? '' : `Sitemap: ${siteUrl}${SITEMAP_PATH}\n`;
  return `User-agent: *\nAllow: /\n${sitemap}`;
}

// Folders are plain; the address is the operator's and may hold anything that an address may.
function escaped(address: string): string {
  return address.replaceAll('&', '&amp;').replaceAll("'", '&apos;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
