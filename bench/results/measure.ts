// Measures one filled folder in a process of its own, so that its peak memory is its own: node measure.ts FOLDER TARGETS ROUNDS
// Everything is in it that a monitor has beside the race: the embedded engine, the store, the figures, documents and files.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDetailCache } from '../../lib/board/detail-cache.ts';
import { folderSink } from '../../lib/board/folder-sink.ts';
import { type PublishReport, publishBoard } from '../../lib/board/publish.ts';
import { DEFAULT_PAGE } from '../../lib/domain/config.ts';
import type { Workload } from '../../lib/domain/workload.ts';
import { readCardAsset } from '../../lib/local/card-assets.ts';
import { openDataDir } from '../../lib/local/data-dir.ts';
import { openDatabase } from '../../lib/local/database.ts';
import { buildPageAssets } from '../../lib/local/page-assets.ts';
import { DETAILS_EVERY_MS } from '../../lib/names/timing.ts';
import { collectGarbage } from '../../lib/race/garbage.ts';
import { ensureTable } from '../../lib/results/ensure-table.ts';
import { createRoundStore } from '../../lib/results/round-store.ts';
import { createSeriesCache } from '../../lib/results/series-cache.ts';
import { TABLE_NAME } from '../../lib/results/table.ts';
import { median } from '../figures.ts';
import { benchTarget } from '../target.ts';
import { EVERY_MS, madeUpRound, NOW_MS, REGIONS, targetNames, WORKLOAD } from './scene.ts';

/** What one publication took, ms. */
export type Lap = Pick<PublishReport, 'refreshMs' | 'readMs' | 'figuresMs' | 'documentsMs' | 'writeMs'> & {
  readonly totalMs: number;
};

export interface Measured {
  /** From an empty cache: all blocks read, all figures made, all files written. */
  readonly rebuild: Lap;
  /** Medians over publications after one new round in one region. */
  readonly afterOneRound: Lap;
  /** The same after one new round in every region at once. */
  readonly afterAllRegions: Lap;
  readonly storeRoundMs: number;
  readonly peakRssMb: number;
  /** Of the resident memory at the end, what is only mapped from files: Node itself, and the database. 0 where Linux does not tell. */
  readonly mappedMb: number;
}

async function measure(folder: string, targets: readonly string[], rounds: number): Promise<Measured> {
  const database = await openDatabase({ dataDir: await openDataDir(folder), env: {} });
  const table = { client: database.client, name: TABLE_NAME };
  await ensureTable(table);
  let nowMs = NOW_MS;
  const store = createRoundStore(table, () => nowMs);
  const results = {
    table,
    store,
    cache: createSeriesCache(),
    figures: new Map(),
    watched: new Map(),
    details: createDetailCache(),
  };
  const site = mkdtempSync(join(tmpdir(), 'photofinish-site-'));
  const publication = {
    name: 'bench',
    workloads: [workload],
    regions: REGIONS,
    targets: targets.map((id) => benchTarget(id, 'http://127.0.0.1:9')),
    notRacing: [],
    assets: await buildPageAssets(),
    ...{ siteUrl: null, page: DEFAULT_PAGE },
    // as in AWS: made at the first publication, and then hourly
    details: { everyMs: DETAILS_EVERY_MS, readRequests: async () => [], readAsset: readCardAsset },
  };
  const storeMs: number[] = [];

  async function lap(): Promise<Lap> {
    // as every race does beforehand
    collectGarbage();
    const startMs = performance.now();
    const { report } = await publishBoard(
      results,
      { ...publication, generatedAtMs: nowMs, runId: String(nowMs) },
      folderSink(site),
    );
    return { ...report, totalMs: performance.now() - startMs };
  }
  async function lapAfter(regions: readonly string[]): Promise<Lap> {
    for (const region of regions) {
      const startMs = performance.now();
      await store.finish(madeUpRound(targets, region, nowMs));
      storeMs.push(performance.now() - startMs);
    }
    return lap();
  }

  const rebuild = await lap();
  const single: Lap[] = [];
  const all: Lap[] = [];
  for (let round = 0; round < rounds; round++) {
    nowMs += EVERY_MS;
    all.push(await lapAfter(REGIONS));
    nowMs += EVERY_MS;
    // the regions' rounds come one after the other, each followed by a publication
    await lapAfter(REGIONS.slice(0, 1));
    nowMs += 1_000;
    single.push(await lapAfter(REGIONS.slice(1, 2)));
    nowMs -= 1_000;
  }
  const mappedMb = mappedFilesMb();
  await database.close();
  rmSync(site, { recursive: true });
  return {
    rebuild,
    afterOneRound: medians(single),
    afterAllRegions: medians(all),
    storeRoundMs: median(storeMs),
    peakRssMb: process.resourceUsage().maxRSS / 1_024,
    mappedMb,
  };
}

function mappedFilesMb(): number {
  if (process.platform !== 'linux') return 0;
  const kilobytes = readFileSync('/proc/self/status', 'utf8').match(/^RssFile:\s+(\d+) kB$/m)?.[1];
  return Number(kilobytes ?? 0) / 1_024;
}

function medians(laps: readonly Lap[]): Lap {
  const middle = (figure: keyof Lap) => median(laps.map((each) => each[figure]));
  return {
    refreshMs: middle('refreshMs'),
    readMs: middle('readMs'),
    figuresMs: middle('figuresMs'),
    documentsMs: middle('documentsMs'),
    writeMs: middle('writeMs'),
    totalMs: middle('totalMs'),
  };
}

const workload: Workload = {
  name: WORKLOAD,
  everyMs: EVERY_MS,
  gunDelayMs: 0,
  prompts: ['-'],
  inputTokens: null,
  maxOutputTokens: 128,
  temperature: 0,
};

const [folder, targetCount, rounds] = process.argv.slice(2) as [string, string, string];
process.stdout.write(`${JSON.stringify(await measure(folder, targetNames(Number(targetCount)), Number(rounds)))}\n`);
