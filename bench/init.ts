// How long does a function take to load? Each bundle is imported in fresh processes; beside it, in the same run, an empty module
// (Node itself) and the same entry bundled the ordinary way: one file, nothing left out, every package whole.
//
//   npm run bench:init [-- --processes 10]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import Table from 'cli-table3';
import { build } from 'esbuild';
import { KNOWN_PRESETS } from '../bin/known-presets.ts';
import { loadConfig } from '../lib/config/load.ts';
import type { Config } from '../lib/domain/config.ts';
import { APIS } from '../lib/domain/target.ts';
import { bundleFunctions } from '../lib/infra/bundle.ts';
import { publisherFiles } from '../lib/local/publisher-files.ts';
import { PAGE_FILES } from '../lib/names/names.ts';
import { median } from './figures.ts';

const { values } = parseArgs({ options: { processes: { type: 'string' } } });
const PROCESSES = Number(values.processes ?? 10);
const ROOT = new URL('../', import.meta.url).pathname;
const BARS = { raceKb: 900, publisherKb: 500, entryMs: 60 };
// Loaded only after the streams.
const TOKENIZER = /o200k_base-\w+\.mjs$/;
// As Lambda sets them; no address is called.
const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  PHOTOFINISH_UNSAVED_QUEUE_URL: 'http://127.0.0.1:9/q',
  PHOTOFINISH_DEAD_LETTER_QUEUE_URL: 'http://127.0.0.1:9/d',
  PHOTOFINISH_WATCH_REGION: 'eu-west-1',
  PHOTOFINISH_BOARD_BUCKET: 'bench',
  PHOTOFINISH_ALARM_TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:bench',
  PHOTOFINISH_PAGE_URL: 'https://board.example.test/',
};
const MEASURE = `
const [cpu, t] = [process.cpuUsage(), performance.now()];
await import(process.argv[1]);
const used = process.cpuUsage(cpu);
process.stdout.write(JSON.stringify({ ms: performance.now() - t, cpuMs: (used.user + used.system) / 1e3 }));
process.exit();`;

interface Loaded {
  readonly ms: number;
  readonly cpuMs: number;
}

function load(entry: string): Loaded {
  const args = ['--input-type=module', '-e', MEASURE, entry];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', env: ENVIRONMENT })) as Loaded;
}

// One after the other in turns, so that a noisy moment strikes all of them.
function loadAll(entries: readonly string[]): readonly Loaded[] {
  const runs = entries.map((): Loaded[] => []);
  for (let process = 0; process < PROCESSES; process++) {
    for (const [index, entry] of entries.entries()) runs[index]?.push(load(entry));
  }
  return runs.map((list) => ({ ms: median(list.map(({ ms }) => ms)), cpuMs: median(list.map(({ cpuMs }) => cpuMs)) }));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => join(folder, name));
}

/** The entry and all that it imports at once; what is imported only later is left out. */
function startKb(folder: string): number {
  const seen = new Set<string>();
  const walk = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*"(\.[^"]+\.mjs)"/g)) {
      walk(join(dirname(file), path));
    }
  };
  walk(join(folder, 'index.mjs'));
  return Array.from(seen).reduce((sum, file) => sum + statSync(file).size, 0) / 1_024;
}

async function ordinary(name: string, folder: string): Promise<string> {
  const outfile = join(folder, `ordinary-${name}`, 'index.mjs');
  const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  await build({
    ...{ absWorkingDir: ROOT, entryPoints: [`lambdas/${name}.ts`], outfile, bundle: true, minify: true },
    ...{ format: 'esm', platform: 'node', target: 'node24', banner: { js: banner }, logLevel: 'error' },
  });
  writeFileSync(join(outfile, '../config.json'), '{}');
  for (const file of Object.values(PAGE_FILES)) writeFileSync(join(outfile, '..', file), '{}');
  return outfile;
}

// The config decides which SDKs are in the bundle: here it asks for all of them.
async function everyDialect(config: Config, folder: string) {
  const [like] = config.targets;
  if (like === undefined) throw new Error('a config has targets');
  const targets = APIS.map((api) => ({ ...like, id: `bench/${api}`, api }));
  const { race } = await bundleFunctions({ ...config, targets }, await publisherFiles(config), join(folder, 'every'));
  const files = filesIn(race).filter((file) => !TOKENIZER.test(file));
  return { what: 'race, every dialect', entry: join(race, 'index.mjs'), files };
}

const folder = mkdtempSync(join(tmpdir(), 'photofinish-init-'));
try {
  const config = loadConfig(join(ROOT, 'config/photofinish.yaml'), { presets: KNOWN_PRESETS });
  const bundles = await bundleFunctions(config, await publisherFiles(config), join(folder, 'ours'));
  const names = Object.keys(bundles) as (keyof typeof bundles)[];
  const empty = join(folder, 'empty.mjs');
  writeFileSync(empty, '');
  const rows = [{ what: 'empty module', entry: empty, files: [empty] }];
  for (const name of names) {
    const own = filesIn(bundles[name]);
    rows.push({
      what: name,
      entry: join(bundles[name], 'index.mjs'),
      files: own.filter((file) => !TOKENIZER.test(file)),
    });
    if (name === 'race') rows.push(await everyDialect(config, folder));
    const one = await ordinary(name, folder);
    rows.push({ what: `${name}, the ordinary way`, entry: one, files: [one] });
  }
  const loaded = loadAll(rows.map(({ entry }) => entry));
  const head = ['function', 'KB', 'gzip KB', 'entry KB', 'load ms (median)', 'CPU ms (median)'];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  const kb = (bytes: number) => (bytes / 1_024).toFixed(0);
  const sizes = new Map<string, number>();
  for (const [index, { what, entry, files }] of rows.entries()) {
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    const zipped = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
    const { ms, cpuMs } = loaded[index] ?? { ms: Number.NaN, cpuMs: Number.NaN };
    sizes.set(what, bytes / 1_024);
    table.push([what, kb(bytes), kb(zipped), kb(statSync(entry).size), ms.toFixed(1), cpuMs.toFixed(1)]);
  }
  process.stdout.write(`${PROCESSES} fresh processes each, Node ${process.version}\n${table.toString()}\n`);
  const raceMs = loaded[rows.findIndex(({ what }) => what === 'race')]?.ms ?? Number.NaN;
  const bars = [
    ['race bundle', sizes.get('race') ?? Number.NaN, BARS.raceKb, 'KB'],
    ['publisher, what it loads at its start', startKb(bundles.publisher), BARS.publisherKb, 'KB'],
    ['race entry loads in', raceMs, BARS.entryMs, 'ms'],
  ] as const;
  for (const [what, value, bar, unit] of bars) {
    const verdict = value <= bar ? 'reached' : 'NOT reached';
    process.stdout.write(`${what}: ${value.toFixed(0)} ${unit} (bar: ${bar} ${unit}) ${verdict}\n`);
  }
  process.stdout.write(
    'The race bundle is counted without the tokenizer, which loads after the streams; the publisher without the client for mails.\n',
  );
} finally {
  rmSync(folder, { recursive: true });
}
