// The columns of a series over the last days, put together from day blocks and from the hour blocks that no day holds yet.
import pLimit from 'p-limit';
import type { SeriesColumns, SeriesKey } from '../domain/series.ts';
import { dayBlocks, hourBlocks } from './block-store.ts';
import { joinColumns } from './columns.ts';
import type { Table } from './document-client.ts';
import { type CachedSeries, cachedSeries, createSeriesCache, pruneSeries, type SeriesCache } from './series-cache.ts';
import { dayOf } from './table.ts';

const DAY_MS = 24 * 3_600_000;
const READS_AT_ONCE = 4; // of each region; more gains little and costs memory

export interface SeriesQuery {
  readonly workload: string;
  readonly region: string;
  readonly targets: readonly string[];
  readonly nowMs: number;
  /** Whole UTC days before today that are read; 30 by default. */
  readonly days?: number;
}

/**
 * The columns of each target, empty for one without samples. Read after `refreshBlocks`, they hold every stored round.
 * @param cache kept between calls, it is filled and used; without, everything is read
 */
export async function readSeries(
  table: Table,
  query: SeriesQuery,
  cache: SeriesCache = createSeriesCache(),
): Promise<Map<string, SeriesColumns>> {
  const { workload, region, targets, nowMs, days = 30 } = query;
  const fromMs = dayOf(nowMs) - days * DAY_MS;
  const limit = pLimit(READS_AT_ONCE);
  const entries = await Promise.all(
    targets.map((target) =>
      limit(async () => [target, await load(table, { workload, region, target }, fromMs, nowMs, cache)] as const),
    ),
  );
  return new Map(entries.map(([target, entry]) => [target, assemble(entry)]));
}

async function load(
  table: Table,
  series: SeriesKey,
  fromMs: number,
  nowMs: number,
  cache: SeriesCache,
): Promise<CachedSeries> {
  const entry = cachedSeries(cache, series);
  if (!entry.loaded) {
    const toMs = dayOf(nowMs) + DAY_MS;
    const ofDays = await dayBlocks(table, series, { fromMs, toMs });
    for (const block of ofDays) entry.days.set(block.startMs, block.columns);
    // Days are written in order, so hours are wanted only after the last one.
    const lastDayMs = ofDays.at(-1)?.startMs;
    const hoursFromMs = lastDayMs === undefined ? fromMs : lastDayMs + DAY_MS;
    for (const block of await hourBlocks(table, series, { fromMs: hoursFromMs, toMs }, nowMs)) {
      entry.hours.set(block.startMs, block);
    }
    entry.loaded = true;
  }
  pruneSeries(entry, fromMs, dayOf);
  return entry;
}

function assemble({ days, hours }: CachedSeries): SeriesColumns {
  const pieces = [...days, ...Array.from(hours, ([startMs, { columns }]) => [startMs, columns] as const)];
  return joinColumns(pieces.sort(([a], [b]) => a - b).map(([, columns]) => columns));
}
