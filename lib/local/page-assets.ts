// The browser's part of the pages, bundled from lib/page when the monitor starts: there is no build step to forget.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Metafile } from 'esbuild';
import { ASSET_NAMES, type AssetFile, type AssetName, type PageAssets } from '../board/input.ts';
import { jsonSchemas } from '../board/json-schemas.ts';
import { PageAssetsError } from './errors.ts';
import { methodHtml } from './method-html.ts';

const PAGE_DIR = fileURLToPath(new URL('../page/', import.meta.url));
const METHOD_FILE = fileURLToPath(new URL('../../docs/method.md', import.meta.url));

/** What each of them is made from. */
function entryOf(name: AssetName): string {
  return name.replace(/\.js$/, '.ts');
}

/**
 * Bundles and minifies `lib/page`, split so that what is loaded only later costs nothing at first, and renders the method.
 * @throws PageAssetsError if esbuild is not installed or the code does not bundle
 */
export async function buildPageAssets(): Promise<PageAssets> {
  try {
    const { files, paths, preloads } = await bundle();
    return {
      files,
      paths,
      preloads,
      schemas: jsonSchemas(),
      methodHtml: await methodHtml(await readFile(METHOD_FILE, 'utf8')),
    };
  } catch (cause) {
    throw new PageAssetsError(cause);
  }
}

type Bundle = Pick<PageAssets, 'files' | 'paths' | 'preloads'>;

/** Scripts of pages that many see first: whole, so that nothing waits for a second file. */
const WHOLE: readonly AssetName[] = ['app.js', 'page.js'];

async function bundle(): Promise<Bundle> {
  const [split, ...whole] = await Promise.all([
    bundleOf(
      ASSET_NAMES.filter((name) => !WHOLE.includes(name)),
      true,
    ),
    ...WHOLE.map((name) => bundleOf([name], false)),
  ]);
  const all = [split, ...whole];
  return {
    files: all.flatMap(({ files }) => files),
    paths: Object.assign({}, ...all.map(({ paths }) => paths)) as PageAssets['paths'],
    preloads: Object.assign({}, ...all.map(({ preloads }) => preloads)) as PageAssets['preloads'],
  };
}

async function bundleOf(names: readonly AssetName[], splitting: boolean) {
  // Loaded here, because only this one step needs it: the rest of the command line starts without.
  const esbuild = await import('esbuild');
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: PAGE_DIR,
    entryPoints: names.map(entryOf),
    outdir: 'assets',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting,
    minify: true,
    metafile: true,
    write: false,
    charset: 'utf8',
    format: 'esm',
    target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
    legalComments: 'none',
    logLevel: 'silent',
  });
  const { outputs } = metafile;
  const outputOf = (name: AssetName): string =>
    Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === entryOf(name))?.[0] ?? '';
  return {
    files: outputFiles.map(({ path, text }): AssetFile => ({ path: assetPath(path), body: text })),
    paths: Object.fromEntries(names.map((name) => [name, assetPath(outputOf(name))])),
    preloads: Object.fromEntries(names.map((name) => [name, importedBy(outputs, outputOf(name)).map(assetPath)])),
  };
}

function assetPath(output: string): string {
  return `assets/${basename(output)}`;
}

/** What an output imports at once, and what these import: the browser would find them out one after the other. */
function importedBy(outputs: Metafile['outputs'], output: string, seen = new Set<string>()): string[] {
  for (const { path, kind } of outputs[output]?.imports ?? []) {
    if (kind !== 'import-statement' || seen.has(path)) continue;
    seen.add(path);
    importedBy(outputs, path, seen);
  }
  return [...seen];
}
