// The rooms of the design and the arrows between them. A new room or a new arrow is a decision: make it here.
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const ROOMS: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  config: ['domain'],
  providers: ['domain'],
  race: ['domain', 'providers'],
  fleet: ['domain'],
  stats: ['domain'],
  simulate: ['domain', 'stats'],
  results: ['domain', 'stats', 'names'],
  names: ['domain'],
  metrics: ['domain'],
  board: ['domain', 'stats', 'results'],
  page: ['board', 'domain', 'stats'],
  cost: ['domain', 'config', 'names', 'metrics'],
  infra: ['domain', 'config', 'names', 'metrics', 'results', 'board'],
  cloud: ['domain', 'config', 'names', 'providers', 'race', 'fleet', 'stats', 'results', 'metrics', 'board'],
  operator: ['domain', 'config', 'names', 'metrics', 'results', 'board'],
  local: ['domain', 'names', 'config', 'providers', 'race', 'fleet', 'stats', 'results', 'metrics', 'board', 'page'],
};
const MAX_ENTRY_LINES = 60;
const DRAWER = /^(?:utils?|helpers?|common)$/;

interface Source {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

interface Import {
  readonly specifier: string;
  readonly typesOnly: boolean;
}

function importsOf(text: string): readonly Import[] {
  const statements = /^\s*(?:import|export)\s+(type\s)?(?:[\w*{][^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
  const calls = /\bimport\(\s*['"]([^'"]+)['"]/g;
  return [
    ...Array.from(text.matchAll(statements), ([, type, specifier = '']) => ({
      specifier,
      typesOnly: type !== undefined,
    })),
    ...Array.from(text.matchAll(calls), ([, specifier = '']) => ({ specifier, typesOnly: false })),
  ];
}

/** What is wrong with a file, in words; empty if nothing is. */
function violationsOf(source: Source): readonly string[] {
  const imports = importsOf(source.text);
  return [
    ...drawers(source.path),
    ...(/^(?:bin|lambdas)\//.test(source.path) ? tooLong(source) : []),
    ...imports.flatMap((each) => wrongImport(source.path, each)),
  ].map((violation) => `${source.path}: ${violation}`);
}

function drawers(path: string): readonly string[] {
  const names = path.split('/').map((name) => name.replace(/\..*$/, ''));
  return names.filter((name) => DRAWER.test(name)).map((name) => `"${name}" says nothing of its subject`);
}

function tooLong({ text }: Source): readonly string[] {
  const lines = text.trimEnd().split('\n').length;
  return lines > MAX_ENTRY_LINES
    ? [`${lines} lines; an entry point is composition only, ${MAX_ENTRY_LINES} at most`]
    : [];
}

function wrongImport(path: string, { specifier, typesOnly }: Import): readonly string[] {
  const from = roomOf(path);
  if (from !== null && ROOMS[from] === undefined) return [`room ${from} is not in the table of this test`];
  if (!specifier.startsWith('.')) return wrongPackage(from, specifier);
  const to = posix.join(posix.dirname(path), specifier);
  const toRoom = roomOf(to);
  if (from === null || from === toRoom) return [];
  if (toRoom === null) return [`imports ${specifier}: a room imports rooms only`];
  if (!ROOMS[from]?.includes(toRoom)) return [`imports ${specifier}: ${from} must not know ${toRoom}`];
  // what is pure runs anywhere; the board is made of Node, and is there when the page is read
  const isOfBoard = from === 'page' && toRoom === 'board';
  return isOfBoard && !typesOnly ? [`imports ${specifier}: the browser takes types of board only`] : [];
}

function wrongPackage(from: string | null, specifier: string): readonly string[] {
  if (from === 'domain') return [`imports ${specifier}: domain imports neither Node nor packages`];
  const isCdk = /^(?:aws-cdk-lib|constructs|cdk-nag)(?:\/|$)/.test(specifier);
  return isCdk && from !== 'infra' ? [`imports ${specifier}: only lib/infra may`] : [];
}

function roomOf(path: string): string | null {
  return /^lib\/([^/]+)\//.exec(path)?.[1] ?? null;
}

async function sourcesUnder(folder: string): Promise<readonly Source[]> {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(?:ts|mts|js|mjs)$/.test(entry.name))
    .map((entry) => posix.join(entry.parentPath.slice(ROOT.length + 1).replaceAll('\\', '/'), entry.name));
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(ROOT, path), 'utf8') })));
}

