// What does a publication cost? 30 days of 50 targets in 3 regions, a round each 5 minutes, in the embedded engine: how long
// from one new round to all its figures, how long to rebuild everything from blocks with nothing in memory, and how much memory.
// Then how that grows with targets and days.
//
//   npm run bench:results [-- --quick] [-- --rounds 7]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { shown } from './figures.ts';
import type { Measured } from './results/measure.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, rounds: { type: 'string' } } });
const ROUNDS = Number(values.rounds ?? 7);
// Node as it is lets its heap grow far beyond what is alive (some 70 MB). These flags hold it small, at the cost of time.
const SMALL_HEAP = ['--max-semi-space-size=4', '--heap-growing-percent=10'];
const MAIN: Case = { targets: 50, days: 30, flags: [] };
const SMALL: Case = { ...MAIN, flags: SMALL_HEAP };
const GROWTH: readonly Case[] = [
  { ...MAIN, targets: 10 },
  { ...MAIN, targets: 200 },
  { ...MAIN, days: 1 },
  { ...MAIN, days: 7 },
];
const BARS = { afterOneRoundMs: 1_000, peakRssMb: 300, rebuildMs: 10_000 };

interface Case {
  readonly targets: number;
  readonly days: number;
  /** Node's, for the process that publishes. */
  readonly flags: readonly string[];
}

function run({ targets, days, flags }: Case): Measured {
  const folder = mkdtempSync(join(tmpdir(), 'photofinish-bench-'));
  try {
    const child = (script: string, ...args: readonly string[]) =>
      execFileSync(
        process.execPath,
        [...flags, join(import.meta.dirname, 'results', script), folder, String(targets), ...args],
        {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
    process.stderr.write(`filling ${days} days of ${targets} targets ...\n`);
    child('fill.ts', String(days));
    process.stderr.write(`publishing after each of ${ROUNDS} new rounds ...\n`);
    return JSON.parse(child('measure.ts', String(ROUNDS))) as Measured;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function row(
  { targets, days, flags }: Case,
  { rebuild, afterOneRound, afterAllRegions, storeRoundMs, peakRssMb, mappedMb }: Measured,
) {
  const { refreshMs, readMs, figuresMs, documentsMs, writeMs, totalMs } = afterOneRound;
  const parts = [refreshMs + readMs, figuresMs, documentsMs + writeMs];
  const figures = [totalMs, ...parts, afterAllRegions.totalMs, rebuild.totalMs, storeRoundMs, peakRssMb, mappedMb];
  return [
    `${targets}${flags.length > 0 ? ', small heap' : ''}`,
    String(days),
    ...figures.map((figure) => shown(figure)),
  ];
}

function verdict(name: string, value: number, bar: number, unit: string): string {
  return `${name}: ${shown(value)} ${unit}, bar ${bar} ${unit}: ${value <= bar ? 'held' : 'MISSED'}`;
}

const main = run(MAIN);
const small = run(SMALL);
const cases = values.quick ? [] : GROWTH;
const table = new Table({
  head: [
    'targets',
    'days',
    'after one round ms',
    'store',
    'figures',
    'documents',
    'after one in each region ms',
    'rebuild ms',
    'store a round ms',
    'peak RSS MB',
    'of it files',
  ],
  style: { head: [], border: [] },
});
table.push(row(MAIN, main), row(SMALL, small), ...cases.map((each) => row(each, run(each))));
process.stdout.write(
  [
    `Node ${process.version}, 3 regions, a round each 5 minutes; medians over ${ROUNDS} rounds; documents and files included`,
    table.toString(),
    verdict('publishing after one new round', main.afterOneRound.totalMs, BARS.afterOneRoundMs, 'ms'),
    verdict('peak memory', main.peakRssMb, BARS.peakRssMb, 'MB'),
    verdict(`peak memory with ${SMALL_HEAP.join(' ')}`, small.peakRssMb, BARS.peakRssMb, 'MB'),
    verdict('rebuilding everything from blocks', main.rebuild.totalMs, BARS.rebuildMs, 'ms'),
    '',
  ].join('\n'),
);
