// The configuration once it is checked: what the other rooms are given. lib/config makes it from YAML.
import type { Target } from './target.ts';
import type { Timeouts, Workload } from './workload.ts';

export interface AlarmSettings {
  readonly regression: 'per-target' | 'fleet' | 'off';
  readonly email: readonly string[];
}

export interface Config {
  readonly name: string;
  /** The first is the hub. */
  readonly regions: readonly string[];
  /** In the order of the file; the first is the one shown first. */
  readonly workloads: readonly Workload[];
  readonly timeouts: Timeouts;
  readonly alarms: AlarmSettings;
  readonly targets: readonly Target[];
}

/** Whether any figure comes from the demo fleet; then all that is shown must say so. */
export function isSimulation(config: Config): boolean {
  return config.targets.some((target) => target.simulated);
}
