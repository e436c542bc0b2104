// What is raced from a region: its rounds, each to be one schedule, and what the functions need for them.
import type { Config } from '../domain/config.ts';
import type { Workload } from '../domain/workload.ts';
import { checkGunDelay, cronOf } from '../names/cadence.ts';
import { ScheduleError } from '../names/errors.ts';
import { shardsIn } from '../names/shards.ts';
import { LEAD_MS } from '../names/timing.ts';

export interface PlannedRound {
  readonly workload: Workload;
  readonly shard: string;
  /** True if the starter waits for the gun first; false if there is no time to wait for. */
  readonly waits: boolean;
}

export interface RegionPlan {
  readonly region: string;
  readonly rounds: readonly PlannedRound[];
  /** Rounds of one workload at one instant. */
  readonly shardCount: number;
  /** Targets. */
  readonly largestShard: number;
  /** Cadence of the workload that comes most often, ms. */
  readonly shortestCadenceMs: number;
}

export function planOf(config: Config, region: string): RegionPlan {
  const shards = shardsIn(config.targets, region);
  const rounds = config.workloads.flatMap((workload) =>
    shards.map(({ name }) => ({ workload, shard: name, waits: workload.gunDelayMs > LEAD_MS })),
  );
  return {
    region,
    rounds,
    shardCount: shards.length,
    largestShard: Math.max(0, ...shards.map(({ targets }) => targets.length)),
    shortestCadenceMs: Math.min(...config.workloads.map(({ everyMs }) => everyMs)),
  };
}

const MINUTE_MS = 60_000;
/** A function may run for 15 minutes, and a race takes up to 40 s beyond its probes (lib/names/timing.ts). */
const LONGEST_PROBE_MS = 14 * MINUTE_MS;

/** @throws ScheduleError if the config asks for what the scheduler or a function cannot do */
export function checkWorkloads({ workloads, timeouts }: Config): void {
  for (const { name, everyMs, gunDelayMs } of workloads) {
    cronOf(name, everyMs);
    checkGunDelay(name, gunDelayMs);
  }
  const probeMs = timeouts.connectMs + timeouts.totalMs;
  if (probeMs > LONGEST_PROBE_MS) {
    throw new ScheduleError(
      `timeouts: on AWS connect and total may be ${LONGEST_PROBE_MS / MINUTE_MS} minutes together; ` +
        `here they are ${(probeMs / MINUTE_MS).toFixed(1)}. Write shorter ones.`,
    );
  }
}

/** How long an event of a cadence may wait for its turn, ms: less than until the next, but a minute at least. */
export function eventAgeMs(everyMs: number): number {
  return Math.max(MINUTE_MS, everyMs - MINUTE_MS);
}
