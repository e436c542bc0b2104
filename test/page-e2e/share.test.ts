// A private race in use: pasted, chosen as a file, opened by its link; and everything that is none.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { tabTo } from './keyboard.ts';
import { KINDS } from './kinds.ts';
import { HOSTILE_TEXTS } from './scene/hostile.ts';
import { privateRace } from './scene/private-race.ts';
import { DESK, overflow, SMALL, type WatchedPage, watchedPage } from './watched-page.ts';

const siteUrl = inject('sites').fifty;
const url = new URL(KINDS.share, siteUrl).href;

let browser: Browser;
let page: Page;
let watched: WatchedPage;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  watched = await watchedPage(browser, siteUrl, { viewport: DESK });
  page = watched.page;
  await page.goto(url);
});
afterEach(async () => {
  const noticed = watched.noticed();
  await page.context().close();
  expect(noticed).toEqual([]);
});

const tables = () => page.locator('#share-tables');

async function paste(text: string): Promise<void> {
  await page.locator('#share-text').fill(text);
  await page.locator('#share-form button[type=submit]').click();
}

describe('a private race', () => {
  it('that is pasted is ranked, and marked as not of this board', async () => {
    await paste(privateRace(['a/slow-to-start', 'b/second'], 12));
    await expect.poll(() => tables().locator('tbody tr').count()).toBe(2);
    expect(await page.locator('#share-self').innerText()).toMatch(/not by this board/);
    const [first] = await tables().locator('tbody tr').allInnerTexts();
    expect(first).toMatch(/^1\s/);
    expect(first).toContain('slow-to-start');
    expect(first).toMatch(/\b12\b/);
  });

  it('is shown by keyboard alone, and its link shows the same again', async () => {
    await tabTo(page, '#share-text');
    await page.keyboard.insertText(privateRace(['a/one', 'b/two', 'c/three'], 12));
    await tabTo(page, '#share-form button[type=submit]');
    await page.keyboard.press('Enter');
    await expect.poll(() => tables().locator('tbody tr').count()).toBe(3);
    const shown = await tables().innerText();
    await tabTo(page, '#share-copy-button');
    await page.keyboard.press('Enter');
    const field = page.locator('#share-link');
    await expect.poll(() => field.inputValue()).toContain('#race=');
    const link = await field.inputValue();

    const other = await watchedPage(browser, siteUrl, { viewport: DESK });
    await other.page.goto(link);
    await expect.poll(() => other.page.locator('#share-tables').innerText()).toBe(shown);
    expect(other.noticed()).toEqual([]);
    await other.context.close();
  });

  it('is taken from a file', async () => {
    const buffer = Buffer.from(privateRace(['a/one', 'b/two'], 12));
    await page.locator('#share-file').setInputFiles({ name: 'race.ndjson', mimeType: 'application/json', buffer });
    await expect.poll(() => tables().locator('tbody tr').count()).toBe(2);
  });

  it('with hostile names is text, and fits a small phone', async () => {
    await page.setViewportSize(SMALL);
    await paste(
      privateRace(
        Object.values(HOSTILE_TEXTS).map((text, place) => `p${place}/${text}`.slice(0, 120)),
        12,
      ),
    );
    await expect.poll(() => tables().locator('tbody tr').count()).toBe(Object.keys(HOSTILE_TEXTS).length);
    expect(await tables().locator('img, script, a[href^="javascript:"]').count()).toBe(0);
    expect(await overflow(page)).toBeNull();
  });

  it.each([
    ['nothing', '', /nothing/i],
    ['no JSON', 'hello', /line 1/],
    [
      'a mistake in its third line',
      privateRace(['a/one'], 3).replace(/("outcome":")ok(?!.*"ok")/s, '$1fine'),
      /line 3.*outcome/,
    ],
    [
      'a figure that is too large',
      privateRace(['a/one'], 1).replace(/"ttftMs":[\d.]+/, '"ttftMs":1e308'),
      /line 1.*ttftMs/,
    ],
    ['a negative time', privateRace(['a/one'], 1).replace(/"ttftMs":[\d.]+/, '"ttftMs":-1'), /line 1.*ttftMs/],
    ['a broken link', `${url}#race=not-a-race`, /./],
  ])('that is %s is refused in words', async (_, text, said) => {
    await paste(text);
    await expect.poll(() => page.locator('#share-problem').innerText()).toMatch(said);
    expect(await tables().locator('tr').count()).toBe(0);
  });

  it('whose link is broken is refused in words', async () => {
    await page.goto(`${url}#race=AAAA`);
    await expect.poll(() => page.locator('#share-problem').isVisible()).toBe(true);
    expect((await page.locator('#share-problem').innerText()).length).toBeGreaterThan(10);
  });
});
