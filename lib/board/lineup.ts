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
  const recent = recentlyRaced(publication, cache);
  const missing = new Set(targets.filter((target) => isLeftOut(target, recent)));
  return {
    targets: targets.filter((target) => !missing.has(target)),
    notRacing: Array.from(missing, (target) => ({ target, missingKey: target.keyName ?? '' })),
  };
}

interface RecentlyRaced {
  readonly region: string;
  readonly targets: ReadonlySet<string>;
}

// One entry for each workload and region in which there was a round.
function recentlyRaced({ workloads, regions, generatedAtMs }: Publication, cache: SeriesCache): RecentlyRaced[] {
  return workloads.flatMap(({ name: workload, everyMs }) =>
    regions.flatMap((region) => {
      const targets = racedSince(cache, { workload, region, fromMs: generatedAtMs - Math.max(HOUR_MS, 2 * everyMs) });
      return targets === null ? [] : [{ region, targets }];
    }),
  );
}

// Whoever races leaves a sample in each round, be it a failure. A round without one is somebody who had no key.
function isLeftOut(target: Target, recent: readonly RecentlyRaced[]): boolean {
  if (target.keyName === null) return false;
  const seen = recent.filter(({ region }) => modelIn(target, region) !== null);
  return seen.length > 0 && !seen.some(({ targets }) => targets.has(target.id));
}
