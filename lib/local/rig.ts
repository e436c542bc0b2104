// What a race needs on this machine beside its config: the reference target, the demo fleet if it is raced, and trust
// in the certificates of both. The two run in processes of their own, so that neither shares a clock with the racer.
import { type Config, isSimulation } from '../domain/config.ts';
import { modelIn, type Target } from '../domain/target.ts';
import { REFERENCE_PLAN, referenceTarget } from '../fleet/reference-target.ts';
import { type SpawnedFleet, spawnFleet } from '../fleet/spawn.ts';
import { type Trust, trust } from '../race/connection.ts';
import type { Entrant } from '../race/race.ts';
import { fleetPlanFor, locatedIn } from './demo.ts';

/** The region that samples of this machine carry: it is none of AWS's, and does not pretend to be. */
export const HERE = 'local';

export interface Rig {
  readonly reference: Target;
  readonly trust: Trust;
  /** What `trust` trusts beyond the usual, PEM. */
  readonly certificates: readonly string[];
  /** The regions that are raced, one round each: `local`, or the simulated ones of the demo. */
  readonly regions: readonly string[];
  /** The entrants of one of them. */
  entrantsIn(region: string): readonly Entrant[];
  /** Told once for each of the two processes that ends although nobody closed it. */
  onCrash(listener: (error: Error) => void): void;
  close(): Promise<void>;
}

/**
 * Starts it all.
 * @param racing the targets that have their keys
 * @param keyOf the value of a target's key, `null` where it needs none
 * @throws FleetStartError, UnknownPersonalityError
 */
export async function openRig(
  config: Config,
  racing: readonly Target[],
  keyOf: (target: Target) => string | null,
): Promise<Rig> {
  const plans = [{ ...REFERENCE_PLAN, tls: true }, fleetPlanFor(racing)];
  const fleets: SpawnedFleet[] = [];
  try {
    for (const plan of plans) if (Object.keys(plan.providers).length > 0) fleets.push(await spawnFleet(plan));
  } catch (error) {
    await Promise.all(fleets.map((fleet) => fleet.close()));
    throw error;
  }
  const addresses = Object.assign({}, ...fleets.map((fleet) => fleet.targets)) as SpawnedFleet['targets'];
  const certificates = fleets.flatMap(({ ca }) => (ca === null ? [] : [ca]));
  return {
    certificates,
    reference: referenceTarget(addresses.reference?.origin ?? ''),
    trust: trust(certificates),
    regions: regionsHere(config),
    entrantsIn: (region) => racing.flatMap((target) => entrantsOf(locatedIn(addresses, target), region, config, keyOf)),
    onCrash: (listener) => {
      for (const fleet of fleets) fleet.onCrash(listener);
    },
    close: async () => {
      await Promise.all(fleets.map((fleet) => fleet.close()));
    },
  };
}

/** The regions that a race on this machine stands for. */
export function regionsHere(config: Config): readonly string[] {
  return isSimulation(config) ? config.regions : [HERE];
}

// From here a target is asked as the hub would ask it, or else as the first region that it is raced from.
function entrantsOf(
  target: Target,
  region: string,
  config: Config,
  keyOf: (target: Target) => string | null,
): Entrant[] {
  // a fleet takes any key, but the SDKs want one
  const key = target.simulated ? 'simulated' : keyOf(target);
  const from = region === HERE ? config.regions.find((each) => modelIn(target, each) !== null) : region;
  return from === undefined || modelIn(target, from) === null ? [] : [{ target, region: from, key }];
}
