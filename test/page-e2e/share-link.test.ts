// A private race opened by the link that `race --share` makes.
import { readFile } from 'node:fs/promises';
import type axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PAGES } from '../../lib/board/paths.ts';
import { seededRandom } from '../../lib/fleet/random.ts';
import { sampleLines } from '../../lib/local/terminal/report/samples.ts';
import { runOf, shareLink } from '../../lib/local/terminal/share-link.ts';
import { targetOf } from '../board/board-input.ts';
import { fullRace, reportOf, roundsOf, sampleOf } from '../local/terminal/report/raced.ts';
import { openBrowser } from './browser.ts';
import { DESK, watchedPage } from './watched-page.ts';

const siteUrl = inject('sites').fifty;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

type Rounds = ReturnType<typeof fullRace>;

function linkOf(rounds: Rounds, more: Parameters<typeof targetOf>[1] = {}): string {
  const ids = new Set(rounds.flatMap(({ samples }) => samples.map(({ target }) => target)));
  const targets = Array.from(ids, (id) => targetOf(id, more));
  return shareLink(runOf(reportOf(rounds), targets), siteUrl);
}

/** Opens the page, lets it be used, and expects that nothing was noticed. */
async function onPage(url: string, use: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
  const { context, page, noticed } = await watchedPage(browser, siteUrl, { viewport: DESK, ...options });
  try {
    await page.goto(url);
    await use(page);
    expect(noticed()).toEqual([]);
  } finally {
    await context.close();
  }
}

const table = (page: Page) => page.locator('#share-tables table').first();

async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8'));
  const found = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe('the link of a race', () => {
  it('shows it with its ranks, its failures, and as self-reported', async () => {
    await onPage(linkOf(fullRace()), async (page) => {
      await table(page).waitFor();
      expect(await table(page).locator('tbody .model').allInnerTexts()).toEqual([
        'a/fast',
        'b/one',
        'c/other',
        'd/flaky',
        'e/down',
      ]);
      const ranks = await table(page).locator('tbody td.rank').allInnerTexts();
      expect(ranks.map((text) => text.split(/\s/)[0])).toEqual(['1', '2–3', '2–3', '–', '–']);
      expect(await table(page).innerText()).toContain('4 rate-limited');
      expect(await page.innerText('#share-self')).toBe(
        'Self-reported: measured by whoever made this link, not by this board.',
      );
      expect(await page.isVisible('#share-simulation')).toBe(false);
      expect(await page.innerText('#share-answer')).toContain('Fastest to the first token');
    });
  });

  it('of a demo is said to be a simulation', async () => {
    await onPage(linkOf(fullRace(), { simulated: true }), async (page) => {
      await table(page).waitFor();
      expect(await page.innerText('#share-simulation')).toContain('not from real providers');
    });
  });

  it('gives way to another, to the reason why another is broken, and comes back', async () => {
    const other = new URL(linkOf(roundsOf([[sampleOf('x/y', 100)]]))).hash;
    const follow = (page: Page, hash: string) => page.evaluate((to) => location.assign(to), hash);
    await onPage(linkOf(fullRace()), async (page) => {
      await table(page).waitFor();
      await follow(page, other);
      await page.locator('.model', { hasText: 'x/y' }).waitFor();
      expect(await page.locator('#share-tables table').count()).toBe(1);
      await follow(page, '#race=AAAA');
      await page.getByRole('alert').waitFor();
      expect(await page.locator('#share-tables table').count()).toBe(0);
      expect(await page.isVisible('#share-self')).toBe(false);
      await page.goBack();
      await page.locator('.model', { hasText: 'x/y' }).waitFor();
      expect(await page.isVisible('#share-problem')).toBe(false);
    });
  });

  it.each(['light', 'dark'] as const)('of two regions has nothing for axe to find, in %s', async (colorScheme) => {
    const rounds = [...fullRace(), ...roundsOf([[sampleOf('a/fast', 90)]], 'eu-west-1')];
    await onPage(
      linkOf(rounds),
      async (page) => {
        await table(page).waitFor();
        expect(await page.locator('#share-tables table').count()).toBe(2);
        expect(await axeFindings(page)).toEqual([]);
      },
      { colorScheme, bypassCSP: true },
    );
  });
});

it('a file of 500 targets is shown whole; its link would be too long, and the page says so', async () => {
  const random = seededRandom('many');
  const rounds = Array.from({ length: 12 }, () =>
    Array.from({ length: 500 }, (_, place) =>
      sampleOf(`provider-${place}/model`, 100 + place + 100 * random(), { outputTokensPerSecond: 60 + 60 * random() }),
    ),
  );
  await onPage(`${siteUrl}${PAGES.share}`, async (page) => {
    const buffer = Buffer.from(sampleLines(roundsOf(rounds).flatMap(({ samples }) => samples)));
    await page.setInputFiles('#share-file', { name: 'race.ndjson', mimeType: 'text/plain', buffer });
    await table(page).waitFor();
    expect(await table(page).locator('tbody tr').count()).toBe(500);
    await page.click('#share-copy-button');
    await page.getByText(/The link would have [\d,]+ characters; only 30,000/).waitFor();
  });
});
