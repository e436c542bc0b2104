// A page that is watched while it is used: what it logs, what it asks of other hosts, what its policy had to stop.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

export interface WatchedPage {
  readonly page: Page;
  /** Takes what was noticed since it was last asked: nothing, on a good page. */
  readonly noticed: () => string[];
}

/** Opens a page in a context of its own; closing the context is the caller's. */
export async function watchedPage(
  browser: Browser,
  siteUrl: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage & { readonly context: BrowserContext }> {
  const context = await browser.newContext({ viewport: PHONE, ...options });
  const page = await context.newPage();
  const seen: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') seen.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(siteUrl) && !url.startsWith('data:')) seen.push(`foreign request: ${url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) seen.push(`status ${response.status()}: ${response.url()}`);
  });
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      // biome-ignore lint/suspicious/noConsole: the way out of the page
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return { context, page, noticed: () => seen.splice(0) };
}

export const PHONE = { width: 390, height: 844 } as const;
export const SMALL = { width: 320, height: 640 } as const;
export const DESK = { width: 1280, height: 900 } as const;

/** How far the page can be scrolled sideways, px; 0 on a good one. With what sticks out the farthest. */
export async function overflow(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const by = root.scrollWidth - innerWidth;
    if (by <= 0) return null;
    const inScroller = (element: Element): boolean => {
      for (let each = element.parentElement; each !== null && each !== document.body; each = each.parentElement) {
        if (getComputedStyle(each).overflowX !== 'visible') return true;
      }
      return false;
    };
    const out = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5 && !inScroller(element))
      .at(-1);
    const name = out === undefined ? 'unknown' : `${out.tagName.toLowerCase()}.${out.getAttribute('class') ?? ''}`;
    return `${by} px too wide at ${innerWidth} px: ${name}`;
  });
}
