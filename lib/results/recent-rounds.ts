// What a refresh has just read of the newest rounds: how their guns went, and who was in them.
import type { Round } from '../domain/round.ts';
import { isoSeconds } from '../domain/time.ts';
import type { RoundRows } from './columns.ts';
import { cachedRounds, type SeriesCache } from './series-cache.ts';

/** The newest round of a region, its shards together. */
export interface LatestRound
  extends Pick<Round, 'workload' | 'region' | 'scheduledAt' | 'gunAt' | 'gunLateMs' | 'dispatchSkewMs'> {}

/** @param cache filled by `refreshBlocks` @returns `null` where no round of the last hours was read */
export function latestRound(cache: SeriesCache, workload: string, region: string): LatestRound | null {
  const rows = [...cachedRounds(cache, workload, region).rows.values()];
  const slot = Math.max(...rows.map((round) => round.slot));
  const shards = rows.filter((round) => round.slot === slot);
  const [first] = shards.map(({ gunAt }) => gunAt).sort();
  if (first === undefined) return null;
  return {
    ...{ workload, region, scheduledAt: isoSeconds(slot * 1_000), gunAt: first },
    gunLateMs: farthest(shards.map(({ gunLateMs }) => gunLateMs)),
    dispatchSkewMs: farthest(shards.map(({ dispatchSkewMs }) => dispatchSkewMs)),
  };
}

/**
 * The targets in the rounds of a region since an instant.
 * @param cache filled by `refreshBlocks`
 * @returns `null` where there was no round: then nobody can be said to be missing
 */
export function racedSince(
  cache: SeriesCache,
  { workload, region, fromMs }: { readonly workload: string; readonly region: string; readonly fromMs: number },
): ReadonlySet<string> | null {
  const rounds = [...cachedRounds(cache, workload, region).rows.values()].filter(({ slot }) => slot * 1_000 >= fromMs);
  return rounds.length === 0 ? null : new Set(rounds.flatMap((round: RoundRows) => round.targets));
}

function farthest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
}
