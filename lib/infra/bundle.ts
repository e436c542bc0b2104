// The functions' code, bundled before the stacks are built: one folder a function, split so that what is loaded only later
// costs nothing at the start. Nothing in it depends on the region.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { CardAsset } from '../board/detail-cache.ts';
import type { ExactRequest, PageAssets } from '../board/input.ts';
import type { Config } from '../domain/config.ts';
import type { Api } from '../domain/target.ts';
import { CONFIG_FILE, PAGE_FILES } from '../names/names.ts';
import { LESS, onlyDialects } from './bundle-less.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Entry points of each function; the first becomes `index.mjs`. */
const ENTRIES = {
  starter: { index: 'lambdas/starter.ts' },
  race: { index: 'lambdas/race.ts', 'reference-process': 'lambdas/reference-process.ts' },
  saver: { index: 'lambdas/saver.ts' },
  publisher: { index: 'lambdas/publisher.ts' },
} as const;
export type FunctionName = keyof typeof ENTRIES;
export type Bundles = Readonly<Record<FunctionName, string>>;

// Some packages are CommonJS inside and ask for Node's own modules by `require`.
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

// Only one function races.
const NO_DIALECTS: ReadonlySet<Api> = new Set();

// Makes certificates for a fleet with TLS; the reference target of a function has none.
const NEVER_LOADED = ['selfsigned'];

/** What the publisher makes pages with, beside its code. */
export interface PublisherFiles {
  readonly assets: PageAssets;
  readonly requests: readonly ExactRequest[];
  readonly readAsset: (name: CardAsset) => Promise<Uint8Array>;
}

/**
 * Bundles all functions into `outDir`, which is emptied before.
 * @returns the folder of each function
 */
export async function bundleFunctions(config: Config, files: PublisherFiles, outDir: string): Promise<Bundles> {
  await rm(outDir, { recursive: true, force: true });
  const names = Object.keys(ENTRIES) as FunctionName[];
  const folders = Object.fromEntries(names.map((name) => [name, join(outDir, name)])) as Record<FunctionName, string>;
  // the reference target speaks chat-completions
  const apis = new Set<Api>(['chat-completions', ...config.targets.map(({ api }) => api)]);
  await Promise.all(names.map((name) => bundle(ENTRIES[name], folders[name], name === 'race' ? apis : NO_DIALECTS)));
  const json = JSON.stringify(config);
  await writeFile(join(folders.race, CONFIG_FILE), json);
  await writeFile(join(folders.publisher, CONFIG_FILE), json);
  await writeFile(join(folders.publisher, PAGE_FILES.assets), JSON.stringify(files.assets));
  await writeFile(join(folders.publisher, PAGE_FILES.requests), JSON.stringify(files.requests));
  await writeFile(join(folders.publisher, PAGE_FILES.wasm), await files.readAsset('resvg.wasm'));
  await writeFile(join(folders.publisher, PAGE_FILES.font), await files.readAsset('font.ttf'));
  return folders;
}

async function bundle(
  entries: Readonly<Record<string, string>>,
  outdir: string,
  apis: ReadonlySet<Api>,
): Promise<void> {
  await mkdir(outdir, { recursive: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: { ...entries },
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // else the CommonJS form of a package is taken, which is larger and loads slower
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [LESS, onlyDialects(apis)],
    // undici's own switch: without its second, experimental parser
    define: { esbuildDetection: 'true' },
    external: NEVER_LOADED,
    banner: { js: REQUIRE },
    legalComments: 'none',
    logLevel: 'error',
  });
}
