// One probe of a peer by our own race, with what was read of it.
import type { Sample } from '../../lib/domain/sample.ts';
import type { Api, Quirks, Target } from '../../lib/domain/target.ts';
import { COMMON_QUIRKS } from '../../lib/domain/target.ts';
import type { Workload } from '../../lib/domain/workload.ts';
import type { Evidence } from '../../lib/race/race.ts';
import { raceTargets, targetAt, WORKLOAD } from '../race/racing.ts';
import type { Whole } from './unstreamed.ts';

export interface Probe {
  readonly sample: Sample;
  readonly evidence: Evidence;
  /** What we read, in the form in which the peer's own whole answer is held against it. */
  readonly read: Whole;
}

/** Any of a target's fields but its quirks, of which a few are enough. */
export type PeerChanges = Partial<Omit<Target, 'quirks'>> & { readonly quirks?: Partial<Quirks> };

export function peerTarget(api: Api, baseUrl: string, { quirks, ...changes }: PeerChanges = {}): Target {
  return targetAt(`peer/${api}`, baseUrl, { api, quirks: { ...COMMON_QUIRKS, ...quirks }, ...changes });
}

/** Races targets, all in one round; they must differ in their ids. */
export async function racePeers(
  targets: readonly Target[],
  key: string,
  workload: Partial<Workload> = {},
): Promise<Probe[]> {
  const { round, evidence } = await raceTargets(targets, { key, workload: { ...WORKLOAD, ...workload } });
  return round.samples.map((sample) => {
    const own = evidence.find(({ targetId }) => targetId === sample.target);
    if (own === undefined) throw new Error(`${sample.target} left no evidence.`);
    return { sample, evidence: own, read: readOf(sample, own) };
  });
}

export async function racePeer(target: Target, key: string, workload: Partial<Workload> = {}): Promise<Probe> {
  const [probe] = await racePeers([target], key, workload);
  if (probe === undefined) throw new Error(`${target.id} was not raced.`);
  return probe;
}

function readOf({ inputTokens, outputTokens }: Sample, { reading }: Evidence): Whole {
  const { answer = '', reasoning = '', tool = '' } = reading?.text ?? {};
  return { answer, reasoning, tool, inputTokens, outputTokens };
}
