// The pages behind the leaderboard, their data and the downloads are made once in a while: they cost more to make and to put away,
// and a month looked at an hour later is the same month. This file is small, because what it loads then is not.

import type { LiveDocuments } from './documents.ts';
import type { BoardSink } from './folder-sink.ts';
import type { ColumnsByRegion } from './gather.ts';
import type { BoardInput, ExactRequest } from './input.ts';
import type { Results } from './publish.ts';
import type { RecentCache } from './samples/recent-cache.ts';

/** The files that the card image is drawn with. */
export type CardAsset = 'resvg.wasm' | 'font.ttf';

export interface DetailSettings {
  /** They are made again when they are older than this, or when there is news of an incident. */
  readonly everyMs: number;
  readonly readRequests: () => Promise<readonly ExactRequest[]>;
  readonly readAsset: (name: CardAsset) => Promise<Uint8Array>;
}

export interface DetailCache {
  /** Epoch ms; `null` = not yet. */
  madeAtMs: number | null;
  /** The files that they are. */
  kept: ReadonlySet<string>;
  recent: RecentCache | null;
}

export function createDetailCache(): DetailCache {
  return { madeAtMs: null, kept: new Set(), recent: null };
}

export interface DetailRequest {
  readonly board: BoardInput;
  readonly live: LiveDocuments;
  readonly columns: ReadonlyMap<string, ColumnsByRegion>;
  readonly settings: DetailSettings;
  readonly isNews: boolean;
}

/**
 * Makes them if they are due, and puts them where the board goes.
 * @returns the files to be kept, and why they could not be made: then all that is there is kept
 */
export async function keptDetails(
  place: Pick<Results, 'table' | 'store' | 'details'> & { readonly sink: BoardSink },
  request: DetailRequest,
): Promise<{ readonly kept: ReadonlySet<string>; readonly error: unknown }> {
  const { details, sink } = place;
  const { settings, board, isNews } = request;
  const isDue = details.madeAtMs === null || board.generatedAtMs - details.madeAtMs >= settings.everyMs;
  if (!isDue && !isNews) return { kept: details.kept, error: null };
  try {
    const { publishDetails } = await import('./detail/publish-details.ts');
    details.kept = await publishDetails(place, request);
    details.madeAtMs = board.generatedAtMs;
    return { kept: details.kept, error: null };
  } catch (error) {
    return { kept: new Set([...details.kept, ...(await sink.paths())]), error };
  }
}
