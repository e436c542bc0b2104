// Who races, as the rounds themselves tell it: where the functions that race hold the keys, nobody else need know them.
import { modelIn, type Target } from '../domain/target.ts';
import { racedSince } from '../results/recent-rounds.ts';
import type { SeriesCache } from '../results/series-cache.ts';
import type { BoardInput } from './input.ts';
import type { Publication } from './publish.ts';

type Lineup = Pick<BoardInput, 'targets' | 'notRacing'>;

const HOUR_MS = 3_600_000;

/** The targets that race and those that do not. @param cache filled by `refreshBlocks` */
export function lineupOf(publication: Publication, cache: SeriesCache): Lineup {
  const { targets, notRacing } = publication;
  if (notRacing !== 'told-by-rounds') return { targets, notRacing };
  const missing = targets.filter((target) => isLeftOut(target, publication, cache));
  return {
    targets: targets.filter((target) => !missing.includes(target)),
    notRacing: missing.map((target) => ({ target, missingKey: target.keyName ?? '' })),
  };
}

// Whoever races leaves a sample in each round, be it a failure. A round without one is somebody who had no key.
function isLeftOut(target: Target, { workloads, regions, generatedAtMs }: Publication, cache: SeriesCache): boolean {
  if (target.keyName === null) return false;
  const raced = workloads.flatMap(({ name: workload, everyMs }) =>
    regions
      .filter((region) => modelIn(target, region) !== null)
      .map((region) => racedSince(cache, { workload, region, fromMs: generatedAtMs - Math.max(HOUR_MS, 2 * everyMs) })),
  );
  const seen = raced.filter((targets) => targets !== null);
  return seen.length > 0 && !seen.some((targets) => targets.has(target.id));
}
