// With JavaScript off, everything that was measured is there to be read.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { figureText } from '../../lib/board/format.ts';
import { targetSlug } from '../../lib/board/labels.ts';
import { viewPath } from '../../lib/board/paths.ts';
import type { ViewDocument } from '../../lib/board/schemas.ts';
import { openBrowser } from './browser.ts';
import { A_TARGET, KIND_NAMES, KINDS, type Kind } from './kinds.ts';

const siteUrl = inject('sites').fifty;
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1'];
const WINDOWS = ['1h', '24h', '7d', '30d'];

let browser: Browser;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  context = await browser.newContext({ javaScriptEnabled: false });
  page = await context.newPage();
});
afterAll(() => browser.close());

async function view(region: string, window: string): Promise<ViewDocument> {
  const response = await fetch(new URL(viewPath('chat', region, window, 'json'), siteUrl));
  return (await response.json()) as ViewDocument;
}

async function open(kind: Kind): Promise<void> {
  const response = await page.goto(new URL(KINDS[kind], siteUrl).href);
  expect(response?.status()).toBe(kind === 'not-found' ? 404 : 200);
}

/** The rows of a table as text, a line each. */
async function rowTexts(table: string): Promise<string[]> {
  const rows = await page.locator(`${table} tbody tr`).allInnerTexts();
  return rows.map((text) => text.replace(/\s+/g, ' '));
}

describe('without JavaScript', () => {
  it('the leaderboard has every row with its figures', async () => {
    await open('board');
    const { rows } = await view('all', '7d');
    const texts = await rowTexts('#board');

    expect(rows.length).toBe(50);
    expect(texts.length).toBe(rows.length);
    for (const [place, { target, metrics, n }] of rows.entries()) {
      const figures = [metrics.ttftMs.p50, metrics.ttftMs.p95, metrics.totalMs.p50].map((value) =>
        figureText(value ?? 0),
      );
      for (const part of [targetSlug(target), ...figures, n.toLocaleString('en')]) expect(texts[place]).toContain(part);
    }
  });

  it('the regions stand side by side', async () => {
    await open('side-by-side');
    const texts = await rowTexts('#board');
    for (const region of REGIONS) {
      const { rows } = await view(region, '7d');
      for (const { target, metrics } of rows) {
        const text = texts.find(
          (each) => each.includes(targetSlug(target)) && each.includes(figureText(metrics.ttftMs.p50 ?? 0)),
        );
        expect(text, `${target} from ${region}`).toBeDefined();
      }
    }
  });

  it('a target has its figures of each region and window, its drawings and its newest samples', async () => {
    await open('target');
    const text = (await page.locator('main').innerText()).replace(/\s+/g, ' ');
    for (const region of REGIONS) {
      for (const window of WINDOWS) {
        const row = (await view(region, window)).rows.find(({ target }) => target === A_TARGET);
        const p50 = row?.metrics.ttftMs.p50 ?? null;
        if (p50 !== null)
          expect(text.includes(` ${figureText(p50)} `), `${figureText(p50)}, ${region} ${window}`).toBe(true);
      }
    }
    const drawings = page.locator('main figure svg[role="img"]');
    expect(await drawings.count()).toBeGreaterThanOrEqual(5);
    for (const drawing of await drawings.all()) expect(await drawing.getAttribute('aria-label')).toMatch(/\w{3}/);
    for (const part of ['photofinish race --targets', 'Bearer $EXAMPLE_API_KEY'])
      expect(text.includes(part), part).toBe(true);
  });

  it('the comparison has a matrix, and says what the choice needs', async () => {
    await open('compare');
    const table = page.locator('main table').first();
    expect(await table.locator('tbody tr').count()).toBe(12);
    expect(await table.locator('tbody td').first().innerText()).not.toBe('');
    expect(await page.locator('main').innerText()).toMatch(/paired/i);
  });

  it('incidents are told, open and past', async () => {
    await open('incidents');
    const text = await page.locator('main').innerText();
    const parts = [`${A_TARGET} is slower than usual from eu-west-1 and us-east-1`, '2.04', 'As usual again since'];
    for (const part of parts) expect(text.includes(part), part).toBe(true);
  });

  it('the method, the data and the sharing explain themselves', async () => {
    await open('method');
    expect(await page.locator('main h2, main h3').count()).toBeGreaterThan(8);
    await open('data');
    const links = await page.locator('main a').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    for (const region of ['all', ...REGIONS])
      for (const window of WINDOWS)
        expect(
          links.some((link) => link.endsWith(`chat.${region}.${window}.json`)),
          `${region} ${window}`,
        ).toBe(true);
    await open('share');
    expect(await page.locator('main').innerText()).toMatch(/JavaScript/);
  });

  it.each(KIND_NAMES)('%s shows no control that would do nothing', async (kind) => {
    await open(kind);
    const controls = page.locator('main :is(button, input, select, textarea)');
    for (const control of await controls.all()) expect(await control.isVisible()).toBe(false);
  });
});
