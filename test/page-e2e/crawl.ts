// Finds every page of a site: what the start page and the sitemap lead to, and what these lead to.
import type { Page } from 'playwright-core';

/** What a page links or loads. */
export interface Link {
  /** Absolute, without the fragment. */
  readonly url: string;
  readonly fragment: string;
}

/** The links of the page that is open, as the browser understands them. */
export async function linksOf(page: Page): Promise<readonly Link[]> {
  const urls = await page.evaluate(() =>
    [...document.querySelectorAll('a[href], link[href], script[src], img[src]')].map((element) => {
      const attribute = element.getAttribute('href') ?? element.getAttribute('src') ?? '';
      return new URL(attribute, document.baseURI).href;
    }),
  );
  return [...new Set(urls)].map((url) => {
    const [bare = '', fragment = ''] = url.split('#');
    return { url: bare, fragment };
  });
}

/** The addresses in the sitemap; none where there is no sitemap. */
export async function sitemapUrls(siteUrl: string): Promise<readonly string[]> {
  const response = await fetch(new URL('sitemap.xml', siteUrl));
  if (!response.ok) return [];
  return [...(await response.text()).matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) => url);
}

/** Whether an address is a page of the site, rather than a document. */
export function isPage(siteUrl: string, url: string): boolean {
  return url.startsWith(siteUrl) && (url.split('?')[0] ?? '').endsWith('/');
}
