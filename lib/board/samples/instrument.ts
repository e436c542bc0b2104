// What the rounds of a cohort say of the instrument itself.
import { VOID_REASONS } from '../../domain/sample.ts';
import { rounded } from '../../domain/time.ts';
import { quantile, sorted } from '../../stats/quantile.ts';
import type { Cohort } from './cohorts.ts';
import type { InstrumentFigure, InstrumentFigures } from './recent-figures.ts';
import type { RecentRows, RoundColumns } from './recent-rows.ts';

/** @param fromMs what was scheduled before does not count */
export function instrumentFigures(
  { workload, region }: Cohort,
  pieces: readonly RecentRows[],
  fromMs: number,
): InstrumentFigures {
  const isRecent = (slot: number) => slot * 1_000 >= fromMs;
  const over = (field: Exclude<keyof RoundColumns, 'slots'>) =>
    figureOf(pieces.flatMap(({ rounds }) => [...rounds[field].filter((_, row) => isRecent(rounds.slots[row] ?? 0))]));
  return {
    ...{ workload, region },
    rounds: sum(pieces, ({ rounds }) => rounds.slots.filter(isRecent).length),
    samples: sum(pieces, ({ slots }) => slots.filter(isRecent).length),
    voided: voidedOf(pieces, isRecent),
    referenceErrorMs: over('referenceErrorMs'),
    dispatchSkewMs: over('dispatchSkewMs'),
    gunLateMs: over('gunLateMs'),
  };
}

function sum<Item>(items: readonly Item[], count: (item: Item) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}

// A sample with two reasons counts for both.
function voidedOf(pieces: readonly RecentRows[], isRecent: (slot: number) => boolean): InstrumentFigures['voided'] {
  const counts = VOID_REASONS.map((reason, index) => {
    const isVoided =
      ({ slots }: RecentRows) =>
      (bits: number, row: number) =>
        (bits & (1 << index)) !== 0 && isRecent(slots[row] ?? 0);
    return [reason, sum(pieces, (rows) => rows.voided.filter(isVoided(rows)).length)] as const;
  });
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

function figureOf(list: readonly number[]): InstrumentFigure {
  const values = sorted(list.filter((value) => !Number.isNaN(value)));
  if (values === null) return { n: 0, p50Ms: null, worstMs: null };
  const worstMs = values.reduce((worst, value) => (Math.abs(value) > Math.abs(worst) ? value : worst));
  return { n: values.length, p50Ms: rounded(quantile(values, 0.5), 3), worstMs: rounded(worstMs, 3) };
}
