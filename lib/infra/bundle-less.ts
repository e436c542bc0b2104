// What the functions' bundles leave out: large parts of packages that no function ever reaches.
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { APIS, type Api } from '../domain/target.ts';

// Files and packages that get something else in their place.
const REPLACED: readonly (readonly [filter: RegExp, contents: string])[] = [
  // undici: of a fetch, a cache, a mock and a web socket the race takes only the client
  [/^undici$/, "export { default as Client } from 'undici/lib/dispatcher/client.js';"],
  // its second protocol, which no connection of ours speaks
  [/\/client-h2\.js$/, 'module.exports = undefined;'],
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
  // the Anthropic SDK would trace its calls, were it not told not to
  [
    /^@opentelemetry\/api$/,
    'export const context = {}, propagation = {}, trace = {}, SpanKind = {}, SpanStatusCode = {};',
  ],
  // the reference target of a function speaks chat-completions
  [/\.\/(?:completions|responses|anthropic|gemini|bedrock)-wire\.ts$/, 'export {};'],
  // hashes for where Node's own crypto is missing
  [/\.\/Sha256Js\.js$/, 'export class Sha256Js {}'],
  [/\.\/Sha1Js\.js$/, 'export class Sha1Js {}'],
  [/\.\/Md5Js\.js$/, 'export class Md5Js {}'],
  // a way to retry that nothing here asks for
  [/\.\/DefaultRateLimiter(?:\.js)?$/, 'export class DefaultRateLimiter {}'],
  // names the browser
  [/^bowser$/, 'export default {};'],
];

// An SDK's client makes an object for each part of its API, with runners and accumulators behind them, of which a dialect uses
// one: the rest becomes empty classes.
const SDK_PARTS: readonly { readonly all: RegExp; readonly used: RegExp }[] = [
  {
    all: /node_modules\/openai\/(?:resources|lib)\/.*\.mjs$/,
    used: /(?:resources\/(?:index|completions|chat|chat\/.*|responses|responses\/(?:index|responses))|lib\/(?:parser|ResponsesParser|chat-completions\/.*))\.mjs$/,
  },
  {
    all: /node_modules\/@anthropic-ai\/sdk\/(?:resources|lib)\/.*\.mjs$/,
    used: /(?:resources\/(?:index|messages|messages\/(?:index|messages))|lib\/(?:parser|internal\/.*))\.mjs$/,
  },
];

function asEmptyClasses(source: string): string {
  const declared = source.matchAll(/^export (?:class|const|var|let|function|async function) (\w+)/gm);
  const names = new Set(Array.from(declared, ([, name = '']) => name));
  for (const [, list = ''] of source.matchAll(/^export \{([^}]*)\}/gm)) {
    for (const name of list.split(','))
      names.add(
        (
          name
            .trim()
            .split(/\s+as\s+/)
            .at(-1) ?? ''
        ).trim(),
      );
  }
  names.delete('');
  return [...names].map((name) => `export class ${name} {}`).join('\n');
}

// An AWS client describes every operation it knows. Those that are not used would be left out, did not their keys look like
// code (`[_a]: 1`) to the bundler: written out (`"abc": 1`), they do not.
const AWS_SCHEMAS = /@aws-sdk\/client-[^/]+\/.*\/schemas_\d+\.js$/;

function withPlainKeys(source: string): string {
  const texts = new Map(Array.from(source.matchAll(/^const (_\w+) = ("[^"]*");$/gm), ([, name, text]) => [name, text]));
  return source.replaceAll(/\[(_\w+)\]:/g, (key, name: string) => (texts.has(name) ? `${texts.get(name)}:` : key));
}

// It tells its version to AWS, and brings its whole list of dependencies for that.
const AWS_PACKAGE_JSON = /@aws-sdk\/client-[^/]+\/package\.json$/;

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
    onLoad({ filter: AWS_SCHEMAS }, async ({ path }) => ({ contents: withPlainKeys(await readFile(path, 'utf8')) }));
    for (const { all, used } of SDK_PARTS) {
      onLoad({ filter: all }, async ({ path }) =>
        used.test(path) ? null : { contents: asEmptyClasses(await readFile(path, 'utf8')) },
      );
    }
  },
};

// S3 and others know them, for operations that are not used here.
const NO_EVENT_STREAMS = `
export const resolveEventStreamSerdeConfig = (config) => config;
export const eventStreamSerdeProvider = () => { throw new Error('no event streams'); };
export class EventStreamSerde {}`;

/** Leaves out the dialects, each with its SDK, that no target of the config speaks. */
export function onlyDialects(apis: ReadonlySet<Api>): Plugin {
  return {
    name: 'only-dialects',
    setup({ onResolve, onLoad }) {
      if (!apis.has('bedrock-converse')) {
        onResolve({ filter: /^@smithy\/core\/event-streams$/ }, () => ({ path: 'none', namespace: 'event-streams' }));
        onLoad({ filter: /.*/, namespace: 'event-streams' }, () => ({ contents: NO_EVENT_STREAMS }));
      }
      for (const api of APIS.filter((one) => !apis.has(one))) {
        onLoad({ filter: new RegExp(`/lib/providers/${api}\\.ts$`) }, () => ({
          contents: `throw new Error('The dialect ${api} is not in this bundle: no target of its config speaks it.');`,
        }));
      }
    },
  };
}
