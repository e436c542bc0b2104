// What `npm run simulate` does.
import { contestRows } from './contest.ts';
import { runAll } from './crew.ts';
import { intervalRows, monthRows, pairRows, trialRows } from './figures.ts';
import { jobsFor } from './jobs.ts';
import { FULL, QUICK } from './plan.ts';
import type { Simulation } from './report.ts';
import type { SeedSet } from './seeds.ts';

export interface SimulateOptions {
  readonly seeds: SeedSet;
  /** A few worlds of each kind, in seconds. */
  readonly isQuick: boolean;
}

/** @param tell how far it is, from 0 to 1 */
export async function simulate(
  { seeds, isQuick }: SimulateOptions,
  tell: (share: number) => void,
): Promise<Simulation> {
  const jobs = jobsFor(seeds, isQuick ? QUICK : FULL);
  const done = await runAll(jobs, (count) => tell(count / jobs.length));
  return {
    ...{ seeds, isQuick },
    intervals: intervalRows(done),
    pairs: pairRows(done),
    months: monthRows(done),
    trials: trialRows(done),
    contest: contestRows(done),
  };
}
