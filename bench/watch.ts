// What it costs to watch for regressions at each publication: a cold publisher, and one that remembers what is usual. One region
// of so many targets is made up, nine days of it, and watched again after each new round; regions only add up.
//
//   npm run bench:watch [-- --targets 15,50,500 --regions 10]
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { OUTCOME_OK, type SeriesColumns } from '../lib/domain/series.ts';
import { encodeValue } from '../lib/domain/value-code.ts';
import { byMetric, partOf } from '../lib/results/columns.ts';
import type { UsualCache } from '../lib/stats/regression/usual.ts';
import { watch } from '../lib/stats/regression/watch.ts';
import { median } from './figures.ts';

const { values } = parseArgs({ options: { targets: { type: 'string' }, regions: { type: 'string' } } });
const SIZES = (values.targets ?? '15,50,500').split(',').map(Number);
const REGIONS = Number(values.regions ?? 10);
const ROUNDS = 7;
const DAYS = 9;
const START_MS = Date.parse('2026-11-01T00:00:00Z');

function madeUp(everyMs: number): SeriesColumns {
  const count = Math.floor((DAYS * 86_400_000) / everyMs);
  const codes = Uint16Array.from({ length: count }, () => {
    const spread = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
    return encodeValue(400 * Math.exp(0.4 * spread));
  });
  return {
    slots: Uint32Array.from({ length: count }, (_, index) => START_MS / 1_000 + (index * everyMs) / 1_000),
    outcomes: new Uint8Array(count).fill(OUTCOME_OK),
    codes: byMetric(() => codes),
  };
}

function measured(targets: number, everyMs: number): string[] {
  const whole = new Map(Array.from({ length: targets }, (_, index) => [`t/${index}`, madeUp(everyMs)] as const));
  const length = whole.get('t/0')?.slots.length ?? 0;
  const cache: UsualCache = new Map();
  const look = (rounds: number): number => {
    const columns = new Map(Array.from(whole, ([target, all]) => [target, partOf(all, 0, rounds)] as const));
    const nowMs = START_MS + (rounds - 1) * everyMs;
    const startMs = performance.now();
    watch({ workload: 'bench', region: 'r', everyMs, nowMs, columns, known: [] }, cache);
    return performance.now() - startMs;
  };
  const before = memoryMb();
  const coldMs = look(length - ROUNDS);
  const warmMs = Array.from({ length: ROUNDS }, (_, round) => look(length - ROUNDS + round + 1));
  const keptMb = memoryMb() - before;
  const seconds = (ms: number) => ((ms * REGIONS) / 1_000).toFixed(2);
  return [
    `${targets} x ${REGIONS}`,
    `${everyMs / 60_000} min`,
    seconds(coldMs),
    seconds(median(warmMs)),
    seconds(Math.max(...warmMs)),
    (keptMb * REGIONS).toFixed(0),
  ];
}

function memoryMb(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1_048_576;
}

const table = new Table({
  head: ['targets x regions', 'a round every', 'cold, s', 'warm, s (median)', 'warm, s (most)', 'kept, MB'],
  style: { head: [], border: [], compact: true },
});
for (const everyMs of [300_000, 60_000]) {
  for (const targets of SIZES) {
    process.stderr.write(`${targets} targets, a round every ${everyMs / 1_000} s ...\n`);
    table.push(measured(targets, everyMs));
  }
}
process.stdout.write(
  `${table.toString()}\nSeconds of one core for all regions of one publication. Warm: ${ROUNDS} new rounds one after the other.\n`,
);
