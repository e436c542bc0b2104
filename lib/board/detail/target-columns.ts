// The columns of one target, with the series each belongs to.
import type { SeriesColumns, SeriesKey } from '../../domain/series.ts';
import type { ColumnsByRegion } from '../gather.ts';

export interface KeyedColumns {
  readonly key: SeriesKey;
  readonly columns: SeriesColumns;
}

/**
 * Those of a target's series that have any round, workload by workload, region by region.
 * @param columns of each workload by its name
 */
export function columnsOfTarget(columns: ReadonlyMap<string, ColumnsByRegion>, target: string): KeyedColumns[] {
  return [...columns].flatMap(([workload, byRegion]) =>
    [...byRegion].flatMap(([region, byTarget]) => {
      const found = byTarget.get(target);
      const isEmpty = found === undefined || found.slots.length === 0;
      return isEmpty ? [] : [{ key: { workload, region, target }, columns: found }];
    }),
  );
}
