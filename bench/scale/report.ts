// The tables of the bench.
import Table from 'cli-table3';
import { median, percentile, shown } from '../figures.ts';
import { groupUsd, lineUsd, monthOf } from './cost.ts';
import type { FiguresMeasured } from './figures.ts';
import type { Month } from './month.ts';
import type { Publication } from './publisher.ts';
import { type Deployment, MINUTE_MS } from './scene.ts';
import type { Simulated } from './simulate.ts';

type Row = readonly (string | number)[];

function tableOf(head: readonly string[], rows: readonly Row[]): string {
  const table = new Table({ head: [...head], style: { head: [], border: [] }, colAligns: head.map(() => 'right') });
  table.push(...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? shown(cell) : cell))));
  return table.toString();
}

function nameOf({ targets, regions, everyMs }: Deployment): string {
  return `${targets} x ${regions}, ${everyMs / MINUTE_MS} min`;
}

export function storeTable(hours: readonly Simulated[]): string {
  const head = ['targets x regions', 'shards', 'rounds', 'lost', 'doubled', 'five times', 'late', 'samples', 'missing'];
  return tableOf(
    [...head, 'claim ms p50', 'store ms p50', 'p95', 'rounds/s'],
    hours.map(({ deployment, shards, played, loss }) => [
      ...[nameOf(deployment), `${shards}`, `${loss.stored}`, `${loss.lost}`, `${played.doubled}`],
      ...[`${played.repeated}`, `${played.late}`, `${loss.samples}`, `${loss.samplesLost}`],
      ...[median(played.claimMs), median(played.storeMs), percentile(played.storeMs, 0.95)],
      loss.stored / (played.storingMs / 1_000),
    ]),
  );
}

export function publishTable(hours: readonly Simulated[]): string {
  return tableOf(
    [
      ...['targets x regions', 'first s', 'median s', 'max s', 'refresh', 'read', 'figures', 'documents', 'write'],
      ...['CPU s', 'peak RSS MB', 'files', 'MB'],
    ],
    hours.map(({ deployment, publications: [first, ...later] }) => [
      ...[nameOf(deployment), seconds(first?.totalMs), middle(later, 'totalMs'), most(later)],
      ...parts(later),
      ...[middle(later, 'cpuMs'), later.at(-1)?.peakRssMb ?? 0],
      ...[later.at(-1)?.written ?? 0, later.at(-1)?.documentsMb ?? 0],
    ]),
  );
}

/** What each step has more of than the one before, and what it costs more. */
export function growthTable(hours: readonly Simulated[]): string {
  const figures = (hour: Simulated) => {
    const later = hour.publications.slice(1);
    const { targets, regions, everyMs } = hour.deployment;
    return [
      (targets * regions) / (everyMs / MINUTE_MS),
      targets * regions,
      middle(later, 'totalMs'),
      middle(later, 'cpuMs'),
      later.at(-1)?.peakRssMb ?? 0,
      later.at(-1)?.documentsMb ?? 0,
    ];
  };
  const rows = hours.slice(1).map((hour, index): Row => {
    const before = figures(hours[index] as Simulated);
    const factors = figures(hour).map((figure, place) => `${shown(figure / (before[place] as number))} x`);
    return [nameOf(hour.deployment), ...factors];
  });
  return tableOf(['to', 'samples a minute', 'series', 'publication', 'its CPU', 'peak RSS', 'documents'], rows);
}

export function monthTable(months: readonly Month[]): string {
  return tableOf(
    [
      ...['targets x regions', 'million samples', 'cold s', 'refresh', 'read', 'figures', 'CPU s'],
      ...['warm s', 'refresh', 'figures', 'documents', 'CPU s', 'peak RSS MB'],
    ],
    months.map(({ deployment, samples, cold, warm }) => [
      ...[nameOf(deployment), samples / 1e6, seconds(cold.totalMs), seconds(cold.refreshMs), seconds(cold.readMs)],
      ...[seconds(cold.figuresMs), seconds(cold.cpuMs)],
      ...[middle(warm, 'totalMs'), middle(warm, 'refreshMs'), middle(warm, 'figuresMs'), middle(warm, 'documentsMs')],
      ...[middle(warm, 'cpuMs'), warm.at(-1)?.peakRssMb ?? 0],
    ]),
  );
}

export function figuresTable(measured: readonly FiguresMeasured[]): string {
  return tableOf(
    ['targets x regions', 'million samples', 'figures s', 'CPU s', 'peak RSS MB'],
    measured.map(({ deployment, samples, figuresMs, cpuMs, peakRssMb }) => {
      return [nameOf(deployment), samples / 1e6, seconds(figuresMs), seconds(cpuMs), peakRssMb];
    }),
  );
}

export function costTable(hours: readonly Simulated[]): string {
  return tableOf(
    ['targets x regions', 'AWS in all', 'race function', 'publisher', 'DynamoDB', 'page', 'a series'],
    hours.map(({ deployment }) => {
      const month = monthOf(deployment);
      const { billUsd } = month.aws;
      return [
        ...[nameOf(deployment), billUsd, lineUsd(month, 'race'), lineUsd(month, 'publisher')],
        ...[groupUsd(month, 'DynamoDB'), groupUsd(month, 'Page')],
        billUsd / (deployment.targets * deployment.regions),
      ];
    }),
  );
}

function parts(publications: readonly Publication[]): number[] {
  return (['refreshMs', 'readMs', 'figuresMs', 'documentsMs', 'writeMs'] as const).map((part) =>
    middle(publications, part),
  );
}

/** Median of a figure in ms, as seconds. */
function middle(publications: readonly Publication[], figure: keyof Publication): number {
  return seconds(median(publications.map((each) => each[figure])));
}

function most(publications: readonly Publication[]): number {
  return seconds(Math.max(...publications.map(({ totalMs }) => totalMs)));
}

function seconds(ms: number | undefined): number {
  return (ms ?? Number.NaN) / 1_000;
}
