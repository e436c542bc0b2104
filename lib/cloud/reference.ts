// The reference target of a function: started with it, in a process of its own, and kept from one invocation to the next.
import type { Target } from '../domain/target.ts';
import { REFERENCE_PLAN, referenceTarget } from '../fleet/reference-target.ts';
import { type SpawnedFleet, spawnFleet } from '../fleet/spawn.ts';

/**
 * @param program the bundle of lib/fleet/process.ts
 * @returns the target, started anew where its process has ended; rejects with FleetStartError
 */
export function keptReference(program: URL): () => Promise<Target> {
  let running: Promise<SpawnedFleet> | null = null;
  const forget = () => {
    running = null;
  };
  const start = async () => {
    const fleet = await spawnFleet(REFERENCE_PLAN, program);
    fleet.onCrash(forget);
    return fleet;
  };
  return async () => {
    running ??= start();
    running.catch(forget);
    const { targets } = await running;
    return referenceTarget(targets.reference?.origin ?? '');
  };
}
