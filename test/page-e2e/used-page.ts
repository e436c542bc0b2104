// A page that each test of a file uses afresh, and that must not have logged, asked or tried anything wrong when the test is over.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { openBrowser } from './browser.ts';
import { DESK, type WatchedPage, watchedPage } from './watched-page.ts';

export interface UsedPage {
  readonly browser: Browser;
  /** Of the running test. */
  readonly page: Page;
  /** Takes what was noticed so far: for what a test means to go wrong. */
  readonly noticed: WatchedPage['noticed'];
}

/** To be called once a file, outside of its tests. @param url opened before each test, if given */
export function usedPage(siteUrl: string, url: string | null = null): UsedPage {
  let browser: Browser;
  let watched: WatchedPage;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    watched = await watchedPage(browser, siteUrl, { viewport: DESK });
    if (url !== null) await watched.page.goto(url);
  });
  afterEach(async () => {
    const noticed = watched.noticed();
    await watched.page.context().close();
    expect(noticed).toEqual([]);
  });
  return {
    get browser() {
      return browser;
    },
    get page() {
      return watched.page;
    },
    noticed: () => watched.noticed(),
  };
}
