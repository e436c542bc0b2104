// The same probes made by CloudWatch Synthetics, for comparison: what AWS sells for it. Canaries have no common gun, no capture of
// each chunk, no board and no table; only the probing, its metrics and its alarms are counted.
import { type Totals, totalsOf } from './estimate.ts';
import { type Line, linesOf } from './lines.ts';
import type { Overrides } from './price-file.ts';
import type { Load } from './scale.ts';
import type { Scene, Usage } from './usage.ts';
import { watchingUsages } from './watching.ts';

export interface SyntheticsWay {
  readonly what: string;
  /** Canaries over all regions. */
  readonly canaries: number;
  readonly lines: readonly Line[];
  readonly aws: Totals;
}

/** The two ways to do it: a canary for each target in each region, or one in each region that asks all targets. */
export function syntheticsOf(scene: Scene, overrides: Overrides): SyntheticsWay[] {
  const { assumed } = scene;
  return [
    way('one canary a target and region', ({ series }) => series, assumed.canarySeconds),
    way('one canary a region, for all targets', ({ shardSizes }) => shardSizes.length, roundSeconds()),
  ];

  function roundSeconds(): number {
    return assumed.roundSeconds + assumed.canaryStartSeconds;
  }

  function way(what: string, canariesOf: (load: Load) => number, seconds: number): SyntheticsWay {
    const usages = [
      ...scene.loads.flatMap((load) => canaryUsages(load, canariesOf(load), seconds)),
      ...seriesUsages(scene),
    ];
    const lines = linesOf(usages, overrides);
    return {
      what,
      canaries: scene.loads.reduce((sum, load) => sum + canariesOf(load), 0),
      lines,
      aws: totalsOf(lines),
    };
  }

  function canaryUsages(load: Load, canaries: number, seconds: number): Usage[] {
    const runs = load.instants * canaries;
    const usage = (name: string, meter: Usage['meter'], quantity: number): Usage => ({
      ...{ group: 'Synthetics', what: name, meter, region: load.region, quantity },
    });
    return [
      usage('canary runs', 'canaryRuns', runs),
      usage('their Lambda time', 'lambdaGbSecondsX86', runs * seconds * assumed.canaryMemoryGb),
      usage('their Lambda requests', 'lambdaRequests', runs),
      usage('what they write to S3', 'bucketWrites', runs * assumed.canaryObjects),
      usage('their logs', 'logGb', (runs * assumed.logKilobytesPerRound) / 1e6),
      usage('their own metrics', 'metrics', canaries * assumed.canaryMetrics),
      usage('an alarm for each', 'alarms', canaries),
    ];
  }
}

/** The metrics of series that the config asks for: Synthetics has neither a TTFT nor tokens per second of its own. */
function seriesUsages(scene: Scene): Usage[] {
  return watchingUsages(scene).filter(({ what }) => what === 'metrics of series');
}
