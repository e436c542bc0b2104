// The browser that the pages are tried in: the machine's own Chromium, driven by Playwright.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Nothing that asks the network by itself, and what a container needs. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @throws with how to get it, if there is none */
export function chromiumPath(): string {
  const given = process.env.CHROMIUM;
  const found = given ?? PLACES.find((path) => existsSync(path));
  if (found !== undefined && existsSync(found)) return found;
  throw new Error(
    given === undefined
      ? 'There is no Chromium on this machine. Install it (apt-get install chromium), or name one: CHROMIUM=/path/to/chrome.'
      : `CHROMIUM is set to ${given}, and there is no such file.`,
  );
}

/** @param more further arguments of the browser */
export function openBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: [...ARGS, ...more], headless: true });
}
