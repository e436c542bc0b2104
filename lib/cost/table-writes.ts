// Writes to the table. Each is billed in every region that has a replica, by whole units of 1 kB.

import type { Assumed } from './assumptions.ts';
import { busyHoursOf, HOUR_MS, type Load, MONTH_DAYS, PUBLICATIONS, PUBLICATIONS_AN_HOUR, roundsOf } from './scale.ts';
import { type Scene, type Usage, unitsOf } from './usage.ts';

const WRITE_UNIT_BYTES = 1_024;

/** Something that is written so often a month from one region. */
export interface Write {
  readonly what: string;
  /** Where it is written; the others get it as replicas. */
  readonly region: string;
  readonly times: number;
  readonly units: number;
  readonly bytes: number;
  /** True for what the region it happens in does not pay: an item that expired. */
  readonly freeAtHome?: true;
}

export function writeUsages(scene: Scene): Usage[] {
  return writesOf(scene).flatMap(({ what, region: home, times, units, freeAtHome }) =>
    scene.config.regions
      .filter((region) => region !== home || freeAtHome !== true)
      .map(
        (region): Usage => ({
          ...{ group: 'DynamoDB', what, meter: 'tableWrites', region },
          quantity: times * units,
        }),
      ),
  );
}

/** What goes from region to region so that every replica has it. */
export function replicationUsages(scene: Scene): Usage[] {
  const others = scene.config.regions.length - 1;
  return writesOf(scene).map(
    ({ region, times, bytes }): Usage => ({
      ...{ group: 'Rest', what: 'replication between regions', meter: 'gbBetweenRegions', region },
      quantity: (times * bytes * others) / 1e9,
    }),
  );
}

function writesOf({ hub, loads, assumed }: Scene): Write[] {
  const lease = {
    what: "publisher's lease",
    region: hub,
    times: 2 * PUBLICATIONS,
    units: 1,
    bytes: assumed.bytesPerClaim,
  };
  return [...loads.flatMap((load) => [...roundWrites(load, assumed), ...blockWrites(load, hub, assumed)]), lease];
}

function roundWrites(load: Load, assumed: Assumed): Write[] {
  const { region, shardSizes, instants } = load;
  const marker = { region, units: 1, bytes: assumed.bytesPerClaim };
  return [
    { ...marker, what: 'claims of rounds', times: roundsOf(load) },
    // set before and after the round, and taken away
    { ...marker, what: 'late markers', times: 3 * assumed.lateShare * roundsOf(load) },
    ...shardSizes.flatMap((size): Write[] => {
      const bytes = roundBytes(size, assumed);
      const write = { region, times: instants, units: unitsOf(bytes, WRITE_UNIT_BYTES) };
      return [
        { ...write, what: 'finished rounds', bytes },
        { ...write, what: 'expired items, in the replicas', bytes: 0, freeAtHome: true },
      ];
    }),
  ];
}

// An hour block is written whenever a publication finds a new round, and once more when it is frozen.
function blockWrites(load: Load, hub: string, assumed: Assumed): Write[] {
  const { series } = load;
  const perHour = HOUR_MS / load.workload.everyMs;
  const slots = hourSlots(perHour);
  const busyHours = busyHoursOf(load);
  const days = Math.min(MONTH_DAYS, load.instants);
  const sizes = slots.map((slot) => hourBlockBytes(slot, assumed));
  const dayBytes = dayBlockBytes(load, assumed);
  const roster = assumed.bytesPerBlock + series * assumed.bytesPerRosterEntry;
  const write = { region: hub };
  return [
    ...sizes.map(
      (bytes): Write => ({
        ...{ ...write, what: 'hour blocks', bytes },
        ...{ times: busyHours * series, units: unitsOf(bytes, WRITE_UNIT_BYTES) },
      }),
    ),
    {
      ...{ ...write, what: 'expired items, in the replicas', bytes: 0, freeAtHome: true },
      ...{ times: busyHours * series, units: unitsOf(sizes.at(-1) ?? 0, WRITE_UNIT_BYTES) },
    },
    { ...write, what: 'day blocks', times: days * series, units: unitsOf(dayBytes, WRITE_UNIT_BYTES), bytes: dayBytes },
    { ...write, what: 'progress', times: busyHours, units: unitsOf(roster, WRITE_UNIT_BYTES), bytes: roster },
  ];
}

/** How many slots an hour block has at each of its writings. @param perHour rounds in an hour; 1 where they are rarer */
export function hourSlots(perHour: number): number[] {
  const rounds = Math.max(1, perHour);
  const writings = Math.min(PUBLICATIONS_AN_HOUR, rounds);
  const growing = Array.from({ length: writings }, (_, index) => Math.ceil(((index + 1) * rounds) / writings));
  // Where a publication finds several rounds, the first of an hour finds the last of the one before.
  return [...growing, ...(rounds > PUBLICATIONS_AN_HOUR ? [rounds] : []), rounds];
}

export function roundBytes(size: number, assumed: Assumed): number {
  return assumed.bytesPerRound + size * assumed.bytesPerSample;
}

export function hourBlockBytes(slots: number, assumed: Assumed): number {
  return assumed.bytesPerBlock + slots * assumed.bytesPerHourSlot;
}

export function dayBlockBytes({ workload }: Load, assumed: Assumed): number {
  return assumed.bytesPerBlock + Math.max(1, (24 * HOUR_MS) / workload.everyMs) * assumed.bytesPerDaySlot;
}
