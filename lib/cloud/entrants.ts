// Who races in one shard of a region: the targets that have a usable key there, and why the others do not.
import { isSendable, keyOf, type NotRacing, splitByKey } from '../config/keys.ts';
import type { Config } from '../domain/config.ts';
import { shardsIn } from '../names/shards.ts';
import type { Entrant } from '../race/race.ts';

export interface ShardLineup {
  readonly entrants: readonly Entrant[];
  readonly notRacing: readonly Pick<NotRacing, 'target' | 'why'>[];
}

/**
 * @param keys by the name of the variable, as they are kept in this region
 * @param environment AWS's own variables, which Bedrock without a key is signed with
 */
export function lineupOf(
  config: Config,
  place: { readonly region: string; readonly shard: string },
  keys: Readonly<Record<string, string>>,
  environment: NodeJS.ProcessEnv,
): ShardLineup {
  const targets = shardsIn(config.targets, place.region).find(({ name }) => name === place.shard)?.targets ?? [];
  const aws = Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith('AWS_')));
  const env = { ...aws, ...keys };
  // One key that no header could carry is no reason to race nobody.
  const unfit = targets.filter((target) => !isSendable(keyOf(target, env)));
  const { racing, notRacing } = splitByKey(
    targets.filter((target) => !unfit.includes(target)),
    env,
  );
  return {
    entrants: racing.map((target) => ({ target, region: place.region, key: keyOf(target, env) })),
    notRacing: [
      ...notRacing,
      ...unfit.map((target) => ({ target, why: `${target.keyName} holds what cannot be sent as a key` })),
    ],
  };
}
