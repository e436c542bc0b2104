// What a long-living publisher keeps between two publications, so that one new round costs one new round.
// It is right only while its holder is the only one that writes blocks: who loses the lease starts with a new one.
// Bounded: 15 bytes a sample over the days that are read (20 MB for 50 targets, 3 regions, 30 days of 5-minute rounds).
import type { SeriesColumns, SeriesKey } from '../domain/series.ts';
import { NO_COLUMNS, type RoundRows } from './columns.ts';

export interface CachedSeries {
  /** True once all the days of the reader have been loaded, so that nothing else is in the table. */
  loaded: boolean;
  /** Views of `joined`, once the reader has put them there. */
  readonly days: Map<number, SeriesColumns>;
  readonly hours: Map<number, { readonly columns: SeriesColumns; readonly frozen: boolean }>;
  /** What the reader returns a part of: the days, then the hours, with some room. Overwritten by each reading. */
  joined: SeriesColumns;
}

export interface CachedRounds {
  /** Finished rounds of the hours still open, by instant and shard. A finished round never changes. */
  readonly rows: Map<string, RoundRows>;
  /** By UTC day: from which instant on its rounds were listed, and when. */
  readonly listings: Map<number, { readonly fromMs: number; readonly atMs: number }>;
}

export interface SeriesCache {
  /** By `workload#region#target`. */
  readonly series: Map<string, CachedSeries>;
  /** By `workload#region`. */
  readonly rounds: Map<string, CachedRounds>;
}

export function createSeriesCache(): SeriesCache {
  return { series: new Map(), rounds: new Map() };
}

/** The entry of a series, made if it is missing. */
export function cachedSeries(cache: SeriesCache, key: SeriesKey): CachedSeries {
  const id = `${key.workload}#${key.region}#${key.target}`;
  const known = cache.series.get(id);
  if (known) return known;
  const fresh: CachedSeries = { loaded: false, days: new Map(), hours: new Map(), joined: NO_COLUMNS };
  cache.series.set(id, fresh);
  return fresh;
}

/** The kept rounds of a region, made if missing. */
export function cachedRounds(cache: SeriesCache, workload: string, region: string): CachedRounds {
  const id = `${workload}#${region}`;
  const known = cache.rounds.get(id);
  if (known) return known;
  const fresh: CachedRounds = { rows: new Map(), listings: new Map() };
  cache.rounds.set(id, fresh);
  return fresh;
}

/** Drops what lies before an instant, and hours whose day is known as a whole. */
export function pruneSeries(entry: CachedSeries, fromMs: number, dayOf: (atMs: number) => number): void {
  for (const dayMs of entry.days.keys()) if (dayMs < fromMs) entry.days.delete(dayMs);
  for (const hourMs of entry.hours.keys()) {
    if (hourMs < fromMs || entry.days.has(dayOf(hourMs))) entry.hours.delete(hourMs);
  }
}
