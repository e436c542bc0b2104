// The rounds of one target over the last 7 days, one by one: what two targets are paired by in the browser.
import { FAILURE_CLASSES } from '../domain/failure.ts';
import { failureOf, OUTCOME_CACHED, OUTCOME_OK, OUTCOME_VOID } from '../domain/series.ts';
import type { Target } from '../domain/target.ts';
import { decodeValue, encodeValue, NO_VALUE } from '../domain/value-code.ts';
import { slotsIn } from '../stats/span.ts';
import type { KeyedColumns } from './detail/target-columns.ts';
import type { RoundsDocument } from './schemas.ts';
import { type DocumentHeader, shownText } from './view-document.ts';

const WEEK_MS = 7 * 24 * 3_600_000;
const OUTCOMES = ['ok', 'cached', 'void', 'untold', ...FAILURE_CLASSES] as const;
type Outcome = (typeof OUTCOMES)[number];

/**
 * Columns side by side, one entry a round, in a form that compresses well.
 * @param series those of this target; one without a round in these days is left out
 * @param nowMs the end of the 7 days
 */
export function roundsDocument(
  target: Target,
  series: readonly KeyedColumns[],
  header: DocumentHeader,
  nowMs: number,
): RoundsDocument {
  return {
    schema: 'photofinish/rounds@1',
    ...header,
    simulation: target.simulated,
    target: shownText(target.id),
    provider: shownText(target.providerLabel),
    simulated: target.simulated,
    outcomes: [...OUTCOMES],
    series: series.map((each) => roundsOf(each, nowMs)).filter(({ slots }) => slots.length > 0),
  };
}

function roundsOf({ key, columns }: KeyedColumns, nowMs: number): RoundsDocument['series'][number] {
  const { from, to } = slotsIn(columns, { lengthMs: WEEK_MS }, nowMs);
  const slots = columns.slots.subarray(from, to);
  const outcomes = Array.from(columns.outcomes.subarray(from, to));
  const codes = columns.codes.ttftMs.subarray(from, to);
  return {
    workload: key.workload,
    region: key.region,
    slots: Array.from(slots, (slot, index) => slot - (slots[index - 1] ?? 0)),
    ttftMs: outcomes.map((outcome, index) => (outcome === OUTCOME_OK ? ttftOf(codes[index] as number) : null)),
    outcome: outcomes.map((outcome) => INDEX_OF_OUTCOME[outcome] as number),
  };
}

const INDEX_OF_OUTCOME = Uint8Array.from({ length: 256 }, (_, outcome) => OUTCOMES.indexOf(nameOf(outcome)));

function nameOf(outcome: number): Outcome {
  if (outcome === OUTCOME_OK) return 'ok';
  if (outcome === OUTCOME_CACHED) return 'cached';
  return outcome === OUTCOME_VOID ? 'void' : (failureOf(outcome) ?? 'untold');
}

const knownTtft = new Float64Array(65_536); // rounding takes a while, and a large field has each code a hundred times

function ttftOf(code: number): number | null {
  if (code === NO_VALUE) return null;
  knownTtft[code] ||= shortestOf(code);
  return knownTtft[code] as number;
}

// The fewest digits that give back the very code, so that who pairs these rounds finds the same as the ranks.
function shortestOf(code: number): number {
  const value = decodeValue(code) ?? 0;
  const rounded = [3, 4].map((digits) => Number(value.toPrecision(digits)));
  return rounded.find((each) => encodeValue(each) === code) ?? Number(value.toPrecision(5));
}
