// One dashboard over all regions: whether rounds come and the board is fresh, what went wrong, and how fast the targets are.
import { Duration, type Stack } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Row,
  SearchExpression,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Config, SeriesMetric } from '../domain/config.ts';
import type { Workload } from '../domain/workload.ts';
import { DIMENSION, METRICS_NAMESPACE, SERIES_METRIC_NAMES } from '../metrics/names.ts';
import {
  DASHBOARD,
  DEAD_LETTER_QUEUE,
  PUBLISHER_FUNCTION,
  RACE_FUNCTION,
  SAVER_FUNCTION,
  STARTER_FUNCTION,
  UNSAVED_QUEUE,
  watcherOf,
} from '../names/names.ts';
import { functionMetric, messagesWaiting, publishAge, roundsStored } from './metrics.ts';

const FULL_WIDTH = 24;
const MIN_PERIOD_MS = 5 * 60_000;

export function makeDashboard(stack: Stack, config: Config): void {
  const dashboard = new Dashboard(stack, 'Dashboard', { dashboardName: DASHBOARD, defaultInterval: Duration.days(1) });
  dashboard.addWidgets(new TextWidget({ markdown: `# ${config.name}`, width: FULL_WIDTH, height: 1 }));
  dashboard.addWidgets(
    row([
      ...config.workloads.map((workload) => roundsGraph(config, workload)),
      graph('Age of the board, s', [publishAge().with({ label: 'age' })]),
    ]),
  );
  dashboard.addWidgets(row(machineryGraphs(config)));
  for (const workload of config.workloads) {
    for (const metric of config.metrics) {
      dashboard.addWidgets(row(config.regions.map((region) => seriesGraph(metric, region, workload))));
    }
  }
}

type Graph = (width: number) => IWidget;

function row(graphs: readonly Graph[]): IWidget {
  const width = Math.max(6, Math.floor(FULL_WIDTH / graphs.length));
  return new Row(...graphs.map((make) => make(width)));
}

function graph(title: string, left: readonly IMetric[]): Graph {
  return (width) => new GraphWidget({ title, left: [...left], width, height: 6, leftYAxis: { min: 0 } });
}

function roundsGraph({ regions }: Config, { name, everyMs }: Workload): Graph {
  const stored = (region: string) =>
    roundsStored(region, name, everyMs).with({ label: region, region: watcherOf(region, regions) });
  return graph(`Rounds stored: ${name}`, regions.map(stored));
}

function machineryGraphs({ regions }: Config): readonly Graph[] {
  const waiting = [UNSAVED_QUEUE, DEAD_LETTER_QUEUE].flatMap((queue) =>
    regions.map((region) => messagesWaiting(queue).with({ label: `${queue} ${region}`, region })),
  );
  const errors = [STARTER_FUNCTION, RACE_FUNCTION, SAVER_FUNCTION].flatMap((name) =>
    regions.map((region) => functionMetric(name, 'Errors', 'Sum').with({ label: `${name} ${region}`, region })),
  );
  const publisherErrors = functionMetric(PUBLISHER_FUNCTION, 'Errors', 'Sum').with({ label: PUBLISHER_FUNCTION });
  const durations = regions.map((region) =>
    functionMetric(RACE_FUNCTION, 'Duration', 'Maximum').with({ label: region, region }),
  );
  return [
    graph('Messages waiting', waiting),
    graph('Errors of functions', [publisherErrors, ...errors]),
    graph('Longest race, ms', durations),
  ];
}

const SERIES_TITLES: Readonly<Record<SeriesMetric, string>> = {
  ttft: 'Time to first token, ms',
  throughput: 'Output tokens per second',
  failures: 'Share of failed probes',
};

// A search, so that a target that is added or taken away needs no new dashboard.
function seriesGraph(metric: SeriesMetric, region: string, { name, everyMs }: Workload): Graph {
  const schema = [METRICS_NAMESPACE, DIMENSION.target, DIMENSION.region, DIMENSION.workload].join(',');
  const place = `${DIMENSION.region}="${region}" ${DIMENSION.workload}="${name}"`;
  const periodMs = Math.max(MIN_PERIOD_MS, everyMs);
  const expression = `SEARCH('{${schema}} MetricName="${SERIES_METRIC_NAMES[metric]}" ${place}', 'Average', ${periodMs / 1_000})`;
  const found = new SearchExpression({
    expression,
    searchRegion: region,
    label: '',
    period: Duration.millis(periodMs),
  });
  return graph(`${SERIES_TITLES[metric]}: ${name}, ${region}`, [found]);
}
