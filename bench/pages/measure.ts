// Makes all pages and documents again and again in a process of its own, so that its memory is its own. Run as a child:
// node measure.ts FOLDER SETUP, where the folder holds the figures and the browser's part, made beforehand.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { detailDocuments } from '../../lib/board/detail/detail-documents.ts';
import type { DetailInput } from '../../lib/board/detail/detail-input.ts';
import { type BoardDocument, liveDocuments } from '../../lib/board/documents.ts';
import type { BoardInput, PageAssets, ViewInput } from '../../lib/board/input.ts';
import { roundsPath, seriesPath, targetFolder } from '../../lib/board/paths.ts';
import { DEFAULT_PAGE } from '../../lib/domain/config.ts';
import { readCardAsset } from '../../lib/local/card-assets.ts';
import { collectGarbage } from '../../lib/race/garbage.ts';
import { type Field, fieldOf } from '../scale/scene.ts';
import { recentOf } from './recent.ts';
import { columnsOf, NOW_MS, requestsOf } from './scene.ts';

export interface Setup {
  readonly targets: number;
  readonly regions: number;
  readonly everyMs: number;
  readonly runs: number;
}

export interface Kind {
  readonly files: number;
  readonly bytes: number;
}

interface Run {
  readonly liveMs: number;
  readonly detailsMs: number;
  /** CPU time of both together, collecting garbage included, ms: on a busy machine it says more. */
  readonly cpuMs: number;
}

export interface Measured {
  readonly runs: readonly Run[];
  /** The process before the first run, with all columns and figures in memory. */
  readonly rssBeforeMb: number;
  readonly peakRssMb: number;
  /** Heap and array buffers, looked at after each part. */
  readonly peakHeapMb: number;
  readonly kinds: Readonly<Record<string, Kind>>;
  /** Bytes after gzip -9. */
  readonly gzipped: Readonly<Record<string, number>>;
}

const MB = 1_048_576;
const SITE_URL = 'https://board.example.com/';

function boardOf(field: Field, folder: string): BoardInput {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return {
    ...{ name: 'bench', workloads: [field.workload], regions: field.regions, targets: field.targets, notRacing: [] },
    ...{ generatedAtMs: NOW_MS, runId: 'bench', latestRounds: [], incidents: [] },
    ...{ siteUrl: SITE_URL, page: DEFAULT_PAGE },
    views: read('views.json') as ViewInput[],
    assets: read('assets.json') as PageAssets,
  };
}

interface Parts extends Pick<DetailInput, 'columns' | 'recent' | 'requests'> {
  readonly board: BoardInput;
}

/** Hands out every document of a publication, those that are made once in a while too. @returns how long each half took */
async function publication(
  { board, ...parts }: Parts,
  take: (documents: readonly BoardDocument[]) => void,
): Promise<Run> {
  const startMs = performance.now();
  const cpuBefore = process.cpuUsage();
  const live = liveDocuments(board);
  take(live.documents);
  const liveMs = performance.now() - startMs;
  const { site, header, views } = live;
  const details = detailDocuments({ board, site, header, views, ...parts, readAsset: readCardAsset });
  for await (const documents of details) take(documents);
  const { user, system } = process.cpuUsage(cpuBefore);
  return { liveMs, detailsMs: performance.now() - startMs - liveMs, cpuMs: (user + system) / 1_000 };
}

async function measure(folder: string, { runs: runCount, ...deployment }: Setup): Promise<Measured> {
  const field = fieldOf(deployment);
  const columns = new Map([[field.workload.name, columnsOf(field)]]);
  const parts = { board: boardOf(field, folder), columns, recent: recentOf(field), requests: requestsOf(field) };
  collectGarbage();
  const rssBeforeMb = process.memoryUsage.rss() / MB;
  let peakHeapMb = 0;
  const runs: Run[] = [];
  for (let run = 0; run < runCount; run++) {
    const took = await publication(parts, (documents) => {
      for (const { body } of documents) Buffer.byteLength(body); // as every sink must, to write it
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      peakHeapMb = Math.max(peakHeapMb, (heapUsed + arrayBuffers) / MB);
    });
    runs.push(took);
  }
  const peakRssMb = process.resourceUsage().maxRSS / 1_024;
  return { runs, rssBeforeMb, peakRssMb, peakHeapMb, ...(await weighed(parts)) };
}

async function weighed(parts: Parts): Promise<Pick<Measured, 'kinds' | 'gzipped'>> {
  const kinds: Record<string, Kind> = {};
  const bodies = new Map<string, string | Uint8Array>();
  const shown = shownPaths(parts.board);
  const kept = new Set(Object.values(shown).flat());
  await publication(parts, (documents) => {
    for (const { path, body } of documents) {
      const { files, bytes } = kinds[kindOf(path)] ?? { files: 0, bytes: 0 };
      kinds[kindOf(path)] = { files: files + 1, bytes: bytes + Buffer.byteLength(body) };
      if (kept.has(path)) bodies.set(path, body);
    }
  });
  const sizeOf = (path: string) => {
    const body = bodies.get(path);
    return body === undefined ? Number.NaN : gzipSync(body, { level: 9 }).length;
  };
  const gzipped = Object.entries(shown).map(([name, paths]) => {
    return [name, paths.reduce((sum, path) => sum + sizeOf(path), 0)] as const;
  });
  return { kinds, gzipped: Object.fromEntries(gzipped) };
}

const FIRST_VIEW = 'first view: index.html, style.css, app.js, favicon.svg';

function shownPaths({ assets: { paths }, targets }: BoardInput): Readonly<Record<string, readonly string[]>> {
  const target = targets[0]?.id ?? '';
  return {
    [FIRST_VIEW]: ['index.html', paths['style.css'], paths['app.js'], 'favicon.svg'],
    "a target's page": [`${targetFolder(target)}index.html`],
    'its style and script': [paths['target.css'], paths['target.js']],
    'its history (series)': [seriesPath(target)],
    'its rounds of 7 days': [roundsPath(target)],
  };
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^t\//, "targets' pages"],
  [/^data\/v1\/series\//, 'data: series'],
  [/^data\/v1\/rounds\//, 'data: rounds'],
  [/^data\/v1\/view\//, 'data: views'],
  [/^data\/v1\/badge\//, 'data: badges'],
  [/^data\//, 'data: other'],
  [/^assets\//, 'assets'],
  [/\.html$/, 'other pages'],
];

function kindOf(path: string): string {
  return KINDS.find(([pattern]) => pattern.test(path))?.[1] ?? 'other';
}

const [folder, setup] = process.argv.slice(2) as [string, string];
process.stdout.write(JSON.stringify(await measure(folder, JSON.parse(setup) as Setup)));
