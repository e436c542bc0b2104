// What do the pages cost? Every page and document of a month of rounds each 5 minutes, in 4 windows: how long it takes to make
// them, how much memory, how many files, and what a reader loads. The figures themselves (summaries, ranks) are made beforehand,
// and the downloads of samples are not among it.
//
//   npm run bench:pages [-- --targets 500 --regions 10] [-- --runs 5]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { figuresOf } from '../lib/board/gather.ts';
import { buildPageAssets } from '../lib/local/page-assets.ts';
import { median, shown } from './figures.ts';
import type { Kind, Measured, Setup } from './pages/measure.ts';
import { columnsOf, NOW_MS } from './pages/scene.ts';
import { fieldOf } from './scale/scene.ts';

const { values } = parseArgs({
  options: {
    targets: { type: 'string', default: '50' },
    regions: { type: 'string', default: '3' },
    runs: { type: 'string', default: '5' },
  },
});
const SETUP: Setup = {
  targets: Number(values.targets),
  regions: Number(values.regions),
  everyMs: 5 * 60_000,
  runs: Number(values.runs),
};
const IS_LARGE = SETUP.targets * SETUP.regions > 150;
/** Those of 50 targets in 3 regions; for any larger field only a minute is aimed at. */
const AIMS = { totalS: 2, largeTotalS: 60, peakRssMb: 250, firstViewKb: 25 };
const MB = 1_048_576;
// Node as it is lets its heap grow far beyond what is alive. These flags hold it small, at the cost of time.
const SMALL_HEAP = ['--max-semi-space-size=4', '--heap-growing-percent=10'];

interface Result {
  readonly main: Measured;
  /** The same once, with the heap held small; `null` for a large field, where that would take minutes. */
  readonly small: Measured | null;
}

async function run(): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'photofinish-pages-'));
  try {
    process.stderr.write(`making the figures of ${SETUP.targets} targets in ${SETUP.regions} regions ...\n`);
    const field = fieldOf(SETUP);
    const { workload, regions } = field;
    const targets = field.targets.map(({ id }) => id);
    const views = figuresOf(columnsOf(field), { workload, regions, targets, nowMs: NOW_MS }, new Map());
    writeFileSync(join(folder, 'views.json'), JSON.stringify(views));
    writeFileSync(join(folder, 'assets.json'), JSON.stringify(await buildPageAssets()));
    const main = measured(folder, [], SETUP);
    return { main, small: IS_LARGE ? null : measured(folder, SMALL_HEAP, { ...SETUP, runs: 1 }) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measured(folder: string, flags: readonly string[], setup: Setup): Measured {
  process.stderr.write(`making the pages, ${setup.runs} times ...\n`);
  const script = join(import.meta.dirname, 'pages', 'measure.ts');
  const child = execFileSync(process.execPath, [...flags, script, folder, JSON.stringify(setup)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(child) as Measured;
}

function report({ main: { runs, rssBeforeMb, peakRssMb, peakHeapMb, kinds, gzipped }, small }: Result): string {
  const totalS = median(runs.map(({ liveMs, detailsMs }) => liveMs + detailsMs)) / 1_000;
  const middle = (figure: 'liveMs' | 'cpuMs') => shown(median(runs.map((one) => one[figure])));
  const [firstView = ['', Number.NaN]] = Object.entries(gzipped);
  const lines = [
    `Node ${process.version}, ${SETUP.targets} targets x ${SETUP.regions} regions x 4 windows, 30 days of a round each 5 minutes; medians of ${runs.length}`,
    verdict('all pages and documents', totalS, IS_LARGE ? AIMS.largeTotalS : AIMS.totalS, 's'),
    `  CPU time: ${middle('cpuMs')} ms; of the whole the leaderboard alone, made each time: ${middle('liveMs')} ms; the first run: ${shown(firstRunMs(runs))} ms`,
    verdict('peak RSS', peakRssMb, IS_LARGE ? null : AIMS.peakRssMb, 'MB'),
    `  of it before the first page, with columns and figures: ${shown(rssBeforeMb)} MB; heap and buffers at most: ${shown(peakHeapMb)} MB`,
    ...(small === null ? [] : [smallHeapLine(small)]),
    verdict(firstView[0], firstView[1] / 1_024, IS_LARGE ? null : AIMS.firstViewKb, 'KB gzipped'),
    ...Object.entries(gzipped)
      .slice(1)
      .map(([name, bytes]) => `${name}: ${shown(bytes / 1_024)} KB gzipped`),
    tableOf(kinds),
  ];
  return `${lines.join('\n')}\n`;
}

function firstRunMs([first]: Measured['runs']): number {
  return first === undefined ? Number.NaN : first.liveMs + first.detailsMs;
}

function smallHeapLine({ peakRssMb, peakHeapMb, runs }: Measured): string {
  const memory = `peak RSS ${shown(peakRssMb)} MB, heap and buffers ${shown(peakHeapMb)} MB`;
  return `  with the heap held small: ${memory}, first run ${shown(firstRunMs(runs))} ms`;
}

/** @param aim `null` = there is none for a field of this size */
function verdict(name: string, value: number, aim: number | null, unit: string): string {
  const figure = `${name}: ${shown(value)} ${unit}`;
  return aim === null ? figure : `${figure}, aim ${aim}: ${value <= aim ? 'held' : 'MISSED'}`;
}

function tableOf(kinds: Readonly<Record<string, Kind>>): string {
  const table = new Table({
    head: ['kind', 'files', 'MB', 'KB a file'],
    style: { head: [], border: [], compact: true },
  });
  const row = (name: string, { files, bytes }: Kind) => {
    table.push([name, String(files), shown(bytes / MB), shown(bytes / 1_024 / files)]);
  };
  for (const [name, kind] of Object.entries(kinds).toSorted()) row(name, kind);
  const sum = (of: keyof Kind) => Object.values(kinds).reduce((total, kind) => total + kind[of], 0);
  row('all', { files: sum('files'), bytes: sum('bytes') });
  return table.toString();
}

process.stdout.write(report(await run()));
