// `npm run shots`: pictures of every kind of page into docs/img, of a made-up board that says so. The board, the clock and so
// the pictures are the same each time.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { buildPageAssets } from '../../lib/local/page-assets.ts';
import { startSite } from '../../lib/local/site-server.ts';
import { openBrowser } from './browser.ts';
import { A_TARGET, KINDS, type Kind } from './kinds.ts';
import { paletted } from './palette-png.ts';
import { realisticBoard } from './scene/boards.ts';
import { privateRace } from './scene/private-race.ts';
import { publishScene } from './scene/scene.ts';

const PUBLISHED_MS = Date.UTC(2026, 10, 22, 12, 0, 20);
const READ_MS = PUBLISHED_MS + 40_000;
const FOLDER = fileURLToPath(new URL('../../docs/img/', import.meta.url));

const LOOKS = {
  light: { viewport: { width: 1200, height: 1300 }, colorScheme: 'light' },
  dark: { viewport: { width: 1200, height: 1300 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, colorScheme: 'light' },
} as const satisfies Record<string, BrowserContextOptions>;

interface Shot {
  readonly search?: string;
  /** Brings the page into the state that is worth a picture. */
  readonly prepare?: (page: Page) => Promise<unknown>;
  /** Its height, px, where a usual one would not show what it is for. */
  readonly height?: number;
  readonly heightOnPhone?: number;
  /** What it begins with on a phone, where the head alone fills a picture; it must say that this is a simulation. */
  readonly fromOnPhone?: string;
}

const RIVALS = ['quayside/keeper-70b', 'halyard/keeper-70b', A_TARGET].map((id) => `t=${id}`).join('&');

const SHOTS: Partial<Record<Kind, Shot>> = {
  board: { fromOnPhone: '#caption' },
  'side-by-side': { fromOnPhone: '#caption' },
  target: { height: 1_900, heightOnPhone: 1_500 },
  compare: {
    search: `?${RIVALS}`,
    prepare: (page) => page.locator('#result table').first().waitFor(),
    heightOnPhone: 1_500,
  },
  incidents: {},
  method: {},
  data: {},
  share: { prepare: showRace },
};

async function showRace(page: Page): Promise<void> {
  await page.locator('#share-text').fill(privateRace(['demo/fast', 'demo/steady', 'demo/slow-tls'], 20));
  await page.locator('#share-form button[type=submit]').click();
  await page.locator('#share-tables table').first().waitFor();
}

const folder = await mkdtemp(join(tmpdir(), 'shots-'));
const site = await startSite({ dir: folder, port: 0 });
const browser = await openBrowser();
try {
  await publishScene(realisticBoard(PUBLISHED_MS), folder, site.url, await buildPageAssets());
  await mkdir(FOLDER, { recursive: true });
  for (const [kind, shot] of Object.entries(SHOTS) as [Kind, Shot][]) {
    for (const [look, options] of Object.entries(LOOKS)) {
      const picture = await pictureOf(browser, new URL(KINDS[kind] + (shot.search ?? ''), site.url), shot, options);
      await writeFile(join(FOLDER, `${kind}-${look}.png`), picture);
      process.stdout.write(`docs/img/${kind}-${look}.png: ${Math.round(picture.length / 1_000)} KB\n`);
    }
  }
} finally {
  await browser.close();
  await site.close();
  await rm(folder, { recursive: true, force: true });
}

async function pictureOf(opened: Browser, url: URL, shot: Shot, options: BrowserContextOptions): Promise<Buffer> {
  const { width, height } = options.viewport ?? LOOKS.light.viewport;
  const viewport = { width, height: (options.isMobile ? shot.heightOnPhone : shot.height) ?? height };
  const context = await opened.newContext({ ...options, viewport, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    await page.clock.setFixedTime(READ_MS);
    await page.goto(url.href, { waitUntil: 'networkidle' });
    await shot.prepare?.(page);
    const from = options.isMobile === true && shot.fromOnPhone !== undefined ? shot.fromOnPhone : 'body';
    await page.locator(from).evaluate((element) => element.scrollIntoView());
    return paletted(await page.screenshot({ type: 'png' }));
  } finally {
    await context.close();
  }
}
