// Rounds reduced to the numbers that the figures of the last 24 hours are made of.
import type { Round } from '../../domain/round.ts';
import { isMeasured, type Sample, VOID_REASONS } from '../../domain/sample.ts';
import type { PhaseFigures } from './recent-figures.ts';

type PhaseName = keyof PhaseFigures;

// A connection that was used before was not opened for this probe.
const opened = ({ connection }: Sample) => (connection?.reused === false ? connection : null);

const PHASE_VALUES: Readonly<Record<PhaseName, (sample: Sample) => number | null>> = {
  dns: (sample) => opened(sample)?.dnsMs ?? null,
  tcp: (sample) => opened(sample)?.tcpMs ?? null,
  tls: (sample) => opened(sample)?.tlsMs ?? null,
  headers: ({ headersMs }) => headersMs,
  firstToken: ({ ttftMs }) => ttftMs,
  firstAnswer: ({ firstAnswerMs }) => firstAnswerMs,
  total: ({ totalMs }) => totalMs,
  serverFirstToken: ({ serverTtftMs }) => serverTtftMs,
};
export const PHASES = Object.keys(PHASE_VALUES) as readonly PhaseName[];

/** One workload and region within one piece. NaN = no value; it never leaves this room's arrays. */
export interface RecentRows {
  readonly targets: readonly string[];
  /** What answers called themselves. */
  readonly servedModels: readonly (string | null)[];
  /** One entry a sample, ascending by slot. */
  readonly slots: Uint32Array;
  /** Index in `targets`. */
  readonly target: Uint16Array;
  /** Index in `servedModels` + 1; 0 = no ok answer. */
  readonly served: Uint16Array;
  /** A bit a reason, in the order of VOID_REASONS. */
  readonly voided: Uint8Array;
  /** ms, `PHASES.length` a sample; of measured samples only. */
  readonly phases: Float32Array;
  /** One entry an instant, its shards together: of each the value farthest from 0. */
  readonly rounds: RoundColumns;
}

export interface RoundColumns {
  readonly slots: Uint32Array;
  readonly referenceErrorMs: Float64Array;
  readonly dispatchSkewMs: Float64Array;
  readonly gunLateMs: Float64Array;
}

export interface RecentRowsBuilder {
  /** Rounds ascending by instant. Where shards of one instant both hold a target, the first one counts. */
  add(round: Round): void;
  end(): RecentRows;
}

export function recentRows(): RecentRowsBuilder {
  const [targets, servedModels] = [numbering<string>(), numbering<string | null>()];
  const lastSlot = new Map<string, number>();
  const rows: { slot: number; target: number; served: number; voided: number; phases: readonly number[] }[] = [];
  const rounds = roundColumns();
  return {
    add: (round) => {
      const slot = Date.parse(round.scheduledAt) / 1_000;
      rounds.add(slot, round);
      for (const sample of round.samples) {
        if (lastSlot.get(sample.target) === slot) continue;
        lastSlot.set(sample.target, slot);
        const served = sample.outcome === 'ok' ? servedModels.indexOf(sample.servedModel) + 1 : 0;
        const target = targets.indexOf(sample.target);
        rows.push({ slot, target, served, voided: bitsOf(sample), phases: phasesOf(sample) });
      }
    },
    end: () => ({
      targets: targets.items,
      servedModels: servedModels.items,
      slots: Uint32Array.from(rows, ({ slot }) => slot),
      target: Uint16Array.from(rows, ({ target }) => target),
      served: Uint16Array.from(rows, ({ served }) => served),
      voided: Uint8Array.from(rows, ({ voided }) => voided),
      phases: Float32Array.from(rows.flatMap(({ phases }) => phases)),
      rounds: rounds.end(),
    }),
  };
}

function numbering<Item>() {
  const known = new Map<Item, number>();
  const items: Item[] = [];
  return {
    items,
    indexOf: (item: Item): number => {
      const index = known.get(item) ?? items.push(item) - 1;
      known.set(item, index);
      return index;
    },
  };
}

function bitsOf(sample: Sample): number {
  return (sample.void ?? []).reduce((bits, reason) => bits | (1 << VOID_REASONS.indexOf(reason)), 0);
}

function phasesOf(sample: Sample): number[] {
  const isCounted = isMeasured(sample);
  return PHASES.map((phase) => (isCounted ? (PHASE_VALUES[phase](sample) ?? Number.NaN) : Number.NaN));
}

function roundColumns() {
  const rows: { slot: number; referenceErrorMs: number; dispatchSkewMs: number; gunLateMs: number }[] = [];
  return {
    add: (slot: number, { reference, dispatchSkewMs, gunLateMs }: Round) => {
      const row = {
        ...{ slot, referenceErrorMs: reference?.ttftErrorMs ?? Number.NaN },
        ...{ dispatchSkewMs: dispatchSkewMs ?? Number.NaN, gunLateMs: gunLateMs ?? Number.NaN },
      };
      const last = rows.at(-1);
      if (last?.slot !== slot) rows.push(row);
      else for (const field of ['referenceErrorMs', 'dispatchSkewMs', 'gunLateMs'] as const) widen(last, row, field);
    },
    end: (): RoundColumns => ({
      slots: Uint32Array.from(rows, ({ slot }) => slot),
      referenceErrorMs: Float64Array.from(rows, ({ referenceErrorMs }) => referenceErrorMs),
      dispatchSkewMs: Float64Array.from(rows, ({ dispatchSkewMs }) => dispatchSkewMs),
      gunLateMs: Float64Array.from(rows, ({ gunLateMs }) => gunLateMs),
    }),
  };
}

function widen<Field extends string>(into: Record<Field, number>, from: Record<Field, number>, field: Field): void {
  const isFarther = Number.isNaN(into[field]) || Math.abs(from[field]) > Math.abs(into[field]);
  if (isFarther) into[field] = from[field];
}
