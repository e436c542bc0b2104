// Whether the table holds what was raced: every scheduled round once, and every sample in the blocks with its values.
import { columnsByTarget, sameColumns } from '../../lib/results/columns.ts';
import type { Table } from '../../lib/results/document-client.ts';
import { createRoundStore } from '../../lib/results/round-store.ts';
import { readSeries } from '../../lib/results/series-reader.ts';
import type { Played } from './hour.ts';
import type { Field } from './scene.ts';

export interface Loss {
  readonly scheduled: number;
  readonly stored: number;
  /** Scheduled and not in the table, or claimed and never finished. */
  readonly lost: number;
  /** In the table and never scheduled. */
  readonly unknown: number;
  readonly samples: number;
  /** Samples that no block has. */
  readonly samplesLost: number;
  /** Series whose blocks differ from what was raced in any slot, outcome or value. */
  readonly seriesWrong: number;
}

/** @param span of all scheduled instants; @param nowMs after the last publication */
export async function checkTable(
  table: Table,
  field: Field,
  { scheduled, expected }: Pick<Played, 'scheduled' | 'expected'>,
  span: { readonly fromMs: number; readonly toMs: number },
  nowMs: number,
): Promise<Loss> {
  const { workload, regions, targets } = field;
  const store = createRoundStore(table, () => nowMs);
  const finished = new Set<string>();
  const loss = { samples: 0, samplesLost: 0, seriesWrong: 0 };
  for (const region of regions) {
    for (const { key, finished: isFinished } of await store.states({ workload: workload.name, region, ...span })) {
      if (isFinished) finished.add(`${region}#${key.scheduledAt}#${key.shard}`);
    }
    const raced = columnsByTarget(expected.get(region) ?? []);
    // without a cache: what the table holds, not what a publisher remembers
    const stored = await readSeries(table, {
      workload: workload.name,
      region,
      targets: targets.map(({ id }) => id),
      nowMs,
    });
    for (const [target, columns] of raced) {
      const found = stored.get(target);
      loss.samples += columns.slots.length;
      loss.samplesLost += Math.max(0, columns.slots.length - (found?.slots.length ?? 0));
      if (found === undefined || !sameColumns(columns, found)) loss.seriesWrong++;
    }
  }
  const due = new Set(scheduled);
  return {
    scheduled: due.size,
    stored: finished.size,
    lost: scheduled.filter((name) => !finished.has(name)).length,
    unknown: [...finished].filter((name) => !due.has(name)).length,
    ...loss,
  };
}
