// What a month of a deployment costs on AWS, tokens apart, by the same estimate as `photofinish cost`.
import { assumed } from '../../lib/cost/assumptions.ts';
import { type Estimate, estimateOf } from '../../lib/cost/estimate.ts';
import { NO_OVERRIDES } from '../../lib/cost/price-file.ts';
import { type Config, DEFAULT_AWS, DEFAULT_PAGE } from '../../lib/domain/config.ts';
import { DEFAULT_TIMEOUTS } from '../../lib/domain/workload.ts';
import { type Deployment, fieldOf, START_MS } from './scene.ts';

/** Lean: heartbeats only in CloudWatch, and no waiting for a common gun. */
export function monthOf(deployment: Deployment): Estimate {
  const { workload, regions, targets } = fieldOf(deployment);
  const config: Config = {
    ...{
      name: 'scale',
      regions,
      targets,
      timeouts: DEFAULT_TIMEOUTS,
      metrics: [],
      aws: DEFAULT_AWS,
      page: DEFAULT_PAGE,
    },
    workloads: [{ ...workload, gunDelayMs: 0 }],
    alarms: { regression: 'off', email: [] },
  };
  return estimateOf(config, { assumed: assumed(), overrides: NO_OVERRIDES, atMs: START_MS });
}

/** USD a month of the lines of one group. */
export function groupUsd({ lines }: Estimate, group: string): number {
  return lines.filter((line) => line.group === group).reduce((sum, { billUsd }) => sum + billUsd, 0);
}

/** ... and of one line. */
export function lineUsd({ lines }: Estimate, what: string): number {
  return lines.filter((line) => line.what === what).reduce((sum, { billUsd }) => sum + billUsd, 0);
}
