// Blocks made anew from their rounds, and written where they differ from what is stored.
import pLimit from 'p-limit';
import type { SeriesColumns } from '../domain/series.ts';
import { isoSeconds } from '../domain/time.ts';
import type { Block } from './block-item.ts';
import { hourBlocks, hourBlocksAt, type TimeRange, writeDayBlocks, writeHourBlocks } from './block-store.ts';
import { columnsByTarget, joinColumns, type RoundRows, rowsOf, sameColumns } from './columns.ts';
import type { Table } from './document-client.ts';
import type { RoundStore } from './round-store.ts';
import { cachedRounds, cachedSeries, pruneSeries, type SeriesCache } from './series-cache.ts';
import { dayOf, hourOf, ROUND_TTL_MS } from './table.ts';

const DAY_MS = 24 * 3_600_000;
const READS_AT_ONCE = 8;
const SINGLE_READS = 3; // up to so many rounds are fetched one by one; more, and the whole range is read

export interface RefreshReport {
  roundsRead: number;
  /** Claims of the open hours that nobody has finished: under way, or lost in a crash. */
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
  const byHour = Map.groupBy(await readRounds(context, range, freezeBeforeMs), ({ slot }) => hourOf(slot * 1_000));
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

// Which rounds there are is asked every time: one may have come late. What a finished one holds never changes.
async function readRounds(context: RegionContext, range: TimeRange, freezeBeforeMs: number): Promise<RoundRows[]> {
  const { store, cache, workload, region, report } = context;
  const kept = cachedRounds(cache, workload, region);
  const nameOf = (round: { readonly scheduledAt: string; readonly shard: string }) =>
    `${round.scheduledAt}#${round.shard}`;
  const states = await store.states({ workload, region, ...range });
  const finished = states.filter((state) => state.finished).map(({ key }) => key);
  const missing = finished.filter((key) => !kept.has(nameOf(key)));
  if (missing.length > SINGLE_READS) {
    for await (const round of store.rounds({ workload, region, ...range })) kept.set(nameOf(round), rowsOf(round));
  } else {
    for (const key of missing) {
      const round = await store.round(key);
      if (round) kept.set(nameOf(key), rowsOf(round));
    }
  }
  report.roundsRead += missing.length;
  report.unfinished += states.length - finished.length;
  const rounds = finished.map((key) => kept.get(nameOf(key))).filter((rows) => rows !== undefined);
  const frozenBefore = isoSeconds(Math.min(freezeBeforeMs, range.toMs));
  for (const name of kept.keys()) if (name < frozenBefore && freezeBeforeMs > range.fromMs) kept.delete(name);
  return rounds;
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
