import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { paletted } from './palette-png.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 301, height: 120 } });
});
afterAll(() => browser.close());

/** The pixels as the browser reads them: red, green, blue, alpha. */
async function pixelsOf(png: Buffer): Promise<readonly number[]> {
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const { width, height } = image;
    const drawing = new OffscreenCanvas(width, height).getContext('2d');
    drawing?.drawImage(image, 0, 0);
    return [...(drawing?.getImageData(0, 0, width, height).data ?? [])];
  }, png.toString('base64'));
}

function largestError(a: readonly number[], b: readonly number[]): number {
  return a.reduce((worst, value, index) => Math.max(worst, Math.abs(value - (b[index] ?? 999))), 0);
}

describe('a picture of 256 colours', () => {
  it('is the same where there are no more', async () => {
    await page.setContent('<body style="background: #faf7f1"><h1 style="color: #c8371b">The finish</h1>');
    const png = await page.screenshot();
    const small = paletted(png);

    expect(await pixelsOf(small)).toEqual(await pixelsOf(png));
    expect(small.length).toBeLessThan(png.length);
  });

  it('is alike where there are, and loses no colour that is rare', async () => {
    const gradient = 'linear-gradient(90deg, #246, #fdb)';
    await page.setContent(
      `<body style="background: ${gradient}"><hr style="width: 2px; height: 2px; background: #f00">`,
    );
    const png = await page.screenshot();

    expect(largestError(await pixelsOf(png), await pixelsOf(paletted(png)))).toBeLessThan(6);
  });
});
