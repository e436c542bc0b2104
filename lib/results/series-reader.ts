// The columns of a series over the last days, put together from day blocks and from the hour blocks that no day holds yet.
import type { SeriesColumns, SeriesKey } from '../domain/series.ts';
import { dayBlocks, hourBlocks } from './block-store.ts';
import { emptyColumns, joinInto, lengthOf } from './columns.ts';
import type { Table } from './document-client.ts';
import { type CachedSeries, cachedSeries, createSeriesCache, pruneSeries, type SeriesCache } from './series-cache.ts';
import { dayOf } from './table.ts';

const DAY_MS = 24 * 3_600_000;
const HEADROOM = 1.05;

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
 * @param cache kept between calls, it is filled and used, and what was returned before is overwritten; without, everything is read
 */
export async function readSeries(
  table: Table,
  query: SeriesQuery,
  cache: SeriesCache = createSeriesCache(),
): Promise<Map<string, SeriesColumns>> {
  const { workload, region, targets, nowMs, days = 30 } = query;
  const fromMs = dayOf(nowMs) - days * DAY_MS;
  const columns = new Map<string, SeriesColumns>();
  // One after the other: side by side they gain little, and a rebuild would need half as much memory again.
  for (const target of targets) {
    columns.set(target, assemble(await load(table, { workload, region, target }, fromMs, nowMs, cache)));
  }
  return columns;
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

function assemble(entry: CachedSeries): SeriesColumns {
  const hours = Array.from(entry.hours, ([startMs, { columns }]) => [startMs, columns] as const);
  const pieces = [...entry.days, ...hours].sort(([a], [b]) => a - b).map(([, columns]) => columns);
  const length = lengthOf(pieces);
  if (entry.joined.slots.length < length) entry.joined = emptyColumns(Math.ceil(length * HEADROOM));
  return joinInto(entry.joined, pieces);
}
