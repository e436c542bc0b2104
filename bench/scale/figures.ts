// The figures of a month in memory, without a table: what a publication is mostly made of once a large deployment has run for
// long, measured where filling a table would take too long. A process of its own: node figures.ts TARGETS REGIONS EVERY_MS
import { figuresOf } from '../../lib/board/gather.ts';
import { joinColumns } from '../../lib/results/columns.ts';
import { DAYS } from './month.ts';
import { pastOf } from './past.ts';
import { DAY_MS, type Deployment, fieldOf, START_MS } from './scene.ts';

export interface FiguresMeasured {
  readonly deployment: Deployment;
  readonly samples: number;
  readonly figuresMs: number;
  readonly cpuMs: number;
  readonly peakRssMb: number;
}

const [targetCount, regionCount, everyMs] = process.argv.slice(2).map(Number) as [number, number, number];
const { workload, regions, targets } = fieldOf({ targets: targetCount, regions: regionCount, everyMs });
const past = pastOf(everyMs);
const seriesOf = (region: string, target: string) => {
  const key = { workload: workload.name, region, target };
  return joinColumns(Array.from({ length: DAYS }, (_, day) => past(key, START_MS - (DAYS - day) * DAY_MS, DAY_MS)));
};
const columns = new Map(
  regions.map((region) => [region, new Map(targets.map(({ id }) => [id, seriesOf(region, id)]))] as const),
);
const startMs = performance.now();
const before = process.cpuUsage();
figuresOf(columns, { workload, regions, targets: targets.map(({ id }) => id), nowMs: START_MS }, new Map());
const figuresMs = performance.now() - startMs;
const { user, system } = process.cpuUsage(before);
const measured: FiguresMeasured = {
  deployment: { targets: targetCount, regions: regionCount, everyMs },
  samples: (targetCount * regionCount * DAYS * DAY_MS) / everyMs,
  figuresMs,
  cpuMs: (user + system) / 1_000,
  peakRssMb: process.resourceUsage().maxRSS / 1_024,
};
process.stdout.write(`${JSON.stringify(measured)}\n`);
