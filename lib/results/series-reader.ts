// The columns of a series over the last days, put together from day blocks and from the hour blocks that no day holds yet.
import pLimit from 'p-limit';
import type { SeriesColumns, SeriesKey } from '../domain/series.ts';
import { dayBlocks, hourBlocks } from './block-store.ts';
import { emptyColumns, lengthOf, partOf, putInto } from './columns.ts';
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
  /** Series that are read at the same time; by default 1: of an engine in the same process more would only cost memory. */
  readonly readsAtOnce?: number;
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
  const { workload, region, targets, nowMs, days = 30, readsAtOnce = 1 } = query;
  const fromMs = dayOf(nowMs) - days * DAY_MS;
  const limit = pLimit(readsAtOnce);
  const read = async (target: string) =>
    assemble(await load(table, { workload, region, target }, fromMs, nowMs, cache));
  const columns = await Promise.all(targets.map((target) => limit(read, target)));
  return new Map(targets.map((target, index) => [target, columns[index] as SeriesColumns]));
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

// The days change once a day, the hours with every round. So the days are joined once, and from then on are only views
// of that memory: kept apart, each would be seven small arrays, and all of them together twice as large.
function assemble(entry: CachedSeries): SeriesColumns {
  const days = ascending(entry.days);
  const hours = ascending(entry.hours).map(([startMs, { columns }]) => [startMs, columns] as const);
  const length = lengthOf(days) + lengthOf(hours);
  const { joined } = entry;
  if (joined.slots.length < length || !isBeginningOf(joined, days)) {
    entry.joined = emptyColumns(Math.ceil(length * HEADROOM));
    let at = 0;
    for (const [dayMs, columns] of days) {
      const from = at;
      at = putInto(entry.joined, columns, at);
      entry.days.set(dayMs, partOf(entry.joined, from, at));
    }
  }
  let at = lengthOf(days);
  for (const [, columns] of hours) at = putInto(entry.joined, columns, at);
  return partOf(entry.joined, 0, at);
}

function ascending<T>(pieces: ReadonlyMap<number, T>): (readonly [startMs: number, piece: T])[] {
  return [...pieces].sort(([a], [b]) => a - b);
}

function isBeginningOf(joined: SeriesColumns, days: readonly (readonly [number, SeriesColumns])[]): boolean {
  let at = 0;
  return days.every(([, { slots }]) => {
    const inPlace = slots.buffer === joined.slots.buffer && slots.byteOffset === at * slots.BYTES_PER_ELEMENT;
    at += slots.length;
    return inPlace;
  });
}
