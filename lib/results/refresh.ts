// Brings the blocks up to date with the rounds. Blocks are never counted up, always recomputed from all rounds of their hour:
//
//   hours:   … frozen … frozen │ open (recomputed at each refresh) ......... now │
//                              └ min(progress, 3 h ago); an hour behind it is re-opened by a late marker only
//   days:    built from their 24 hour blocks once all of them are frozen; again when a late marker changed one
//
// Everything is idempotent and in an order that a crash cannot hurt: hours, days, progress, and the late markers last.
import type { Table } from './document-client.ts';
import { clearLate, type LateMarker, lateMarkers } from './late-markers.ts';
import { readProgress, writeProgress } from './progress.ts';
import { type RefreshReport, type RegionContext, rebuildDay, recomputeHours } from './recompute.ts';
import { FREEZE_AFTER_MS, type RoundStore } from './round-store.ts';
import { createSeriesCache, type SeriesCache } from './series-cache.ts';
import { dayOf, hourOf, ROUND_TTL_MS } from './table.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export type { RefreshReport } from './recompute.ts';

export interface RefreshRequest {
  readonly workload: string;
  readonly regions: readonly string[];
  readonly nowMs: number;
  /**
   * How long a write in one region may take until it is seen here, ms; 0 where there is one table for all. A late marker may be
   * seen before the round that it stands for: it is taken away only once it is older than this.
   */
  readonly replicationMs?: number;
}

/**
 * Recomputes the open and the re-opened hours of some regions and writes the blocks that changed. Targets need not be named:
 * whatever the rounds hold gets blocks, and the blocks of targets that are raced no longer stay.
 * @param cache kept between calls, one new round costs one read; without, all rounds of the open hours are read
 */
export async function refreshBlocks(
  table: Table,
  store: RoundStore,
  { workload, regions, nowMs, replicationMs = 0 }: RefreshRequest,
  cache: SeriesCache = createSeriesCache(),
): Promise<RefreshReport> {
  const report: RefreshReport = {
    roundsRead: 0,
    unfinished: 0,
    hourBlocksWritten: 0,
    dayBlocksWritten: 0,
    hoursReopened: 0,
  };
  const markers = await lateMarkers(table, workload);
  // One after the other: the rounds of all at once would be the peak of a publisher's memory.
  for (const region of regions) {
    const late = markers.filter((marker) => marker.region === region);
    const lateHours = new Set(late.map(({ hourMs }) => hourMs));
    await refreshRegion({ table, store, cache, workload, region, nowMs, lateHours, report }, late);
    for (const marker of late) if (nowMs - marker.markedAtMs >= replicationMs) await clearLate(table, marker);
  }
  return report;
}

async function refreshRegion(context: RegionContext, late: readonly LateMarker[]): Promise<void> {
  const { table, workload, region, nowMs } = context;
  const progress = await readProgress(table, workload, region);
  // Rounds older than this may have begun to expire: an hour recomputed from what is left would lose samples.
  const oldestMs = hourOf(nowMs - ROUND_TTL_MS) + 2 * HOUR_MS;
  const freezeBeforeMs = hourOf(nowMs - FREEZE_AFTER_MS);
  // Without progress the first day may be cut by that, so that its day block could only get worse.
  const frozenBeforeMs = Math.max(progress?.frozenBeforeMs ?? 0, dayOf(oldestMs) + DAY_MS);
  // Where the clock was set back, the last hours by the new clock are recomputed though they count as frozen.
  const openFromMs = Math.min(frozenBeforeMs, freezeBeforeMs);

  const reopened = late.map(({ hourMs }) => hourMs).filter((hourMs) => hourMs >= oldestMs && hourMs < openFromMs);
  const joined = await reopen(context, reopened, frozenBeforeMs);
  const roster = new Set([...(progress?.roster ?? []), ...joined]);
  await advance(context, { openFromMs, freezeBeforeMs, frozenBeforeMs, roster, savedRoster: progress?.roster ?? [] });
}

/**
 * Recomputes frozen hours, and their days where these are complete. All targets of the hour, not only those that changed: a
 * refresh that was cut off may have written the hour and not the day.
 * @returns the targets whose day is not complete yet
 */
async function reopen(context: RegionContext, hours: readonly number[], frozenBeforeMs: number): Promise<Set<string>> {
  const joined = new Set<string>();
  for (const hourMs of hours) {
    const range = { fromMs: hourMs, toMs: hourMs + HOUR_MS };
    const targets = await recomputeHours(context, range, Number.POSITIVE_INFINITY);
    const dayMs = dayOf(hourMs);
    if (dayMs + DAY_MS <= frozenBeforeMs) await rebuildDay(context, dayMs, targets);
    else for (const target of targets) joined.add(target);
    context.report.hoursReopened++;
  }
  return joined;
}

interface Advance {
  readonly openFromMs: number;
  /** Hours that begin before this are frozen from now on. */
  readonly freezeBeforeMs: number;
  /** ... and were until now. */
  readonly frozenBeforeMs: number;
  /** Targets with hour blocks in a day that has no day block yet. */
  readonly roster: ReadonlySet<string>;
  readonly savedRoster: readonly string[];
}

// Day by day, so that a publisher that was away for weeks needs the memory of one day, and keeps what it has done if it is stopped.
async function advance(context: RegionContext, { openFromMs, freezeBeforeMs, ...before }: Advance): Promise<void> {
  const { table, workload, region, nowMs } = context;
  const endMs = hourOf(nowMs) + HOUR_MS;
  let roster = new Set(before.roster);
  let saved = { frozenBeforeMs: before.frozenBeforeMs, targets: before.savedRoster.length };
  for (let fromMs = openFromMs; fromMs < endMs; fromMs = dayOf(fromMs) + DAY_MS) {
    const toMs = Math.min(endMs, dayOf(fromMs) + DAY_MS);
    const targets = await recomputeHours(context, { fromMs, toMs }, freezeBeforeMs);
    roster = new Set([...roster, ...targets]);
    if (freezeBeforeMs >= dayOf(fromMs) + DAY_MS) {
      await rebuildDay(context, dayOf(fromMs), roster);
      roster = new Set();
    }
    const frozenBeforeMs = Math.max(saved.frozenBeforeMs, Math.min(toMs, freezeBeforeMs));
    if (frozenBeforeMs !== saved.frozenBeforeMs || roster.size !== saved.targets) {
      await writeProgress(table, workload, region, { frozenBeforeMs, roster: [...roster] });
      saved = { frozenBeforeMs, targets: roster.size };
    }
  }
}
