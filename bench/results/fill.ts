// Fills a data folder: blocks for the past, rounds for the hours still open. Run as a child: node fill.ts FOLDER TARGETS DAYS
import { openDataDir } from '../../lib/local/data-dir.ts';
import { openDatabase } from '../../lib/local/database.ts';
import { writeDayBlocks, writeHourBlocks } from '../../lib/results/block-store.ts';
import { ensureTable } from '../../lib/results/ensure-table.ts';
import { writeProgress } from '../../lib/results/progress.ts';
import { createRoundStore } from '../../lib/results/round-store.ts';
import { dayOf, TABLE_NAME } from '../../lib/results/table.ts';
import {
  DAY_MS,
  EVERY_MS,
  HOUR_MS,
  madeUpColumns,
  madeUpRound,
  NOW_MS,
  REGIONS,
  targetNames,
  WORKLOAD,
} from './scene.ts';

const [folder, targetCount, days] = process.argv.slice(2) as [string, string, string];
const targets = targetNames(Number(targetCount));
const database = await openDatabase({ dataDir: await openDataDir(folder), env: {} });
const table = { client: database.client, name: TABLE_NAME };
await ensureTable(table);
const store = createRoundStore(table, () => NOW_MS);
const todayMs = dayOf(NOW_MS);
const frozenBeforeMs = NOW_MS - 3 * HOUR_MS;

for (const region of REGIONS) {
  for (const [index, target] of targets.entries()) {
    const series = { workload: WORKLOAD, region, target };
    const dayStarts = Array.from({ length: Number(days) }, (_, day) => todayMs - (day + 1) * DAY_MS);
    await writeDayBlocks(
      table,
      dayStarts.map((startMs) => ({ series, startMs, columns: madeUpColumns(index, startMs, startMs + DAY_MS) })),
    );
    const hourStarts = Array.from(
      { length: (frozenBeforeMs - todayMs) / HOUR_MS },
      (_, hour) => todayMs + hour * HOUR_MS,
    );
    await writeHourBlocks(
      table,
      hourStarts.map((startMs) => ({
        series,
        startMs,
        columns: madeUpColumns(index, startMs, startMs + HOUR_MS),
        frozen: true,
      })),
    );
  }
  await writeProgress(table, WORKLOAD, region, { frozenBeforeMs, roster: targets });
  for (let atMs = frozenBeforeMs; atMs <= NOW_MS; atMs += EVERY_MS)
    await store.finish(madeUpRound(targets, region, atMs));
}
await database.close();
