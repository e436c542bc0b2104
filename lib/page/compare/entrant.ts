// Published rounds as the columns that the statistics take.
import type { RoundsDocument } from '../../board/schemas.ts';
import { FAILURE_CLASSES, type FailureClass } from '../../domain/failure.ts';
import { METRIC_NAMES, type Metric } from '../../domain/metric.ts';
import {
  OUTCOME_CACHED,
  OUTCOME_OK,
  OUTCOME_UNTOLD,
  OUTCOME_VOID,
  outcomeOf,
  type SeriesColumns,
} from '../../domain/series.ts';
import { encodeValue } from '../../domain/value-code.ts';
import type { Entrant } from '../../stats/lanes.ts';

type Series = RoundsDocument['series'][number];

/** A target with its rounds under one workload. @param region a region, or `all` */
export function entrantOf(document: RoundsDocument, workload: string, region: string): Entrant {
  const outcomes = Uint8Array.from(document.outcomes, outcomeCode);
  const wanted = document.series.filter(
    (series) => series.workload === workload && (region === 'all' || series.region === region),
  );
  return {
    target: document.target,
    parts: wanted.map((series) => ({ region: series.region, columns: columnsOf(series, outcomes) })),
  };
}

function columnsOf({ slots, ttftMs, outcome }: Series, outcomes: Uint8Array): SeriesColumns {
  let slot = 0;
  const none = new Uint16Array(slots.length);
  const codes = Object.fromEntries(METRIC_NAMES.map((metric) => [metric, none])) as Record<Metric, Uint16Array>;
  return {
    slots: Uint32Array.from(slots, (delta) => {
      slot += delta;
      return slot;
    }),
    outcomes: Uint8Array.from(outcome, (index) => outcomes[index] ?? OUTCOME_UNTOLD),
    codes: { ...codes, ttftMs: Uint16Array.from(ttftMs, encodeValue) },
  };
}

const NAMED: Readonly<Record<string, number>> = { ok: OUTCOME_OK, cached: OUTCOME_CACHED, void: OUTCOME_VOID };

function outcomeCode(name: string): number {
  if (FAILURE_CLASSES.includes(name as FailureClass)) return outcomeOf(name as FailureClass);
  return NAMED[name] ?? OUTCOME_UNTOLD;
}
