// What the steps of a deployment need of the world.
import type { Aws } from '../clients.ts';

/** Runs the CDK's command line with these words; its output goes to the terminal. @returns its exit status */
export type Cdk = (words: readonly string[]) => Promise<number>;

export interface Tools {
  readonly aws: Aws;
  readonly cdk: Cdk;
  /** Tells the operator what happens, a line at a time. */
  readonly say: (line: string) => void;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** Does something for every region at once, and all of it to its end. @throws the first trouble, once all have ended */
export async function forEach(regions: readonly string[], work: (region: string) => Promise<void>): Promise<void> {
  const ends = await Promise.allSettled(regions.map(work));
  const bad = ends.find((end) => end.status === 'rejected');
  if (bad !== undefined) throw bad.reason;
}
