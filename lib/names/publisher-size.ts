// What the publisher is given, by how much it has to work with. The figures are from docs/scale.md.
import type { Config } from '../domain/config.ts';
import { modelIn } from '../domain/target.ts';
import { LAMBDA_LIMIT_MS, PUBLISHER_EVERY_MS } from './timing.ts';

const MONTH_MS = 30 * 86_400_000;

export interface Field {
  readonly series: number;
  /** Samples of all series in the 30 days that the board shows. */
  readonly samples: number;
}

export function fieldOf({ workloads, regions, targets }: Pick<Config, 'workloads' | 'regions' | 'targets'>): Field {
  const perWorkload = regions.reduce(
    (sum, region) => sum + targets.filter((target) => modelIn(target, region) !== null).length,
    0,
  );
  const rounds = workloads.reduce((sum, { everyMs }) => sum + MONTH_MS / everyMs, 0);
  return { series: workloads.length * perWorkload, samples: perWorkload * rounds };
}

const BASE_MB = 300;
const MB_PER_MILLION_SAMPLES = 20;
const MB_PER_SERIES = 0.25;
const ROOM = 1.3;
// The second one is a whole core; the publisher uses no more than one.
const SIZES_MB = [1_024, 1_769, 3_008, 5_120];
const LARGEST_MB = 10_240;

/** MB */
export function publisherMemoryMb({ series, samples }: Field): number {
  const neededMb = ROOM * (BASE_MB + (MB_PER_MILLION_SAMPLES * samples) / 1e6 + MB_PER_SERIES * series);
  return SIZES_MB.find((sizeMb) => sizeMb >= neededMb) ?? LARGEST_MB;
}

const LARGE_SERIES = 1_500;
const LARGE_SAMPLES = 30e6;

/**
 * Whether a publisher that starts with nothing in memory may need longer than its cadence. Then it gets all the time there is,
 * and there is never a second one beside it: that one would begin anew, and take the lease from the first.
 */
export function isLargeField({ series, samples }: Field): boolean {
  return series > LARGE_SERIES || samples > LARGE_SAMPLES;
}

/** ms */
export function publisherTimeoutMs(field: Field): number {
  return isLargeField(field) ? LAMBDA_LIMIT_MS : PUBLISHER_EVERY_MS;
}
