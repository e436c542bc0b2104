// The alarms that the stacks make, counted: each kind of lib/metrics/alarms.ts in the region that it stands in.
import type { Config } from '../domain/config.ts';
import { modelIn, type Target } from '../domain/target.ts';
import type { AlarmKind } from '../metrics/alarms.ts';
import { watcherOf } from '../names/names.ts';
import { LEAD_MS } from '../names/timing.ts';
import type { Load } from './scale.ts';

export interface CountedAlarm {
  readonly kind: AlarmKind;
  readonly region: string;
  /** How many are billed: an alarm on a formula counts once for each metric in it. */
  readonly count: number;
}

// race and saver; the starter where something waits for its gun, the publisher in the hub
const FUNCTIONS_IN_A_REGION = 2;
// failed probes, and all of them
const METRICS_IN_A_SHARE = 2;

export function alarmsOf(config: Config, loads: readonly Load[]): CountedAlarm[] {
  const { regions } = config;
  const hub = regions[0] ?? '';
  const waits = (region: string) => loads.some((load) => load.region === region && load.workload.gunDelayMs > LEAD_MS);
  const watched = config.aws.paused ? [] : loads;
  return [
    ...watched.map(({ region }) => ({ kind: 'rounds-missing' as const, region: watcherOf(region, regions), count: 1 })),
    ...regions.flatMap((region): CountedAlarm[] => {
      const functions = FUNCTIONS_IN_A_REGION + Number(waits(region)) + Number(region === hub);
      return [
        { kind: 'dead-letters', region, count: 1 },
        { kind: 'unsaved-rounds-waiting', region, count: 1 },
        { kind: 'function-errors', region, count: functions },
      ];
    }),
    { kind: 'board-too-old', region: hub, count: 1 },
    ...loads.flatMap(({ region }): CountedAlarm[] => {
      const racing = config.targets.filter((target) => modelIn(target, region) !== null);
      const ofFailures = racing.filter(hasFailureLimit).length * METRICS_IN_A_SHARE;
      return [
        { kind: 'slow-first-token', region, count: racing.filter(hasTtftLimit).length },
        { kind: 'failures-above-limit', region, count: ofFailures },
      ];
    }),
  ];
}

function hasTtftLimit({ alarms }: Target): boolean {
  return alarms.ttftMs !== null;
}

function hasFailureLimit({ alarms }: Target): boolean {
  return alarms.failureShare !== null;
}
