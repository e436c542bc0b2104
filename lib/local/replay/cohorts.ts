// The columns that a replay watches, by workload and region, gathered sample by sample.
import { FAILURE_CLASSES, type FailureClass } from '../../domain/failure.ts';
import type { Metric } from '../../domain/metric.ts';
import {
  OUTCOME_CACHED,
  OUTCOME_OK,
  OUTCOME_UNTOLD,
  OUTCOME_VOID,
  outcomeOf,
  type SeriesColumns,
} from '../../domain/series.ts';
import { encodeValue, NO_VALUE } from '../../domain/value-code.ts';
import { byMetric } from '../../results/columns.ts';

/** What a replay needs of a sample. */
export interface ReplaySample {
  /** Epoch seconds of its round. */
  readonly slot: number;
  readonly workload: string;
  readonly region: string;
  readonly target: string;
  readonly outcome: 'ok' | 'failed';
  readonly isVoid: boolean;
  readonly isCached: boolean;
  readonly failure: string | null;
  readonly ttftMs: number | null;
}

export interface CohortColumns {
  readonly workload: string;
  readonly region: string;
  readonly columns: Map<string, SeriesColumns>;
}

export interface Gathering {
  add(sample: ReplaySample): void;
  cohorts(): CohortColumns[];
}

interface Rows {
  readonly slots: number[];
  readonly outcomes: number[];
  readonly codes: number[];
}

/** Takes samples in any order; of two of one target in one round the first one counts. */
export function gather(): Gathering {
  const rows = new Map<string, Map<string, Map<string, Rows>>>();
  return {
    add({ workload, region, target, slot, ttftMs, ...sample }) {
      const ofTarget = within(within(within(rows, workload), region), target, emptyRows);
      const outcome = outcomeCode(sample);
      ofTarget.slots.push(slot);
      ofTarget.outcomes.push(outcome);
      ofTarget.codes.push(outcome === OUTCOME_OK ? encodeValue(ttftMs) : NO_VALUE);
    },
    cohorts: () =>
      Array.from(rows, ([workload, regions]) =>
        Array.from(regions, ([region, targets]): CohortColumns => {
          const columns = new Map(Array.from(targets, ([target, found]) => [target, columnsOf(found)] as const));
          return { workload, region, columns };
        }),
      ).flat(),
  };
}

function within<Value>(map: Map<string, Value>, key: string, make: () => Value = () => new Map() as Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = make();
  map.set(key, fresh);
  return fresh;
}

function emptyRows(): Rows {
  return { slots: [], outcomes: [], codes: [] };
}

function outcomeCode(sample: Pick<ReplaySample, 'outcome' | 'isVoid' | 'isCached' | 'failure'>): number {
  if (sample.isVoid) return OUTCOME_VOID;
  if (sample.outcome === 'ok') return sample.isCached ? OUTCOME_CACHED : OUTCOME_OK;
  const known = FAILURE_CLASSES.find((one): one is FailureClass => one === sample.failure);
  return known === undefined ? OUTCOME_UNTOLD : outcomeOf(known);
}

function columnsOf({ slots, outcomes, codes }: Rows): SeriesColumns {
  const order = Array.from(slots, (_, index) => index).sort((a, b) => at(slots, a) - at(slots, b) || a - b);
  const kept = order.filter(
    (index, place) => place === 0 || at(slots, index) !== at(slots, order[place - 1] as number),
  );
  const ttft = Uint16Array.from(kept, (index) => at(codes, index));
  const none = new Uint16Array(kept.length);
  return {
    slots: Uint32Array.from(kept, (index) => at(slots, index)),
    outcomes: Uint8Array.from(kept, (index) => at(outcomes, index)),
    codes: byMetric((metric: Metric) => (metric === 'ttftMs' ? ttft : none)),
  };
}

function at(values: readonly number[], index: number): number {
  return values[index] as number;
}
