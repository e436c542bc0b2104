// Brings the blocks up to date with the rounds. Blocks are never counted up, always recomputed from all rounds of their hour:
//
//   hours:   … frozen … frozen │ open (recomputed at each refresh) ......... now │
//                              └ min(progress, 3 h ago); an hour behind it re-opens by a late marker only
//   days:    built from their 24 hour blocks once all of them are frozen; again when a late marker changed one
//
// Everything is idempotent and in an order that a crash cannot hurt: hours, days, progress, and the late markers last.
import { isoSeconds } from '../domain/time.ts';
import type { Block } from './block-item.ts';
import { hourBlocks, hourBlocksAt, writeDayBlocks, writeHourBlocks } from './block-store.ts';
import { columnsByTarget, joinColumns, type RoundRows, rowsOf, sameColumns } from './columns.ts';
import type { Table } from './document-client.ts';
import { clearLate, type LateMarker, lateMarkers } from './late-markers.ts';
import { readProgress, writeProgress } from './progress.ts';
import { FREEZE_AFTER_MS, type RoundStore } from './round-store.ts';
import { cachedRounds, cachedSeries, createSeriesCache, type SeriesCache } from './series-cache.ts';
import { dayOf, hourOf, ROUND_TTL_MS } from './table.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface RefreshRequest {
  readonly workload: string;
  readonly regions: readonly string[];
  readonly nowMs: number;
}

export interface RefreshReport {
  readonly roundsRead: number;
  /** Claims of the open hours that nobody has finished: under way, or lost in a crash. */
  readonly unfinished: number;
  readonly hourBlocksWritten: number;
  readonly dayBlocksWritten: number;
  readonly hoursReopened: number;
}

/**
 * Recomputes the open and the re-opened hours of some regions and writes the blocks that changed.
 * @param cache kept between calls, one new round costs one read; without, all rounds of the open hours are read
 */
export async function refreshBlocks(
  table: Table,
  store: RoundStore,
  { workload, regions, nowMs }: RefreshRequest,
  cache: SeriesCache = createSeriesCache(),
): Promise<RefreshReport> {
  const markers = await lateMarkers(table, workload);
  const reports = await Promise.all(
    regions.map((region) => {
      const late = markers.filter((marker) => marker.region === region);
      return refreshRegion({ table, store, cache, workload, region, nowMs }, late);
    }),
  );
  const total = (count: (report: RefreshReport) => number) => reports.reduce((sum, report) => sum + count(report), 0);
  return {
    roundsRead: total((report) => report.roundsRead),
    unfinished: total((report) => report.unfinished),
    hourBlocksWritten: total((report) => report.hourBlocksWritten),
    dayBlocksWritten: total((report) => report.dayBlocksWritten),
    hoursReopened: total((report) => report.hoursReopened),
  };
}

interface Region {
  readonly table: Table;
  readonly store: RoundStore;
  readonly cache: SeriesCache;
  readonly workload: string;
  readonly region: string;
  readonly nowMs: number;
}

async function refreshRegion(context: Region, late: readonly LateMarker[]): Promise<RefreshReport> {
  const { table, workload, region, nowMs } = context;
  const progress = await readProgress(table, workload, region);
  // Rounds older than this may have begun to expire: an hour recomputed from what is left would lose samples.
  const oldestMs = hourOf(nowMs - ROUND_TTL_MS) + 2 * HOUR_MS;
  const freezeBeforeMs = hourOf(nowMs - FREEZE_AFTER_MS);
  const wasFrozenBeforeMs = Math.max(progress?.frozenBeforeMs ?? 0, oldestMs);
  // Where the clock was set back, the last hours by the new clock are recomputed though they count as frozen.
  const openFromMs = Math.min(wasFrozenBeforeMs, freezeBeforeMs);
  const frozenBeforeMs = Math.max(wasFrozenBeforeMs, freezeBeforeMs);

  const open = await openRounds(context, openFromMs, hourOf(nowMs) + HOUR_MS);
  const reopened = late.filter(({ hourMs }) => hourMs >= oldestMs && hourMs < openFromMs);
  const reopenedRounds = await Promise.all(reopened.map(({ hourMs }) => readHour(context, hourMs)));
  const changed: Block[] = [];
  for (const [hourMs, rounds] of byHour([...open.rounds, ...reopenedRounds.flat()])) {
    changed.push(...(await changedBlocks(context, hourMs, rounds, hourMs < freezeBeforeMs)));
  }
  await writeHourBlocks(table, changed);
  remember(context, changed);

  const roster = new Set([...(progress?.roster ?? []), ...changed.map(({ series }) => series.target)]);
  const days = await rebuildDays(context, changed, roster, { fromMs: wasFrozenBeforeMs, toMs: frozenBeforeMs });
  if (progress?.frozenBeforeMs !== frozenBeforeMs || roster.size !== progress.roster.length || days.complete) {
    const left = days.complete ? await targetsSince(context, dayOf(frozenBeforeMs), changed, roster) : [...roster];
    await writeProgress(table, workload, region, { frozenBeforeMs, roster: left });
  }
  for (const marker of late) await clearLate(table, marker);
  return {
    roundsRead: open.read + reopenedRounds.flat().length,
    unfinished: open.unfinished,
    hourBlocksWritten: changed.length,
    dayBlocksWritten: days.written,
    hoursReopened: reopened.length,
  };
}
