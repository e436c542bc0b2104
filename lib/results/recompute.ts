// Blocks made anew from their rounds, and written where they differ from what is stored.
import pLimit from 'p-limit';
import type { SeriesColumns } from '../domain/series.ts';
import type { Block } from './block-item.ts';
import { hourBlocks, hourBlocksAt, type TimeRange, writeDayBlocks, writeHourBlocks } from './block-store.ts';
import { columnsByTarget, joinColumns, sameColumns } from './columns.ts';
import type { Table } from './document-client.ts';
import { openRounds } from './open-rounds.ts';
import type { RoundStore } from './round-store.ts';
import { cachedSeries, pruneSeries, type SeriesCache } from './series-cache.ts';
import { dayOf, hourOf, ROUND_TTL_MS } from './table.ts';

const DAY_MS = 24 * 3_600_000;
const READS_AT_ONCE = 8;

export interface RefreshReport {
  roundsRead: number;
  /** Claims among the rounds listed that nobody has finished: under way, or lost in a crash. */
  unfinished: number;
  hourBlocksWritten: number;
  dayBlocksWritten: number;
  hoursReopened: number;
}

/** One region under one workload, and what its refresh works with. */
export interface RegionContext {
  readonly table: Table;
  readonly store: RoundStore;
  readonly cache: SeriesCache;
  readonly workload: string;
  readonly region: string;
  readonly nowMs: number;
  /** Hours with a late marker: what was read of them before does not count. */
  readonly lateHours: ReadonlySet<number>;
  readonly report: RefreshReport;
}

/**
 * Recomputes the hour blocks of a range of whole hours; those that begin before `freezeBeforeMs` are marked frozen.
 * @returns the targets in the rounds of the range
 */
export async function recomputeHours(
  context: RegionContext,
  range: TimeRange,
  freezeBeforeMs: number,
): Promise<Set<string>> {
  const blocks: Block[] = [];
  const byHour = Map.groupBy(await openRounds(context, range, freezeBeforeMs), ({ slot }) => hourOf(slot * 1_000));
  for (const [hourMs, rounds] of byHour) {
    for (const [target, columns] of columnsByTarget(rounds)) {
      blocks.push({ series: seriesOf(context, target), startMs: hourMs, columns, frozen: hourMs < freezeBeforeMs });
    }
  }
  const changed = await onlyChanged(context, blocks);
  await writeHourBlocks(context.table, changed);
  for (const block of changed) cachedSeries(context.cache, block.series).hours.set(block.startMs, block);
  context.report.hourBlocksWritten += changed.length;
  return new Set(blocks.map(({ series }) => series.target));
}

/** Builds the day blocks of some targets from their hour blocks. */
export async function rebuildDay(context: RegionContext, dayMs: number, targets: ReadonlySet<string>): Promise<void> {
  const { table, cache, nowMs, report } = context;
  const limit = pLimit(READS_AT_ONCE);
  const days = await Promise.all(
    Array.from(targets, (target) =>
      limit(async () => {
        const series = seriesOf(context, target);
        const hours = await hourBlocks(table, series, { fromMs: dayMs, toMs: dayMs + DAY_MS }, nowMs);
        return { series, startMs: dayMs, columns: joinColumns(hours.map(({ columns }) => columns)) };
      }),
    ),
  );
  await writeDayBlocks(table, days);
  for (const { series, columns } of days) {
    const entry = cachedSeries(cache, series);
    entry.days.set(dayMs, columns);
    pruneSeries(entry, nowMs - ROUND_TTL_MS, dayOf);
  }
  report.dayBlocksWritten += days.length;
}

function seriesOf({ workload, region }: RegionContext, target: string) {
  return { workload, region, target };
}

async function onlyChanged(context: RegionContext, blocks: readonly Block[]): Promise<Block[]> {
  const stored = new Map<string, { readonly columns: SeriesColumns; readonly frozen: boolean }>();
  const idOf = ({ series, startMs }: Pick<Block, 'series' | 'startMs'>) => `${startMs}#${series.target}`;
  const unknown: Block[] = [];
  for (const block of blocks) {
    const known = cachedSeries(context.cache, block.series).hours.get(block.startMs);
    if (known) stored.set(idOf(block), known);
    else unknown.push(block);
  }
  const wanted = unknown.map(({ series, startMs }) => ({ series, hourMs: startMs }));
  for (const block of await hourBlocksAt(context.table, wanted)) stored.set(idOf(block), block);
  return blocks.filter((block) => {
    const before = stored.get(idOf(block));
    return !before || before.frozen !== block.frozen || !sameColumns(before.columns, block.columns);
  });
}
