// The functions' code, bundled before the stacks are built: one folder a function, split so that what is loaded only later
// costs nothing at the start. Nothing in it depends on the region.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { PageAssets } from '../board/input.ts';
import type { Config } from '../domain/config.ts';
import { CONFIG_FILE, PAGE_FILES } from '../names/names.ts';

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

// What packages bring along and no function ever reaches, by the file or package that gets something else in its place.
const REPLACED: readonly (readonly [filter: RegExp, contents: string])[] = [
  // undici: of a fetch, a cache, a mock and a web socket the race takes only the client
  [/^undici$/, "export { default as Client } from 'undici/lib/dispatcher/client.js';"],
  // its parser for processors without SIMD, which Lambda's are not
  [/\/llhttp-wasm\.js$/, 'module.exports = undefined;'],
  // a function finds its credentials in the environment, and need not look for profiles, sign-ins and metadata
  [
    /^@aws-sdk\/credential-provider-node$/,
    "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
  ],
  // the same for bearer tokens: a target's key is given to its client by us
  [
    /^@aws-sdk\/token-providers$/,
    "const none = () => async () => { throw new Error('no token'); };\nexport { none as fromEnvSigningName, none as nodeProvider };",
  ],
  // names the browser
  [/^bowser$/, 'export default {};'],
];

// The openai SDK's client makes an object for each part of that API, of which the dialects use the chat: the others become
// empty classes.
const OPENAI_RESOURCE = /node_modules\/openai\/resources\/.*\.mjs$/;
const USED_OPENAI = /resources\/(?:index|chat|chat\/.*)\.mjs$/;

const LESS: Plugin = {
  name: 'less',
  setup({ onResolve, onLoad }) {
    for (const [index, [filter, contents]] of REPLACED.entries()) {
      const namespace = `less-${index}`;
      onResolve({ filter }, () => ({ path: filter.source, namespace }));
      onLoad({ filter: /.*/, namespace }, () => ({ contents, resolveDir: ROOT }));
    }
    onLoad({ filter: OPENAI_RESOURCE }, async ({ path }) => {
      if (USED_OPENAI.test(path)) return null;
      const source = await readFile(path, 'utf8');
      const names = new Set(
        Array.from(source.matchAll(/^export (?:class|const|function) (\w+)/gm), ([, name]) => name),
      );
      for (const [, list = ''] of source.matchAll(/^export \{([^}]*)\}/gm)) {
        for (const name of list.split(','))
          names.add(
            name
              .trim()
              .split(/\s+as\s+/)
              .at(-1),
          );
      }
      names.delete('');
      return { contents: [...names].map((name) => `export class ${name} {}`).join('\n') };
    });
  },
};

// Makes certificates for a fleet with TLS; the reference target of a function has none.
const NEVER_LOADED = ['selfsigned'];

/**
 * Bundles all functions into `outDir`, which is emptied before.
 * @returns the folder of each function
 */
export async function bundleFunctions(config: Config, assets: PageAssets, outDir: string): Promise<Bundles> {
  await rm(outDir, { recursive: true, force: true });
  const names = Object.keys(ENTRIES) as FunctionName[];
  const folders = Object.fromEntries(names.map((name) => [name, join(outDir, name)])) as Record<FunctionName, string>;
  await Promise.all(names.map((name) => bundle(ENTRIES[name], folders[name])));
  const json = JSON.stringify(config);
  await writeFile(join(folders.race, CONFIG_FILE), json);
  await writeFile(join(folders.publisher, CONFIG_FILE), json);
  await writeFile(join(folders.publisher, PAGE_FILES.app), assets.appJs);
  await writeFile(join(folders.publisher, PAGE_FILES.css), assets.css);
  return folders;
}

async function bundle(entries: Readonly<Record<string, string>>, outdir: string): Promise<void> {
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
    plugins: [LESS],
    // undici's own switch: without its second, experimental parser
    define: { esbuildDetection: 'true' },
    external: NEVER_LOADED,
    banner: { js: REQUIRE },
    legalComments: 'none',
    logLevel: 'error',
  });
}
