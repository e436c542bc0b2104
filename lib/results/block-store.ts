// Reading and writing blocks.
import type { SeriesKey } from '../domain/series.ts';
import { isoSeconds } from '../domain/time.ts';
import { type Block, blockFromDayItem, blockFromHourItem, dayBlockItem, hourBlockItem } from './block-item.ts';
import type { Table } from './document-client.ts';
import { getAll, type Item, putAll, queryAll } from './query.ts';
import { dayPartition, hourBlockKey, hourPartition, isoDay } from './table.ts';

/** Half-open range of instants, epoch ms. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

export async function writeHourBlocks(table: Table, blocks: readonly Block[]): Promise<void> {
  await putAll(table, blocks.map(hourBlockItem));
}

export async function writeDayBlocks(table: Table, blocks: readonly Omit<Block, 'frozen'>[]): Promise<void> {
  await putAll(table, blocks.map(dayBlockItem));
}

/** The hour blocks of several series at given hours; those that do not exist are missing. */
export async function hourBlocksAt(
  table: Table,
  wanted: readonly { readonly series: SeriesKey; readonly hourMs: number }[],
): Promise<Block[]> {
  const items = await getAll(
    table,
    wanted.map(({ series, hourMs }) => hourBlockKey(series, hourMs)),
  );
  return items.map(blockFromHourItem);
}

/** The hour blocks of a series that begin within a range, oldest first; expired ones are left out. */
export async function hourBlocks(table: Table, series: SeriesKey, range: TimeRange, nowMs: number): Promise<Block[]> {
  const blocks: Block[] = [];
  let monthMs = range.fromMs;
  while (monthMs < range.toMs) {
    const nextMonthMs = startOfNextMonth(monthMs);
    const lastMs = Math.min(range.toMs, nextMonthMs) - 1;
    const between = [isoSeconds(monthMs).slice(8, 13), isoSeconds(lastMs).slice(8, 13)] as const;
    for await (const item of queryAll(table, { partition: hourPartition(series, monthMs), between })) {
      if (isAlive(item, nowMs)) blocks.push(blockFromHourItem(item));
    }
    monthMs = nextMonthMs;
  }
  return blocks;
}

/** The day blocks of a series that begin within a range, oldest first. */
export async function dayBlocks(table: Table, series: SeriesKey, { fromMs, toMs }: TimeRange): Promise<Block[]> {
  const blocks: Block[] = [];
  const between = [isoDay(fromMs), isoDay(toMs - 1)] as const;
  for await (const item of queryAll(table, { partition: dayPartition(series), between }))
    blocks.push(blockFromDayItem(item));
  return blocks;
}

function startOfNextMonth(atMs: number): number {
  const at = new Date(atMs);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1);
}

function isAlive(item: Item, nowMs: number): boolean {
  return typeof item.expiresAt !== 'number' || item.expiresAt * 1_000 > nowMs;
}
