// Measures one filled folder in a process of its own, so that its peak memory is its own: node measure.ts FOLDER TARGETS ROUNDS
// Everything is in it that a monitor has beside the race: the embedded engine, the store, the figures, and `publish`.

import { type ColumnsByRegion, type GatherRequest, viewsOf } from '../../lib/board/gather.ts';
import type { ViewInput } from '../../lib/board/input.ts';
import { openDataDir } from '../../lib/local/data-dir.ts';
import { openDatabase } from '../../lib/local/database.ts';
import { ensureTable } from '../../lib/results/ensure-table.ts';
import { refreshBlocks } from '../../lib/results/refresh.ts';
import { createRoundStore } from '../../lib/results/round-store.ts';
import { createSeriesCache, type SeriesCache } from '../../lib/results/series-cache.ts';
import { readSeries } from '../../lib/results/series-reader.ts';
import { TABLE_NAME } from '../../lib/results/table.ts';
import { median } from '../figures.ts';
import { EVERY_MS, madeUpRound, NOW_MS, REGIONS, targetNames, WORKLOAD } from './scene.ts';

/** What one publication took, ms. */
export interface Lap {
  readonly refreshMs: number;
  readonly readMs: number;
  readonly figuresMs: number;
  /** The documents: 0 while none are made. */
  readonly publishMs: number;
  readonly totalMs: number;
}

export interface Measured {
  /** From an empty cache, all blocks read. */
  readonly rebuild: Lap;
  /** Medians over the new rounds. */
  readonly afterOneRound: Lap;
  readonly storeRoundMs: number;
  readonly peakRssMb: number;
}

/** The board's part of a publication, handed in: documents from views. */
export type Publish = (views: readonly ViewInput[], columns: ColumnsByRegion, request: GatherRequest) => Promise<void>;

const publishNothing: Publish = async () => undefined;

async function measure(
  folder: string,
  targets: readonly string[],
  rounds: number,
  publish: Publish,
): Promise<Measured> {
  const database = await openDatabase({ dataDir: await openDataDir(folder), env: {} });
  const table = { client: database.client, name: TABLE_NAME };
  await ensureTable(table);
  let nowMs = NOW_MS;
  const store = createRoundStore(table, () => nowMs);

  async function lap(cache: SeriesCache): Promise<Lap> {
    const startMs = performance.now();
    await refreshBlocks(table, store, { workload: WORKLOAD, regions: REGIONS, nowMs }, cache);
    const refreshedMs = performance.now();
    const read = REGIONS.map(async (region) => {
      return [region, await readSeries(table, { workload: WORKLOAD, region, targets, nowMs }, cache)] as const;
    });
    const columns = new Map(await Promise.all(read));
    const readMs = performance.now();
    const request = { workload: workloadOf(), regions: REGIONS, targets, nowMs };
    const views = viewsOf(columns, request);
    const figuresMs = performance.now();
    await publish(views, columns, request);
    const endMs = performance.now();
    return {
      refreshMs: refreshedMs - startMs,
      readMs: readMs - refreshedMs,
      figuresMs: figuresMs - readMs,
      publishMs: endMs - figuresMs,
      totalMs: endMs - startMs,
    };
  }

  const cache = createSeriesCache();
  const rebuild = await lap(cache);
  const laps: Lap[] = [];
  const storeMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    nowMs += EVERY_MS;
    const startMs = performance.now();
    for (const region of REGIONS) await store.finish(madeUpRound(targets, region, nowMs));
    storeMs.push((performance.now() - startMs) / REGIONS.length);
    laps.push(await lap(cache));
  }
  await database.close();
  const middle = (figure: keyof Lap) => median(laps.map((each) => each[figure]));
  return {
    rebuild,
    afterOneRound: {
      refreshMs: middle('refreshMs'),
      readMs: middle('readMs'),
      figuresMs: middle('figuresMs'),
      publishMs: middle('publishMs'),
      totalMs: middle('totalMs'),
    },
    storeRoundMs: median(storeMs),
    peakRssMb: process.resourceUsage().maxRSS / 1_024,
  };
}

function workloadOf(): GatherRequest['workload'] {
  return {
    name: WORKLOAD,
    everyMs: EVERY_MS,
    gunDelayMs: 0,
    prompts: ['-'],
    inputTokens: null,
    maxOutputTokens: 128,
    temperature: 0,
  };
}

const [folder, targetCount, rounds] = process.argv.slice(2) as [string, string, string];
const measured = await measure(folder, targetNames(Number(targetCount)), Number(rounds), publishNothing);
process.stdout.write(`${JSON.stringify(measured)}\n`);
