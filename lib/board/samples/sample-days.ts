// Which days' downloads are there, which one grows, and which are to be made.
import type { RoundStore } from '../../results/round-store.ts';
import { dayOf, isoDay, ROUND_TTL_MS } from '../../results/table.ts';
import { samplesPath } from '../paths.ts';
import { type Cohort, roundsOf } from './cohorts.ts';
import { DAY_MS, FINAL_AFTER_MS } from './read-recent.ts';
import type { Piece, RecentCache } from './recent-cache.ts';
import type { SampleFile } from './recent-figures.ts';

const MOST_MADE = 2;
// Of the days before the first round, too, it must be found out that they have none.
const MOST_LOOKED_AT = 7;
const EXPIRY_ROOM_MS = 3_600_000;

export interface DaysRequest {
  readonly store: Pick<RoundStore, 'rounds'>;
  readonly cohorts: readonly Cohort[];
  /** What is in the sink. */
  readonly present: ReadonlySet<string>;
  readonly pieces: readonly Piece[];
  readonly nowMs: number;
}

export interface SampleDays {
  /** Days that are not over, with the pieces of their spreadsheets. */
  readonly growing: ReadonlyMap<number, readonly Piece[]>;
  /** Days that are over and have no files yet, as far as they are made now; the newest first. */
  readonly missing: readonly number[];
}

/**
 * A day is over for this purpose once its last hour is frozen. It is made whole then, from the table and not from what was kept of
 * it: a round that was stored late is in it too. Once it is in the sink it stays; what is older than the table's rounds stays as it is.
 */
export async function sampleDays(request: DaysRequest, cache: Pick<RecentCache, 'emptyDays'>): Promise<SampleDays> {
  const { pieces, present, nowMs } = request;
  const withSamples = pieces.filter(({ samples }) => samples > 0).map(({ fromMs }) => dayOf(fromMs));
  const isGrowing = (dayMs: number) => !isOver(dayMs, nowMs) && withSamples.includes(dayMs) && !isWhole(dayMs, present);
  const growing = Map.groupBy(
    pieces.filter(({ fromMs }) => isGrowing(dayOf(fromMs))),
    ({ fromMs }) => dayOf(fromMs),
  );
  return { growing, missing: await missingDays(request, cache) };
}

async function missingDays(request: DaysRequest, { emptyDays }: Pick<RecentCache, 'emptyDays'>): Promise<number[]> {
  const candidates = overDays(request.nowMs).filter((day) => !isWhole(day, request.present) && !emptyDays.has(day));
  const missing: number[] = [];
  for (const dayMs of candidates.slice(0, MOST_LOOKED_AT)) {
    if (await hasRounds(request, dayMs)) missing.push(dayMs);
    else emptyDays.add(dayMs);
    if (missing.length === MOST_MADE) break;
  }
  return missing;
}

/** The newest first, as far back as no round has expired. */
function overDays(nowMs: number): number[] {
  const days: number[] = [];
  for (let dayMs = dayOf(nowMs); dayMs >= nowMs - ROUND_TTL_MS + EXPIRY_ROOM_MS; dayMs -= DAY_MS) {
    if (isOver(dayMs, nowMs)) days.push(dayMs);
  }
  return days;
}

function isOver(dayMs: number, nowMs: number): boolean {
  return nowMs >= dayMs + DAY_MS + FINAL_AFTER_MS;
}

// The Parquet file is the last one to be put there.
function isWhole(dayMs: number, present: ReadonlySet<string>): boolean {
  const date = isoDay(dayMs);
  return present.has(samplesPath(date, 'csv.gz')) && present.has(samplesPath(date, 'parquet'));
}

async function hasRounds({ store, cohorts }: DaysRequest, dayMs: number): Promise<boolean> {
  for await (const _ of roundsOf(store, cohorts, dayMs, dayMs + DAY_MS)) return true;
  return false;
}

const ENDINGS = ['csv.gz', 'parquet'] as const;

/** The date of a download, `null` of any other path. */
function dateOf(path: string): string | null {
  const [date] = /\d{4}-\d\d-\d\d/.exec(path) ?? [];
  return date !== undefined && ENDINGS.some((ending) => samplesPath(date, ending) === path) ? date : null;
}

/** The downloads as they are once those that grow or are missing have been put there, the newest first. */
export function sampleFiles(present: ReadonlySet<string>, { growing, missing }: SampleDays): readonly SampleFile[] {
  const made = new Set([...growing.keys(), ...missing].map(isoDay));
  const wasMade = [...present].filter((path) => path.endsWith('csv.gz')).map(dateOf);
  const dates = new Set([...made, ...wasMade.filter((date) => date !== null)]);
  return [...dates]
    .sort()
    .reverse()
    .map((date) => {
      const dayMs = Date.parse(date);
      const whole = missing.includes(dayMs) || (isWhole(dayMs, present) && !growing.has(dayMs));
      const parquetPath = whole ? samplesPath(date, 'parquet') : null;
      return { date, isWhole: whole, csvPath: samplesPath(date, 'csv.gz'), parquetPath };
    });
}

/** All downloads that are there or will be: none is ever taken away. */
export function keptFiles(present: ReadonlySet<string>, files: readonly SampleFile[]): ReadonlySet<string> {
  const listed = files.flatMap(({ csvPath, parquetPath }) =>
    parquetPath === null ? [csvPath] : [csvPath, parquetPath],
  );
  return new Set([...[...present].filter((path) => dateOf(path) !== null), ...listed]);
}
