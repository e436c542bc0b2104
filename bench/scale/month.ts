// A publisher with a month behind it: 30 days of blocks, three open hours of rounds. What the first publication costs that
// finds nothing in memory, and those after it.
import { isoSeconds } from '../../lib/domain/time.ts';
import { writeDayBlocks, writeHourBlocks } from '../../lib/results/block-store.ts';
import type { Table } from '../../lib/results/document-client.ts';
import { ensureTable } from '../../lib/results/ensure-table.ts';
import { writeProgress } from '../../lib/results/progress.ts';
import { createRoundStore } from '../../lib/results/round-store.ts';
import { dayOf } from '../../lib/results/table.ts';
import { pastOf } from './past.ts';
import type { Publication } from './publisher.ts';
import { startPublisher } from './publisher-process.ts';
import { DAY_MS, type Deployment, type Field, fieldOf, HOUR_MS, MINUTE_MS, roundOf, START_MS } from './scene.ts';
import { openClient } from './simulate.ts';

export const DAYS = 30;
const OPEN_HOURS = 3;
const WARM = 3;

export interface Month {
  readonly deployment: Deployment;
  readonly samples: number;
  /** The first publication: nothing in memory. */
  readonly cold: Publication;
  readonly warm: readonly Publication[];
}

export async function measureMonth(endpoint: string, deployment: Deployment): Promise<Month> {
  const field = fieldOf(deployment);
  const client = openClient(endpoint);
  const table = { client, name: `month-${deployment.targets}x${deployment.regions}` };
  await ensureTable(table);
  await fill(table, field);
  const publisher = startPublisher({ endpoint, table: table.name, deployment });
  try {
    const cold = await publisher.publish(START_MS);
    const warm: Publication[] = [];
    for (let lap = 0; lap < WARM; lap++) {
      const fromMs = START_MS + lap * 5 * MINUTE_MS;
      const toMs = fromMs + 5 * MINUTE_MS;
      await storeRounds(table, field, { fromMs, toMs });
      warm.push(await publisher.publish(toMs - 1_000));
    }
    const perDay = DAY_MS / deployment.everyMs;
    return { deployment, samples: deployment.targets * deployment.regions * perDay * DAYS, cold, warm };
  } finally {
    await publisher.stop();
    client.destroy();
  }
}

async function fill(table: Table, field: Field): Promise<void> {
  const { workload, regions, targets } = field;
  const todayMs = dayOf(START_MS);
  const frozenBeforeMs = START_MS - OPEN_HOURS * HOUR_MS;
  const days = Array.from({ length: DAYS }, (_, day) => todayMs - (day + 1) * DAY_MS);
  const hours = Array.from({ length: (frozenBeforeMs - todayMs) / HOUR_MS }, (_, hour) => todayMs + hour * HOUR_MS);
  const past = pastOf(workload.everyMs);
  const fillRegion = async (region: string) => {
    for (const { id: target } of targets) {
      const series = { workload: workload.name, region, target };
      await writeDayBlocks(
        table,
        days.map((startMs) => ({ series, startMs, columns: past(series, startMs, DAY_MS) })),
      );
      await writeHourBlocks(
        table,
        hours.map((startMs) => ({ series, startMs, columns: past(series, startMs, HOUR_MS), frozen: true })),
      );
    }
    await writeProgress(table, workload.name, region, { frozenBeforeMs, roster: targets.map(({ id }) => id) });
  };
  await Promise.all(regions.map(fillRegion));
  await storeRounds(table, field, { fromMs: frozenBeforeMs, toMs: START_MS });
}

async function storeRounds(table: Table, field: Field, span: { fromMs: number; toMs: number }): Promise<void> {
  const { workload, regions, shards } = field;
  for (let atMs = span.fromMs; atMs < span.toMs; atMs += workload.everyMs) {
    const rounds = regions.flatMap((region) =>
      shards.map(({ name: shard, targets }, index) => {
        return roundOf({ workload: workload.name, region, scheduledAt: isoSeconds(atMs), shard }, targets, index);
      }),
    );
    // stored in their time, so that none is late
    const inTime = createRoundStore(table, () => atMs);
    await Promise.all(rounds.map((round) => inTime.finish(round)));
  }
}
