// The browser's part of the pages, bundled from lib/page when the monitor starts: there is no build step to forget.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AssetFile, AssetName, PageAssets } from '../board/input.ts';
import { jsonSchemas } from '../board/json-schemas.ts';
import { PageAssetsError } from './errors.ts';
import { methodHtml } from './method-html.ts';

const PAGE_DIR = fileURLToPath(new URL('../page/', import.meta.url));
const METHOD_FILE = fileURLToPath(new URL('../../docs/method.md', import.meta.url));

/** What a page links, and what each is made from. */
const ENTRIES: Readonly<Record<AssetName, string>> = {
  'app.js': 'app.ts',
  'page.js': 'page.ts',
  'target.js': 'target.ts',
  'compare.js': 'compare.ts',
  'share.js': 'share.ts',
  'style.css': 'style.css',
  'detail.css': 'detail.css',
};

/**
 * Bundles and minifies `lib/page`, split so that what is loaded only later costs nothing at first, and renders the method.
 * @throws PageAssetsError if esbuild is not installed or the code does not bundle
 */
export async function buildPageAssets(): Promise<PageAssets> {
  try {
    const { files, paths } = await bundle();
    return { files, paths, schemas: jsonSchemas(), methodHtml: await methodHtml(await readFile(METHOD_FILE, 'utf8')) };
  } catch (cause) {
    throw new PageAssetsError(cause);
  }
}

async function bundle(): Promise<Pick<PageAssets, 'files' | 'paths'>> {
  // Loaded here, because only this one step needs it: the rest of the command line starts without.
  const esbuild = await import('esbuild');
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: PAGE_DIR,
    entryPoints: Object.values(ENTRIES),
    outdir: 'assets',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    write: false,
    charset: 'utf8',
    format: 'esm',
    target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
    legalComments: 'none',
    logLevel: 'silent',
  });
  await esbuild.stop();
  const files = outputFiles.map(({ path, text }): AssetFile => ({ path: `assets/${basename(path)}`, body: text }));
  const outputOf = (entry: string): string => {
    const found = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === entry);
    return `assets/${basename(found?.[0] ?? '')}`;
  };
  const paths = Object.fromEntries(Object.entries(ENTRIES).map(([name, entry]) => [name, outputOf(entry)]));
  return { files, paths: paths as PageAssets['paths'] };
}
