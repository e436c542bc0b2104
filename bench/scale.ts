// Do the store and the publisher hold at scale? Plays an hour of ever larger deployments against Amazon's DynamoDB Local: every
// shard of every region claims and stores its round each minute, the board is published every five, some events come five
// times, some rounds late. Then a publisher with a month behind it. Last, what such a month costs on AWS.
//
//   npm run bench:scale [-- --quick]      needs Java 17 or later; all of it takes 20 minutes on two cores
import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { publisherTimeoutMs, fieldOf as sizeOf } from '../lib/names/publisher-size.ts';
import { startEngine } from '../test/dynamodb-local/engine.ts';
import { shown } from './figures.ts';
import type { FiguresMeasured } from './scale/figures.ts';
import { type Month, measureMonth } from './scale/month.ts';
import { costTable, figuresTable, growthTable, monthTable, publishTable, storeTable } from './scale/report.ts';
import { type Deployment, fieldOf, MINUTE_MS } from './scale/scene.ts';
import { type Simulated, simulateHour } from './scale/simulate.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean' } } });
const deployment = (targets: number, regions: number, minutes: number): Deployment => {
  return { targets, regions, everyMs: minutes * MINUTE_MS };
};
const QUICK = [deployment(15, 3, 5), deployment(50, 3, 1)];
const HOURS = [...QUICK, deployment(100, 5, 1), deployment(200, 10, 1), deployment(500, 10, 1)];
const MONTHS = [deployment(15, 3, 5), deployment(50, 3, 1), deployment(200, 10, 5), deployment(100, 5, 1)];
// More than a table on one machine could be filled with in time.
const IN_MEMORY = [deployment(500, 10, 5), deployment(500, 10, 1)];
// Else it lets its heap grow far beyond what it needs.
const JAVA_ARGS = ['-Xmx4g'];

// A fresh one, so that what one step has left behind does not weigh on the next.
async function onFreshEngine<Result>(
  what: string,
  each: Deployment,
  work: (endpoint: string, deployment: Deployment) => Promise<Result>,
): Promise<Result> {
  process.stderr.write(`${what} of ${each.targets} targets x ${each.regions} regions ...\n`);
  const engine = await startEngine(JAVA_ARGS);
  try {
    return await work(engine.endpoint, each);
  } finally {
    await engine.stop();
  }
}

function measureFigures({ targets, regions, everyMs }: Deployment): FiguresMeasured {
  process.stderr.write(`the figures of a month of ${targets} targets x ${regions} regions ...\n`);
  const script = join(import.meta.dirname, 'scale', 'figures.ts');
  const args = [script, ...[targets, regions, everyMs].map(String)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
}

function failuresOf({ deployment, played, loss, publications }: Simulated): string[] {
  const { workload, regions, targets } = fieldOf(deployment);
  const timeoutMs = publisherTimeoutMs(sizeOf({ workloads: [workload], regions, targets }));
  const slowestMs = Math.max(...publications.map(({ totalMs }) => totalMs));
  const wrong: readonly (readonly [count: number, what: string])[] = [
    [loss.lost, 'rounds lost'],
    [loss.unknown, 'rounds that were never scheduled'],
    [played.doubled, 'rounds raced or stored twice'],
    [loss.samplesLost, 'samples in no block'],
    [loss.seriesWrong, 'series that differ from what was raced'],
    [slowestMs > timeoutMs ? 1 : 0, "publication beyond the function's time"],
  ];
  return wrong
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${deployment.targets} x ${deployment.regions}: ${count} ${what}`);
}

const hours: Simulated[] = [];
for (const each of values.quick ? QUICK : HOURS) hours.push(await onFreshEngine('an hour', each, simulateHour));
const months: Month[] = [];
for (const each of values.quick ? [] : MONTHS) months.push(await onFreshEngine('a month', each, measureMonth));

const figures = values.quick ? [] : IN_MEMORY.map(measureFigures);

const failures = hours.flatMap(failuresOf);
process.stdout.write(
  [
    `Node ${process.version}, DynamoDB Local in memory, ${cpus().length} cores shared by both and by all shards, load ${shown(loadavg()[1] ?? 0)}`,
    ...['', 'An hour: what was stored', storeTable(hours)],
    ...['', 'An hour: the publications, medians of those after the first', publishTable(hours)],
    ...['', 'Growth from each step to the next', growthTable(hours)],
    ...(months.length === 0 ? [] : ['', 'With a month behind it', monthTable(months)]),
    ...(figures.length === 0 ? [] : ['', 'The figures alone of a month, in memory', figuresTable(figures)]),
    ...['', 'A month on AWS, USD, tokens apart, lean metrics, immediate gun', costTable(hours)],
    ...[
      '',
      failures.length === 0 ? 'Nothing lost, nothing doubled, every sample in its block.' : failures.join('\n'),
      '',
    ],
  ].join('\n'),
);
process.exitCode = failures.length === 0 ? 0 : 1;
