// CloudWatch: metrics, the requests that send them, alarms, the dashboard, logs; and the mails of the alarms.
import { modelIn } from '../domain/target.ts';
import { metricsOf } from '../metrics/round-metrics.ts';
import { watcherOf } from '../names/names.ts';
import { LEAD_MS, SAVER_EVERY_MS } from '../names/timing.ts';
import { alarmsOf } from './alarms.ts';
import { busyHoursOf, type Load, MONTH_DAYS, MONTH_HOURS, MONTH_MS, PUBLICATIONS, roundsOf } from './scale.ts';
import type { Scene, Usage } from './usage.ts';

// lib/metrics/sink.ts
const DATA_A_REQUEST = 1_000;

export function watchingUsages(scene: Scene): Usage[] {
  const { config, hub, loads, assumed } = scene;
  const usages: Omit<Usage, 'group'>[] = [
    ...metricUsages(scene),
    ...requestUsages(scene),
    ...alarmsOf(config, loads).map(
      ({ region, count }) => ({ what: 'alarms', meter: 'alarms', region, quantity: count }) as const,
    ),
    dashboardUsage(scene),
    ...logUsages(scene),
  ];
  const mails = config.alarms.email.length * assumed.alarmMails;
  return [
    ...usages.map((usage): Usage => ({ group: 'CloudWatch', ...usage })),
    { group: 'Rest', what: 'mails of alarms', meter: 'mails', region: hub, quantity: mails },
  ];
}

// Only a dashboard of up to 50 metrics is free. Series are found by searches, which are taken not to count.
const FREE_DASHBOARD_METRICS = 50;

function dashboardUsage({ config, hub }: Scene): Omit<Usage, 'group'> {
  // stored rounds of each workload; two queues, errors of three functions and the longest race; the publisher's age and errors
  const metrics = config.regions.length * (config.workloads.length + 6) + 2;
  const meter = metrics <= FREE_DASHBOARD_METRICS ? 'dashboards' : 'largeDashboards';
  return { what: 'dashboard', meter, region: hub, quantity: 1 };
}

/** A metric is billed for the hours in which it is sent. */
function metricUsages({ config, hub, loads }: Scene): Omit<Usage, 'group'>[] {
  const told = config.alarms.regression === 'off' ? 0 : config.targets.length + 1;
  const meter = 'metrics';
  return [
    ...loads.flatMap((load) => {
      const shareOfMonth = busyHoursOf(load) / MONTH_HOURS;
      const { region } = load;
      const watcher = watcherOf(region, config.regions);
      return [
        { what: 'metrics of series', meter, region, quantity: dataOf(load, config) * shareOfMonth } as const,
        { what: 'RoundStored, PublishAge', meter, region: watcher, quantity: shareOfMonth } as const,
      ];
    }),
    { what: 'RoundStored, PublishAge', meter, region: hub, quantity: 1 },
    { what: 'RegressionScore, RegressedSeries', meter, region: hub, quantity: told },
  ];
}

/** Series metrics of one instant of a load. */
function dataOf({ region }: Load, config: Scene['config']): number {
  return config.targets
    .filter((target) => modelIn(target, region) !== null)
    .reduce((sum, target) => sum + metricsOf(target, config.metrics).size, 0);
}

function requestUsages({ config, hub, loads }: Scene): Omit<Usage, 'group'>[] {
  const what = 'PutMetricData';
  const meter = 'metricRequests';
  return [
    ...loads.flatMap((load) => {
      const { region, shardSizes } = load;
      const ofSeries = Math.ceil(dataOf(load, config) / shardSizes.length / DATA_A_REQUEST);
      return [
        { what, meter, region, quantity: roundsOf(load) * ofSeries } as const,
        { what, meter, region: watcherOf(region, config.regions), quantity: roundsOf(load) } as const,
      ];
    }),
    { what, meter, region: hub, quantity: PUBLICATIONS },
  ];
}

function logUsages({ config, hub, loads, assumed }: Scene): Omit<Usage, 'group'>[] {
  const { logKilobytesPerRound, logKilobytesPerRun } = assumed;
  const kilobytes = [
    ...loads.map((load) => {
      const starter = load.workload.gunDelayMs > LEAD_MS ? logKilobytesPerRun : 0;
      return { region: load.region, amount: roundsOf(load) * (logKilobytesPerRound + starter) };
    }),
    ...config.regions.map((region) => ({ region, amount: (MONTH_MS / SAVER_EVERY_MS) * logKilobytesPerRun })),
    { region: hub, amount: PUBLICATIONS * logKilobytesPerRun },
  ];
  return kilobytes.flatMap(({ region, amount }) => {
    const gigabytes = amount / 1e6;
    // Uncompressed: AWS bills what it stores after compression, so this is the most it can be.
    const kept = gigabytes * (config.aws.logDays / MONTH_DAYS);
    return [
      { what: 'logs, taken in', meter: 'logGb', region, quantity: gigabytes } as const,
      { what: 'logs, kept', meter: 'logGbMonths', region, quantity: kept } as const,
    ];
  });
}
