// What a hostile text could do if it ever became markup: the browser must refuse to act on it.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { KIND_NAMES, KINDS } from './kinds.ts';
import { watchedPage } from './watched-page.ts';

const siteUrl = inject('sites').hostile;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('markup that gets into a page', () => {
  it('has no style of its own, runs no script, and loads nothing from elsewhere', async () => {
    const { context, page, noticed } = await watchedPage(browser, siteUrl);
    await page.goto(siteUrl);
    expect(noticed()).toEqual([]);

    const found = await page.evaluate(async () => {
      const violated: string[] = [];
      addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective));
      const place = document.createElement('div');
      place.innerHTML = '<p style="position: fixed">styled</p><style>p { position: fixed }</style>';
      const image = document.createElement('img');
      image.src = 'https://elsewhere.invalid/x.png';
      const script = document.createElement('script');
      script.textContent = 'document.title = "run"';
      place.append(image, script);
      document.body.append(place);
      await fetch('https://elsewhere.invalid/').catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 100));
      const styled = place.querySelector('p');
      return {
        violated: [...new Set(violated)].sort(),
        position: styled === null ? '' : getComputedStyle(styled).position,
        title: document.title,
      };
    });
    await context.close();

    expect(found.violated).toEqual(['connect-src', 'img-src', 'script-src-elem', 'style-src-attr', 'style-src-elem']);
    expect(found.position).toBe('static');
    expect(found.title).not.toBe('run');
  });

  it.each(KIND_NAMES)('cannot be in a frame of somebody else: %s', async (kind) => {
    const { headers } = await fetch(new URL(KINDS[kind], siteUrl));

    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});
