// Lambda, and what calls it: the scheduler and the queues.

import { fieldOf, publisherMemoryMb } from '../names/publisher-size.ts';
import { raceMemoryMb } from '../names/shards.ts';
import { LEAD_MS, PUBLISHER_EVERY_MS, SAVER_EVERY_MS, SAVER_MEMORY_MB, STARTER_MEMORY_MB } from '../names/timing.ts';
import type { Assumed } from './assumptions.ts';
import { detailPassesOf } from './page.ts';
import { type Load, MONTH_MS, PUBLICATIONS, roundsOf, seriesOf } from './scale.ts';
import type { Scene, Usage } from './usage.ts';

const MB_PER_GB = 1_024;

/** Runs of one function in one region, a month. */
interface Runs {
  readonly what: string;
  readonly region: string;
  readonly runs: number;
  readonly seconds: number;
  readonly memoryMb: number;
}

export function functionUsages(scene: Scene): Usage[] {
  const all = runsOf(scene);
  return [
    ...all.map(
      ({ what, region, runs, seconds, memoryMb }): Usage => ({
        ...{ group: 'Lambda', what, meter: 'lambdaGbSeconds', region },
        quantity: (runs * seconds * memoryMb) / MB_PER_GB,
      }),
    ),
    ...all.map(
      ({ region, runs }): Usage => ({
        ...{ group: 'Lambda', what: 'requests of all functions', meter: 'lambdaRequests', region },
        quantity: runs,
      }),
    ),
  ];
}

function runsOf({ config, hub, loads, assumed }: Scene): Runs[] {
  const series = seriesOf(loads);
  return [
    ...loads.flatMap((load): Runs[] => {
      const { region, workload } = load;
      const runs = roundsOf(load);
      const memoryMb = raceMemoryMb(largestShard(loads, region));
      const race = {
        what: 'race',
        region,
        runs,
        seconds: raceSeconds(load, config.timeouts.totalMs, assumed),
        memoryMb,
      };
      if (workload.gunDelayMs <= LEAD_MS) return [race];
      // As if the scheduler fired on the minute: it may be up to a minute late, and the starter then waits less.
      const seconds = (workload.gunDelayMs - LEAD_MS) / 1_000 + assumed.starterSeconds;
      return [{ what: 'starter, waiting for the gun', region, runs, seconds, memoryMb: STARTER_MEMORY_MB }, race];
    }),
    ...config.regions.map(
      (region): Runs => ({
        ...{ what: 'saver', region, runs: MONTH_MS / SAVER_EVERY_MS },
        ...{ seconds: assumed.saverSeconds, memoryMb: SAVER_MEMORY_MB },
      }),
    ),
    {
      ...{ what: 'publisher', region: hub, runs: PUBLICATIONS, memoryMb: publisherMemoryMb(fieldOf(config)) },
      seconds: publisherSeconds(series, assumed),
    },
  ];
}

// On average: most publications leave the pages behind the leaderboard as they are.
function publisherSeconds(series: number, assumed: Assumed): number {
  const details = assumed.detailSeconds + series * assumed.detailSecondsPerSeries;
  const each = assumed.publisherSeconds + series * assumed.publisherSecondsPerSeries;
  return each + (detailPassesOf(assumed) / PUBLICATIONS) * details;
}

function largestShard(loads: readonly Load[], region: string): number {
  return Math.max(...loads.filter((load) => load.region === region).flatMap(({ shardSizes }) => shardSizes));
}

function raceSeconds({ workload }: Load, totalMs: number, assumed: Assumed): number {
  const untilGunSeconds =
    workload.gunDelayMs > LEAD_MS ? LEAD_MS / 1_000 : Math.max(assumed.prepareSeconds, workload.gunDelayMs / 1_000);
  return untilGunSeconds + Math.min(assumed.roundSeconds, totalMs / 1_000) + assumed.judgingSeconds;
}

export function schedulerUsages({ config, hub, loads }: Scene): Usage[] {
  const group = 'Scheduler and queues';
  const meter = 'schedulerInvocations';
  return [
    ...loads.map(
      (load): Usage => ({ group, what: 'schedules of rounds', meter, region: load.region, quantity: roundsOf(load) }),
    ),
    { group, what: 'schedule of the publisher', meter, region: hub, quantity: MONTH_MS / PUBLISHER_EVERY_MS },
    ...config.regions.flatMap((region): Usage[] => [
      { group, what: 'schedules of the saver', meter, region, quantity: MONTH_MS / SAVER_EVERY_MS },
      // An empty queue is asked once; what is in it now and then does not count beside that.
      { group, what: 'looks for unsaved rounds', meter: 'queueRequests', region, quantity: MONTH_MS / SAVER_EVERY_MS },
    ]),
  ];
}
