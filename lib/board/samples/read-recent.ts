// Reads the rounds since the last refresh. What is over for some minutes is kept, and never read again:
//
//   horizon │ piece │ piece │ … │ piece │ settled: 10 to 20 minutes ago │ read at each refresh … │ now
//           └ cut at each full hour ────┘
import { FREEZE_AFTER_MS, LATE_AFTER_MS, type RoundStore } from '../../results/round-store.ts';
import { dayOf, hourOf } from '../../results/table.ts';
import { type Cohort, cohortName, roundsOf } from './cohorts.ts';
import type { IsSimulated } from './columns.ts';
import { csvMember } from './csv-member.ts';
import { addNewest, type NewestSamples, packNewest, unpackNewest } from './newest-samples.ts';
import type { Piece, RecentCache } from './recent-cache.ts';
import { type RecentRowsBuilder, recentRows } from './recent-rows.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** Pieces are no shorter, so that a monitor that refreshes each minute does not make a thousand of them a day. */
const PIECE_MS = 10 * MINUTE_MS;

/** From then on nothing of a day changes any more: its hours are frozen. */
export const FINAL_AFTER_MS = FREEZE_AFTER_MS + LATE_AFTER_MS;

export interface ReadRequest {
  readonly store: Pick<RoundStore, 'rounds'>;
  readonly cohorts: readonly Cohort[];
  readonly isSimulated: IsSimulated;
  readonly nowMs: number;
}

export interface RecentReading {
  /** Oldest first, without gaps, up to now; those of the cache and what is not settled yet. */
  readonly pieces: readonly Piece[];
  /** Nothing new is expected before this. */
  readonly settledToMs: number;
  /** By cohort. */
  readonly newest: ReadonlyMap<string, NewestSamples>;
}

/** Brings the cache up to date and reads on to now. After an error the cache is as it was, or up to date. */
export async function readRecent(request: ReadRequest, cache: RecentCache): Promise<RecentReading> {
  const { cohorts, nowMs } = request;
  const horizonMs = Math.min(hourOf(nowMs - DAY_MS), dayOf(nowMs - FINAL_AFTER_MS));
  const names = cohorts.map(cohortName).join(' ');
  const known = usablePieces(cache, names, horizonMs);
  const newest = new Map<string, NewestSamples>();
  for (const cohort of cohorts) {
    const packed = known.length === 0 ? undefined : cache.newest.get(cohortName(cohort));
    newest.set(cohortName(cohort), await unpackNewest(packed));
  }

  const settledMs = Math.floor((nowMs - LATE_AFTER_MS) / PIECE_MS) * PIECE_MS;
  const keptToMs = known.at(-1)?.toMs ?? horizonMs;
  const settledToMs = Math.max(keptToMs, settledMs);
  const settled = await readPieces(request, keptToMs, settledMs, newest);
  const packed = new Map<string, Uint8Array>();
  for (const [name, samples] of newest) packed.set(name, await packNewest(samples));
  const pieces = [...known, ...settled];
  Object.assign(cache, { cohorts: names, pieces, newest: packed } satisfies Partial<RecentCache>);

  const open = await readPieces(request, settledToMs, nowMs + 1, newest);
  return { pieces: [...pieces, ...open], settledToMs, newest };
}

// A clock that was set back leaves pieces that begin too late: then all is read anew.
function usablePieces({ cohorts, pieces }: RecentCache, names: string, horizonMs: number): readonly Piece[] {
  const [first] = pieces;
  if (first === undefined || cohorts !== names || first.fromMs > horizonMs) return [];
  return pieces.filter(({ toMs }) => toMs > horizonMs);
}

async function readPieces(
  request: ReadRequest,
  fromMs: number,
  toMs: number,
  newest: ReadonlyMap<string, NewestSamples>,
): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (let atMs = fromMs; atMs < toMs; atMs = hourOf(atMs) + HOUR_MS) {
    pieces.push(await readPiece(request, atMs, Math.min(toMs, hourOf(atMs) + HOUR_MS), newest));
  }
  return pieces;
}

async function readPiece(
  { store, cohorts, isSimulated }: ReadRequest,
  fromMs: number,
  toMs: number,
  newest: ReadonlyMap<string, NewestSamples>,
): Promise<Piece> {
  const csv = csvMember(fromMs === dayOf(fromMs), isSimulated);
  const builders = new Map<string, RecentRowsBuilder>();
  let samples = 0;
  for await (const [cohort, round] of roundsOf(store, cohorts, fromMs, toMs)) {
    const name = cohortName(cohort);
    const rows = builders.get(name) ?? recentRows();
    builders.set(name, rows);
    rows.add(round);
    csv.add(round.samples);
    addNewest(newest.get(name) ?? new Map(), round);
    samples += round.samples.length;
  }
  const rows = new Map(Array.from(builders, ([name, builder]) => [name, builder.end()]));
  return { fromMs, toMs, samples, csv: await csv.end(), rows };
}
