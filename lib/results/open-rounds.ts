// The finished rounds of a range of hours: those known from the last time, and what has come since.
import type { TimeRange } from './block-store.ts';
import { type RoundRows, rowsOf } from './columns.ts';
import type { RegionContext } from './recompute.ts';
import { LATE_AFTER_MS, type RoundState } from './round-store.ts';
import { type CachedRounds, cachedRounds } from './series-cache.ts';
import { dayOf } from './table.ts';

const HOUR_MS = 3_600_000;
// How far back a list of rounds is asked for again. Whatever is stored later than `LATE_AFTER_MS` leaves a marker; the rest is
// for clocks that differ.
const OVERLAP_MS = LATE_AFTER_MS + 20 * 60_000;

/**
 * The rounds of a range within one UTC day, read as far as they are not known.
 * @param freezeBeforeMs rounds before this are not kept for the next time
 */
export async function openRounds(
  context: RegionContext,
  range: TimeRange,
  freezeBeforeMs: number,
): Promise<RoundRows[]> {
  const { cache, workload, region, nowMs } = context;
  const known = cachedRounds(cache, workload, region);
  const dayMs = dayOf(range.fromMs);
  const listing = known.listings.get(dayMs);
  for (const part of unlisted(range, listing, context)) await readPart(context, part, known);
  // Only what is kept counts as listed: if the blocks cannot be written now, the frozen hours are read again next time.
  const keptFromMs = Math.max(range.fromMs, freezeBeforeMs);
  if (keptFromMs < range.toMs) known.listings.set(dayMs, { fromMs: keptFromMs, atMs: nowMs });
  else known.listings.delete(dayMs);

  const rounds: RoundRows[] = [];
  for (const [name, rows] of [...known.rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const slotMs = rows.slot * 1_000;
    if (slotMs >= range.fromMs && slotMs < range.toMs) rounds.push(rows);
    if (slotMs < Math.min(keptFromMs, range.toMs)) known.rows.delete(name);
  }
  return rounds;
}

type Listing = { readonly fromMs: number; readonly atMs: number } | undefined;

/** What has to be asked for: all of it, or the end and the hours with a late marker. */
function unlisted(range: TimeRange, listing: Listing, { nowMs, lateHours }: RegionContext): TimeRange[] {
  // A clock that was set back makes rounds in hours that were listed as past.
  if (!listing || listing.fromMs > range.fromMs || listing.atMs > nowMs) return [range];
  const fromMs = Math.min(range.toMs, Math.max(range.fromMs, listing.atMs - OVERLAP_MS));
  const late = [...lateHours].filter((hourMs) => hourMs >= range.fromMs && hourMs < fromMs);
  const end = fromMs < range.toMs ? [{ fromMs, toMs: range.toMs }] : [];
  return [...late.map((hourMs) => ({ fromMs: hourMs, toMs: hourMs + HOUR_MS })), ...end];
}

async function readPart(context: RegionContext, part: TimeRange, { rows }: CachedRounds): Promise<void> {
  const { store, workload, region, report } = context;
  const states = await store.states({ workload, region, ...part });
  const missing = states.filter(({ key, finished }) => finished && !rows.has(nameOf(key))).map(({ key }) => key);
  for await (const round of store.roundsAt(missing)) rows.set(nameOf(round), rowsOf(round));
  report.roundsRead += missing.length;
  report.unfinished += states.filter(({ finished }) => !finished).length;
}

function nameOf({ scheduledAt, shard }: RoundState['key']): string {
  return `${scheduledAt}#${shard}`;
}
