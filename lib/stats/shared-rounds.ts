// The rounds that two targets ran together: same region, same instant.
import type { Metric } from '../domain/metric.ts';
import type { SeriesColumns } from '../domain/series.ts';
import { type Entrant, isLost, okCode } from './lanes.ts';
import { type Span, slotsIn } from './span.ts';

/** What one of the two found in a round. */
export interface Side {
  /** Value code; 0 where there is no ok value. */
  readonly code: number;
  /** Failed by the provider's fault. */
  readonly lost: boolean;
}

export interface SharedRound {
  readonly region: string;
  /** Epoch seconds. */
  readonly slot: number;
  readonly own: Side;
  readonly other: Side;
}

/** Every round of the span in which both have a sample, region after region, oldest first within each. */
export function* sharedRounds(
  own: Entrant,
  other: Entrant,
  metric: Metric,
  { span, nowMs }: { readonly span: Pick<Span, 'lengthMs'>; readonly nowMs: number },
): Generator<SharedRound> {
  for (const { region, columns } of own.parts) {
    const others = other.parts.find((part) => part.region === region)?.columns;
    if (others === undefined) continue;
    const { from, to } = slotsIn(columns, span, nowMs);
    let at = slotsIn(others, span, nowMs).from;
    for (let index = from; index < to; index++) {
      const slot = columns.slots[index] as number;
      while (at < others.slots.length && (others.slots[at] as number) < slot) at++;
      if (others.slots[at] !== slot) continue;
      yield { region, slot, own: sideOf(columns, metric, index), other: sideOf(others, metric, at) };
    }
  }
}

function sideOf(columns: SeriesColumns, metric: Metric, index: number): Side {
  const code = okCode(columns, metric, index);
  return { code, lost: code === 0 && isLost(columns.outcomes[index] as number) };
}
