// A target's page in use: its interactive chart by mouse and by keyboard, and what is said where it cannot be had.
import { describe, expect, inject, it } from 'vitest';
import { tabTo } from './keyboard.ts';
import { KINDS } from './kinds.ts';
import { openChart } from './target-page.ts';
import { usedPage } from './used-page.ts';
import { overflow, PHONE } from './watched-page.ts';

const siteUrl = inject('sites').fifty;
const url = new URL(KINDS.target, siteUrl).href;

const used = usedPage(siteUrl);

const readout = (): Promise<string> => used.page.locator('.readout').innerText();

describe('the interactive chart', () => {
  it('is loaded only when it is asked for', async () => {
    const asked: string[] = [];
    used.page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
    await used.page.goto(url, { waitUntil: 'networkidle' });
    expect(asked.filter((path) => /data\/v1\/(series|rounds)|chart/.test(path))).toEqual([]);
    await openChart(used.page);
    expect(asked.some((path) => path.includes('data/v1/series/'))).toBe(true);
  });

  it('tells the figures under the pointer', async () => {
    await used.page.goto(url);
    await openChart(used.page);
    const box = await used.page.locator('.canvas canvas').boundingBox();
    expect(box).not.toBeNull();
    await used.page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
    await expect.poll(readout).toMatch(/us-east-1.*\d+ ms.*n/s);
  });

  it('is opened, read, narrowed and rid of a region by keyboard alone', async () => {
    await used.page.goto(url);
    await tabTo(used.page, '[data-chart] button');
    await used.page.keyboard.press('Enter');
    await used.page.locator('.uplot canvas').first().waitFor();
    await used.page.locator('.canvas').focus();
    // The newest hour may have only just begun.
    await used.page.keyboard.press('PageUp');
    await used.page.keyboard.press('ArrowLeft');
    const first = await readout();
    expect(first).toMatch(/us-east-1.*ms/s);
    await used.page.keyboard.press('ArrowLeft');
    await expect.poll(readout).not.toBe(first);
    await used.page.locator('.panel button[aria-pressed]').first().focus();
    await used.page.keyboard.press('Enter');
    expect(await used.page.locator('.panel button[aria-pressed=true]').innerText()).toBe('24 hours');
    await used.page.locator('.panel input[type=checkbox]').first().focus();
    await used.page.keyboard.press('Space');
    await expect.poll(() => used.page.locator('.panel [aria-live]').textContent()).toMatch(/hidden/);
    await used.page.locator('.canvas').focus();
    await used.page.keyboard.press('ArrowLeft');
    expect(await readout()).not.toContain('us-east-1');
  });

  it('fits a phone, and follows a change to dark', async () => {
    await used.page.setViewportSize(PHONE);
    await used.page.goto(url);
    await openChart(used.page);
    expect(await overflow(used.page)).toBeNull();
    await used.page.emulateMedia({ colorScheme: 'dark' });
    await used.page.locator('.uplot canvas').first().waitFor();
    expect(await used.page.locator('.uplot').count()).toBe(1);
  });

  it('says so in words where the history cannot be had, and tries again', async () => {
    let isBroken = true;
    await used.page.route('**/data/v1/series/**', (route) => (isBroken ? route.abort() : route.continue()));
    await used.page.goto(url);
    await used.page.locator('[data-chart] button').first().click();
    const again = used.page.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    used.noticed(); // the browser told of the failure that was made here
    isBroken = false;
    await again.click();
    await used.page.locator('.uplot canvas').first().waitFor();
  });
});
