// A target's page in use: its interactive chart by mouse and by keyboard, and what is said where it cannot be had.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { tabTo } from './keyboard.ts';
import { KINDS } from './kinds.ts';
import { openChart } from './target-page.ts';
import { DESK, overflow, PHONE, type WatchedPage, watchedPage } from './watched-page.ts';

const siteUrl = inject('sites').fifty;
const url = new URL(KINDS.target, siteUrl).href;

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
});
afterEach(async () => {
  const noticed = watched.noticed();
  await page.context().close();
  expect(noticed).toEqual([]);
});

const readout = (): Promise<string> => page.locator('.readout').innerText();

describe('the interactive chart', () => {
  it('is loaded only when it is asked for', async () => {
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
    await page.goto(url, { waitUntil: 'networkidle' });
    expect(asked.filter((path) => /data\/v1\/(series|rounds)|chart/.test(path))).toEqual([]);
    await openChart(page);
    expect(asked.some((path) => path.includes('data/v1/series/'))).toBe(true);
  });

  it('tells the figures under the pointer', async () => {
    await page.goto(url);
    await openChart(page);
    const box = await page.locator('.canvas canvas').boundingBox();
    expect(box).not.toBeNull();
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
    await expect.poll(readout).toMatch(/us-east-1.*\d+ ms.*n/s);
  });

  it('is opened, read, narrowed and rid of a region by keyboard alone', async () => {
    await page.goto(url);
    await tabTo(page, '[data-chart] button');
    await page.keyboard.press('Enter');
    await page.locator('.uplot canvas').first().waitFor();
    await page.locator('.canvas').focus();
    // The newest hour may have only just begun.
    await page.keyboard.press('PageUp');
    await page.keyboard.press('ArrowLeft');
    const first = await readout();
    expect(first).toMatch(/us-east-1.*ms/s);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(readout).not.toBe(first);
    await page.locator('.panel button[aria-pressed]').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.panel button[aria-pressed=true]').innerText()).toBe('24 hours');
    await page.locator('.panel input[type=checkbox]').first().focus();
    await page.keyboard.press('Space');
    await expect.poll(() => page.locator('.panel [aria-live]').textContent()).toMatch(/hidden/);
    await page.locator('.canvas').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await readout()).not.toContain('us-east-1');
  });

  it('fits a phone, and follows a change to dark', async () => {
    await page.setViewportSize(PHONE);
    await page.goto(url);
    await openChart(page);
    expect(await overflow(page)).toBeNull();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('.uplot canvas').first().waitFor();
    expect(await page.locator('.uplot').count()).toBe(1);
  });

  it('says so in words where the history cannot be had, and tries again', async () => {
    let isBroken = true;
    await page.route('**/data/v1/series/**', (route) => (isBroken ? route.abort() : route.continue()));
    await page.goto(url);
    await page.locator('[data-chart] button').first().click();
    const again = page.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    watched.noticed(); // the browser told of the failure that was made here
    isBroken = false;
    await again.click();
    await page.locator('.uplot canvas').first().waitFor();
  });
});
