// Every page of every board, found by following links: it loads without a complaint, asks nobody else, fits a small phone,
// is valid HTML, and each of its links leads somewhere.
import { HtmlValidate } from 'html-validate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { isPage, type Link, linksOf, sitemapUrls } from './crawl.ts';
import { noteFigure } from './figures-log.ts';
import { kindOf } from './kinds.ts';
import type { SiteName } from './setup.ts';
import { overflow, PHONE, SMALL, type WatchedPage, watchedPage } from './watched-page.ts';

const sites = inject('sites');
const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // `<!doctype html>` is as right in small letters
    'doctype-style': 'off',
    // the renderer writes `<br/>` and `<a title="…">` its own way; both are valid
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    // long titles are sentences of a board, not keywords
    'long-title': 'off',
    // a scroll area is a region for its name's sake, and no section of the text
    'prefer-native-element': ['error', { exclude: ['region'] }],
    // pages bear text of providers, who end lines as they like
    'no-trailing-whitespace': 'off',
    // filters work in the page itself; there is nowhere to submit them to
    'wcag/h32': 'off',
  },
});

/** How many pages of one kind are looked at: hundreds of targets differ in their figures only. */
const MOST_OF_A_KIND: Partial<Record<SiteName, number>> = { real: 60, hostile: 60, fifty: 12 };
const MOST_OTHERWISE = 3;
const MOST_VALIDATED_OF_A_KIND = 3;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

interface Crawl {
  readonly siteUrl: string;
  readonly defects: string[];
  readonly visited: Map<string, ReadonlySet<string>>;
  readonly links: Map<string, Set<string>>;
  readonly kinds: Map<string, number>;
}

describe('every page', () => {
  it.each(Object.keys(sites) as SiteName[])('of the board %j', async (name) => {
    const siteUrl = sites[name];
    const crawl: Crawl = { siteUrl, defects: [], visited: new Map(), links: new Map(), kinds: new Map() };
    const watched = await watchedPage(browser, siteUrl);
    const queue = [siteUrl, ...(await sitemapUrls(siteUrl))];
    for (let url = queue.shift(); url !== undefined; url = queue.shift()) {
      if (!isDue(crawl, url, MOST_OF_A_KIND[name] ?? MOST_OTHERWISE)) continue;
      for (const link of await visit(crawl, watched, url)) {
        noteLink(crawl, link, url);
        if (isPage(siteUrl, link.url)) queue.push(link.url.split('?')[0] ?? '');
      }
    }
    await watched.context.close();
    await checkLinks(crawl);
    noteFigure(inject('figuresFile'), {
      suite: 'every page',
      what: name,
      value: `${crawl.visited.size} pages, ${crawl.links.size} addresses linked, ${crawl.defects.length} defects`,
      bound: '0 defects',
    });

    expect(crawl.defects).toEqual([]);
  });
});

function isDue({ siteUrl, visited, kinds }: Crawl, url: string, mostOfAKind: number): boolean {
  if (visited.has(url) || !isPage(siteUrl, url)) return false;
  const kind = kindOf(url.slice(siteUrl.length));
  const seen = kinds.get(kind) ?? 0;
  kinds.set(kind, seen + 1);
  return seen < mostOfAKind;
}

async function visit(crawl: Crawl, { page, noticed }: WatchedPage, url: string): Promise<readonly Link[]> {
  const path = url.slice(crawl.siteUrl.length);
  const complain = (what: string): void => void crawl.defects.push(`/${path}: ${what}`);
  await page.setViewportSize(PHONE);
  const response = await page.goto(url);
  if (response?.status() !== 200) {
    noticed();
    crawl.visited.set(url, new Set());
    complain(`status ${response?.status()}`);
    return [];
  }
  const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id));
  crawl.visited.set(url, new Set(ids));
  for (const size of [PHONE, SMALL]) {
    await page.setViewportSize(size);
    const tooWide = await overflow(page);
    if (tooWide !== null) complain(tooWide);
  }
  for (const what of [...noticed(), ...(await actingMarkup(page))]) complain(what);
  if ((crawl.kinds.get(kindOf(path)) ?? 0) <= MOST_VALIDATED_OF_A_KIND) {
    for (const what of await invalid(await response.text())) complain(what);
  }
  return linksOf(page);
}

// What a provider's text must never become; the policy would stop it, but it must not be there at all.
function actingMarkup(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const acting = [...document.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes]
        .filter(({ name, value }) => name.startsWith('on') || /^\s*(?:javascript|data|vbscript):/i.test(value))
        .filter(
          ({ name }) => name.startsWith('on') || ['href', 'src', 'action', 'formaction', 'xlink:href'].includes(name),
        )
        .map(({ name, value }) => `${element.tagName} has ${name}=${value.slice(0, 40)}`),
    );
    const inline = document.querySelectorAll('script:not([src]), style, [style], iframe, object, embed, base').length;
    return inline === 0 ? acting : [...acting, `${inline} elements that bring style or code of their own`];
  });
}

async function invalid(html: string): Promise<readonly string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${ruleId} at ${line}:${column}: ${message}`),
  );
}

function noteLink({ siteUrl, links, defects }: Crawl, { url, fragment }: Link, from: string): void {
  const isOurs = url.startsWith(siteUrl);
  // A licence or a contact may be elsewhere; nothing else may.
  if (!isOurs && !/^(?:https:\/\/(?:creativecommons\.org|spdx\.org)\/|mailto:)/.test(url))
    defects.push(`/${from.slice(siteUrl.length)}: links to ${url}`);
  if (!isOurs) return;
  const fragments = links.get(url) ?? new Set();
  links.set(url, fragment === '' ? fragments : fragments.add(fragment));
}

async function checkLinks({ siteUrl, links, visited, defects }: Crawl): Promise<void> {
  for (const [url, fragments] of links) {
    const place = `/${url.slice(siteUrl.length)}`;
    const ids = visited.get(url.split('?')[0] ?? '');
    const response = ids === undefined ? await fetch(url, { method: 'HEAD', redirect: 'manual' }) : null;
    if (response !== null && response.status !== 200)
      defects.push(`${place}: is linked, and answers ${response.status}`);
    for (const fragment of fragments) {
      // what a share link carries is data, not a place
      const isKnown = ids === undefined || ids.has(decodeURIComponent(fragment)) || fragment.startsWith('race=');
      if (!isKnown) defects.push(`${place}#${fragment}: there is no such place on the page`);
    }
  }
}
