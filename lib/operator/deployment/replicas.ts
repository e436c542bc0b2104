// CloudFormation adds or removes one replica of a table in one update, and refuses more: a config that changes several regions
// is brought in step by step. (A table that is made anew may have all of them at once.)

/**
 * The replicas of the table after each update that has to come before the last one; none where one update is enough.
 * @param there replicas now, without the hub
 * @param wanted those of the config, without the hub
 */
export function replicaSteps(there: readonly string[], wanted: readonly string[]): readonly (readonly string[])[] {
  const removed = there.filter((region) => !wanted.includes(region));
  const added = wanted.filter((region) => !there.includes(region));
  let replicas = there;
  const steps = [
    ...removed.map((gone) => (replicas = replicas.filter((region) => region !== gone))),
    ...added.map((region) => (replicas = [...replicas, region])),
  ];
  return steps.slice(0, -1);
}
