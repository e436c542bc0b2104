// What the functions' bundles leave out: large parts of packages that no function ever reaches.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

// Files and packages that get something else in their place.
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
  // for services that are found by asking where they are, which none of ours is
  [/^@aws-sdk\/endpoint-cache$/, 'export class EndpointCache {}'],
  // names the browser
  [/^bowser$/, 'export default {};'],
];

// The openai SDK's client makes an object for each part of that API, with runners and accumulators behind them, of which the
// dialect uses the plain chat: the rest becomes empty classes.
const OPENAI_PART = /node_modules\/openai\/(?:resources|lib)\/.*\.mjs$/;
const USED_OPENAI_PART = /(?:resources\/(?:index|chat|chat\/.*)|lib\/(?:parser|chat-completions\/.*))\.mjs$/;

// An AWS client describes every operation it knows. Those that are not used would be left out, did not their keys look like
// code (`[_a]: 1`) to the bundler: written out (`"abc": 1`), they do not.
const AWS_SCHEMAS = /@aws-sdk\/client-[^/]+\/.*\/schemas_\d+\.js$/;

function withPlainKeys(source: string): string {
  const texts = new Map(Array.from(source.matchAll(/^const (_\w+) = ("[^"]*");$/gm), ([, name, text]) => [name, text]));
  return source.replaceAll(/\[(_\w+)\]:/g, (key, name: string) => (texts.has(name) ? `${texts.get(name)}:` : key));
}

// It tells its version to AWS, and brings its whole list of dependencies for that.
const AWS_PACKAGE_JSON = /@aws-sdk\/client-[^/]+\/package\.json$/;

// One quantile is asked of jstat: its distributions, with what they stand on, in the order of its own build.
const JSTAT = /jstat\/dist\/jstat\.js$/;
const JSTAT_PARTS = ['_header', 'core', 'special', 'distribution', '_footer'];

/** To be given to esbuild. The end-to-end runs race with what it leaves. */
export const LESS: Plugin = {
  name: 'less',
  setup({ onResolve, onLoad }) {
    for (const [index, [filter, contents]] of REPLACED.entries()) {
      const namespace = `less-${index}`;
      onResolve({ filter }, () => ({ path: String(index), namespace }));
      onLoad({ filter: /.*/, namespace }, () => ({ contents, resolveDir: import.meta.dirname }));
    }
    onLoad({ filter: AWS_PACKAGE_JSON }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
    onLoad({ filter: JSTAT }, async ({ path }) => {
      const parts = JSTAT_PARTS.map((part) => readFile(join(dirname(path), '../src', `${part}.js`), 'utf8'));
      return { contents: (await Promise.all(parts)).join('\n') };
    });
    onLoad({ filter: AWS_SCHEMAS }, async ({ path }) => ({ contents: withPlainKeys(await readFile(path, 'utf8')) }));
    onLoad({ filter: OPENAI_PART }, async ({ path }) => {
      if (USED_OPENAI_PART.test(path)) return null;
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
