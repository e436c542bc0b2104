// axe on every kind of page: light, dark, on a phone; and on boards that are not as they should be. No violation anywhere.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { noteFigure } from './figures-log.ts';
import { KIND_NAMES, KINDS, type Kind } from './kinds.ts';
import type { SiteName } from './setup.ts';
import { openChart } from './target-page.ts';
import { DESK, PHONE } from './watched-page.ts';

const sites = inject('sites');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const LOOKS = {
  light: { viewport: DESK, colorScheme: 'light' },
  dark: { viewport: DESK, colorScheme: 'dark' },
  phone: { viewport: PHONE, colorScheme: 'light', isMobile: true, hasTouch: true },
} as const satisfies Record<string, BrowserContextOptions>;
type Look = keyof typeof LOOKS;

let browser: Browser;
const seen = { states: 0, violations: 0, passes: 0, unsure: new Set<string>() };
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  const value = `${seen.violations} violations in ${seen.states} states, ${seen.passes} rules passed`;
  noteFigure(inject('figuresFile'), { suite: 'axe', what: 'all kinds of pages', value, bound: '0 violations' });
  if (seen.unsure.size > 0) {
    const unsure = [...seen.unsure].sort().join(', ');
    noteFigure(inject('figuresFile'), { suite: 'axe', what: 'for people to decide', value: unsure, bound: '' });
  }
});

/** @returns what is wrong, a line each */
async function violations(url: string, look: Look, prepare: (page: Page) => Promise<void> = async () => undefined) {
  // axe is put into the page as a script, which the page's own policy would stop
  const context = await browser.newContext({ ...LOOKS[look], bypassCSP: true });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await prepare(page);
    await page.addScriptTag({ content: AXE });
    const results = await page.evaluate(async (tags): Promise<AxeResults> => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
      return axe.run(document, { runOnly: tags, resultTypes: ['violations', 'incomplete'] });
    }, TAGS);
    seen.states++;
    seen.violations += results.violations.length;
    seen.passes += results.passes.length;
    for (const { id } of results.incomplete) seen.unsure.add(id);
    return results.violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary = '' }) => `${id} at ${target.join(' ')}: ${failureSummary.split('\n')[1]?.trim()}`,
      ),
    );
  } finally {
    await context.close();
  }
}

describe('on the large board', () => {
  const cases = KIND_NAMES.flatMap((kind) => (Object.keys(LOOKS) as Look[]).map((look) => ({ kind, look })));
  it.each(cases)('$kind, $look', async ({ kind, look }) => {
    expect(await violations(new URL(KINDS[kind], sites.fifty).href, look)).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('the chart of a target when it is open, %s', async (look) => {
    expect(await violations(new URL(KINDS.target, sites.fifty).href, look, openChart)).toEqual([]);
  });

  it.each([
    ['filtered', '?q=keeper'],
    ['filtered until nothing is left', '?q=no-such-target'],
    ['sorted', '?sort=-p95'],
    ['with two to compare', '?cmp=northlight/keeper-70b,halyard/keeper-70b'],
  ])('the leaderboard %s', async (_, search) => {
    expect(await violations(new URL(search, sites.fifty).href, 'light')).toEqual([]);
  });
});

describe('on a board that is not as it should be', () => {
  const names: readonly SiteName[] = ['none', 'empty', 'one', 'failed', 'stale', 'hostile', 'real', 'workloads'];
  const kinds: readonly Kind[] = ['board', 'side-by-side', 'compare', 'incidents', 'data'];
  const cases = names.flatMap((name) =>
    (name === 'hostile' ? kinds : (['board', 'compare'] as const)).map((kind) => ({ name, kind })),
  );
  it.each(cases)('$name: $kind', async ({ name, kind }) => {
    expect(await violations(new URL(KINDS[kind], sites[name]).href, name === 'hostile' ? 'phone' : 'light')).toEqual(
      [],
    );
  });

  it.each(['empty', 'failed', 'hostile', 'real', 'workloads'] as const)('%s: a target', async (name) => {
    expect(await violations(await firstTargetUrl(sites[name]), 'phone')).toEqual([]);
  });
});

async function firstTargetUrl(siteUrl: string): Promise<string> {
  const html = await (await fetch(siteUrl)).text();
  return new URL(/href="(t\/[^"]+)"/.exec(html)?.[1] ?? 'no-target-is-linked/', siteUrl).href;
}
