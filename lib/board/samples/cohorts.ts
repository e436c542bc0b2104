// A cohort: the rounds of one workload in one region.
import type { Round } from '../../domain/round.ts';
import type { RoundStore } from '../../results/round-store.ts';

export interface Cohort {
  readonly workload: string;
  readonly region: string;
}

export function cohortName({ workload, region }: Cohort): string {
  return `${workload}#${region}`;
}

/** The rounds of some cohorts, one cohort after the other, so that one page of the table is in memory at a time. */
export async function* roundsOf(
  store: Pick<RoundStore, 'rounds'>,
  cohorts: readonly Cohort[],
  fromMs: number,
  toMs: number,
): AsyncGenerator<readonly [Cohort, Round]> {
  for (const cohort of cohorts) {
    for await (const round of store.rounds({ ...cohort, fromMs, toMs })) yield [cohort, round];
  }
}
