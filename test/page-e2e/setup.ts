// Before the suites: every board is made and served on this machine. After them: the figures they found, in one table.
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Site, startSite } from '../../lib/local/site-server.ts';
import { chromiumPath } from './browser.ts';
import { figuresTable, noteFigure } from './figures-log.ts';
import { runToEnd } from './program.ts';
import { raceRealBoard } from './real-board.ts';
import { BOARDS, type BoardName } from './scene/boards.ts';

/** The made-up boards, and `real`: raced by the engine. */
export type SiteName = BoardName | 'real';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where each board is read, ending in `/`. */
    readonly sites: Readonly<Record<SiteName, string>>;
    readonly figuresFile: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  chromiumPath();
  const startedMs = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'pages-'));
  const figuresFile = join(folder, 'figures.ndjson');
  const opened: Site[] = [];
  const open = async (name: string, dir: string): Promise<readonly [string, string]> => {
    const site = await startSite({ dir, port: 0 });
    opened.push(site);
    return [name, site.url];
  };
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((site) => site.close()));
  };
  try {
    const real = await open('real', join(folder, 'real', 'data', 'site'));
    await mkdir(join(folder, 'real'));
    const [, madeUp] = await Promise.all([raceRealBoard(join(folder, 'real'), real[1]), publishAll(folder, open)]);
    project.provide('sites', Object.fromEntries([real, ...madeUp]) as Record<SiteName, string>);
    project.provide('figuresFile', figuresFile);
  } catch (error) {
    await close();
    throw error;
  }
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  noteFigure(figuresFile, { suite: 'setup', what: 'boards raced and published', value: `${seconds} s`, bound: '' });
  return async () => {
    await close();
    process.stdout.write(`\n${figuresTable(figuresFile)}`);
  };
}

// The address is part of what is published, so the servers come first.
async function publishAll(
  folder: string,
  open: (name: string, dir: string) => Promise<readonly [string, string]>,
): Promise<(readonly [string, string])[]> {
  const sites = await Promise.all(Object.keys(BOARDS).map((name) => open(name, join(folder, name))));
  await runToEnd('test/page-e2e/publish-boards.ts', [folder, ...sites.map(([name, url]) => `${name}=${url}`)]);
  return sites;
}