describe('the rooms', () => {
  it('import only what the design allows', async () => {
    const sources = (await Promise.all(['lib', 'bin', 'lambdas', 'bench'].map(sourcesUnder))).flat();

    expect(sources.length).toBeGreaterThan(50);
    expect(sources.flatMap(violationsOf)).toEqual([]);
  });

  it('hold no drawer for everything, in the tests neither', async () => {
    expect((await sourcesUnder('test')).flatMap(({ path }) => drawers(path))).toEqual([]);
  });
});

describe('the walk finds', () => {
  it.each([
    ['a wrong arrow', 'lib/stats/a.ts', "import { x } from '../results/series.ts';", 'stats must not know results'],
    ['a wrong arrow for types', 'lib/race/a.ts', "import type { x } from '../board/x.ts';", 'race must not know board'],
    ['a wrong re-export', 'lib/fleet/a.ts', "export * from '../race/x.ts';", 'fleet must not know race'],
    ['a wrong import over lines', 'lib/config/a.ts', "import {\n  x,\n} from '../providers/x.ts';", 'must not know'],
    ['a wrong lazy import', 'lib/metrics/a.ts', "const x = await import('../local/x.ts');", 'must not know local'],
    ['a wrong bare import', 'lib/metrics/a.ts', "import '../local/x.ts';", 'must not know local'],
    ['infra in the local world', 'lib/local/a.ts', "import { x } from '../infra/x.ts';", 'must not know infra'],
    ['a room that imports an entry point', 'lib/race/a.ts', "import { x } from '../../bin/x.ts';", 'rooms only'],
    ['Node in the domain', 'lib/domain/a.ts', "import { join } from 'node:path';", 'neither Node nor packages'],
    ['a package in the domain', 'lib/domain/a.ts', "import type { z } from 'zod';", 'neither Node nor packages'],
    ['CDK outside infra', 'bin/a.ts', "import { App } from 'aws-cdk-lib';", 'only lib/infra may'],
    ['board code in the browser', 'lib/page/a.ts', "import { x } from '../board/x.ts';", 'types of board only'],
    ['an unknown room', 'lib/stuff/a.ts', "import { x } from '../domain/x.ts';", 'not in the table'],
    ['a drawer', 'lib/race/utils.ts', '', 'says nothing of its subject'],
    ['a drawer folder', 'lib/race/helpers/x.ts', '', 'says nothing of its subject'],
    ['a long entry point', 'lambdas/a.ts', 'x;\n'.repeat(61), '61 lines'],
  ])('%s', (_, path, text, message) => {
    expect(violationsOf({ path, text }).join()).toContain(message);
  });

  it.each([
    ['lib/results/a.ts', "import type { x } from '../stats/x.ts';\nimport { y } from '../domain/y.ts';"],
    ['lib/page/a.ts', "import type { x } from '../board/x.ts';\nimport { y } from '../stats/y.ts';"],
    ['lib/infra/a.ts', "import { App } from 'aws-cdk-lib';"],
    ['bin/a.ts', "import { x } from '../lib/fleet/x.ts';\n".repeat(60)],
    ['lib/race/a.ts', "import { readFile } from 'node:fs/promises';\nimport OpenAI from 'openai';"],
  ])('nothing wrong in %s', (path, text) => {
    expect(violationsOf({ path, text })).toEqual([]);
  });
});
