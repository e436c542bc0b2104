// How often things happen in a month: derived from the config, and from the names and times that the functions run by.
import type { Config } from '../domain/config.ts';
import { modelIn } from '../domain/target.ts';
import type { Workload } from '../domain/workload.ts';
import { checkGunDelay, cronOf } from '../names/cadence.ts';
import { shardsIn } from '../names/shards.ts';
import { PUBLISHER_EVERY_MS } from '../names/timing.ts';

/** 365 days / 12. */
export const MONTH_HOURS = 730;
export const HOUR_MS = 3_600_000;
export const MONTH_MS = MONTH_HOURS * HOUR_MS;
export const MONTH_DAYS = MONTH_HOURS / 24;

/** One workload in one region. */
export interface Load {
  readonly workload: Workload;
  readonly region: string;
  /** How many targets race in each shard. */
  readonly shardSizes: readonly number[];
  /** Targets that race here: as many series. */
  readonly series: number;
  /** Scheduled instants a month; each makes a round of every shard. 0 while the config is paused. */
  readonly instants: number;
}

/** Every workload in every region that races any target. @throws ScheduleError for a cadence or gun that AWS does not have */
export function loadsOf({ workloads, regions, targets, aws }: Config): readonly Load[] {
  return workloads.flatMap((workload) => {
    cronOf(workload.name, workload.everyMs);
    checkGunDelay(workload.name, workload.gunDelayMs);
    const instants = aws.paused ? 0 : MONTH_MS / workload.everyMs;
    return regions.flatMap((region): Load[] => {
      const shardSizes = shardsIn(targets, region).map((shard) => shard.targets.length);
      const series = targets.filter((target) => modelIn(target, region) !== null).length;
      return series === 0 ? [] : [{ workload, region, shardSizes, series, instants }];
    });
  });
}

/** Rounds of a load in a month, each shard's counted. */
export function roundsOf({ instants, shardSizes }: Load): number {
  return instants * shardSizes.length;
}

/** Hours a month in which a load has a round. */
export function busyHoursOf({ instants }: Load): number {
  return Math.min(MONTH_HOURS, instants);
}

export const PUBLICATIONS = MONTH_MS / PUBLISHER_EVERY_MS;
/** Publications in an hour. */
export const PUBLICATIONS_AN_HOUR = HOUR_MS / PUBLISHER_EVERY_MS;

export function seriesOf(loads: readonly Load[]): number {
  return loads.reduce((sum, { series }) => sum + series, 0);
}
