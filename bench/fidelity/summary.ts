// The figures of one dialect at one size, as they are printed, and the bars they are held against.
import type { Api } from '../../lib/domain/target.ts';
import { median, percentile, shown } from '../figures.ts';
import { type CheckedRound, INTERVAL_MS, TOKENS } from './field.ts';

/** One round, and the ordinary clients' errors in the same one. */
export interface MeasuredRound extends CheckedRound {
  readonly ordinaryErrorsMs: readonly number[];
}

/** Absolute errors pooled over rounds, void samples left out; skews are medians over rounds. */
export interface Summary {
  readonly api: Api;
  readonly size: number;
  readonly ttftMs: readonly number[];
  readonly byReceiptMs: readonly number[];
  readonly skewOnWireMs: number;
  readonly skewAtServerMs: number;
  readonly gapP50Ms: number;
  readonly rateP99: number;
  readonly ordinaryMs: readonly number[];
  readonly voidShare: number;
  readonly failed: number;
}

export function summaryOf(api: Api, size: number, rounds: readonly MeasuredRound[]): Summary {
  const all = rounds.flatMap(({ checked }) => checked);
  const counted = all.filter(({ voided }) => !voided);
  return {
    api,
    size,
    ttftMs: counted.map(({ ttftErrorMs }) => ttftErrorMs),
    byReceiptMs: counted.map(({ serverTtftErrorMs }) => serverTtftErrorMs),
    skewOnWireMs: median(rounds.map(({ skewOnWireMs }) => skewOnWireMs)),
    skewAtServerMs: median(rounds.map(({ skewAtServerMs }) => skewAtServerMs)),
    gapP50Ms: median(counted.flatMap(({ gapErrorsMs }) => gapErrorsMs)),
    rateP99: percentile(
      counted.map(({ rateError }) => rateError),
      0.99,
    ),
    ordinaryMs: rounds.flatMap(({ ordinaryErrorsMs }) => ordinaryErrorsMs),
    voidShare: 1 - counted.length / all.length,
    failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
  };
}

export const HEAD = [
  'dialect',
  'N',
  'TTFT err p50 / p99',
  'by server receipt p50 / p99',
  'skew on wire / at server',
  'gap err p50',
  'rate err p99',
  'ordinary SDK err p50 / p99',
  'ratio of medians, to each',
  'void',
  'bars',
];

export const LEGEND = `ms unless said; absolute errors, pooled over the rounds; ${TOKENS} tokens each ${INTERVAL_MS} ms.
TTFT err: first token stamped minus first token written, plus the whole of our write call, within which the request left.
by server receipt: measured TTFT minus the server's (first write - request received): its own delay in taking requests included. skew: last request minus first, written by us / taken up by the
one server process, median over rounds.
gap err: inter-token gap measured minus written. rate err: output tokens per second measured over written, minus 1. void: share of samples.
bars: TTFT err p50 0.3, p99 1.5 (2 from N=51); skew at server 2 (3 from N=21, 5 from N=51); gap err p50 0.05; rate err p99 1 %; from N=100 the ordinary SDK 20 times worse; no probe failed.`;

export function row(summary: Summary): string[] {
  const { ttftMs, byReceiptMs, ordinaryMs } = summary;
  const missed = missedBars(summary);
  return [
    summary.api,
    String(summary.size),
    halfAndTail(ttftMs),
    halfAndTail(byReceiptMs),
    `${shown(summary.skewOnWireMs)} / ${shown(summary.skewAtServerMs)}`,
    shown(summary.gapP50Ms),
    `${shown(summary.rateP99 * 100)} %`,
    halfAndTail(ordinaryMs),
    `${shown(ordinaryRatio(summary))} / ${shown(median(ordinaryMs) / median(byReceiptMs))} x`,
    `${shown(summary.voidShare * 100)} %`,
    missed.length === 0 ? 'hold' : `missed: ${missed.join(', ')}`,
  ];
}

/** The names of the bars that a summary does not reach. */
export function missedBars(summary: Summary): string[] {
  const { size } = summary;
  const bars: readonly (readonly [name: string, holds: boolean])[] = [
    ['TTFT p50', median(summary.ttftMs) <= 0.3],
    ['TTFT p99', percentile(summary.ttftMs, 0.99) <= (size <= 50 ? 1.5 : 2)],
    ['skew', summary.skewAtServerMs <= (size <= 20 ? 2 : size <= 50 ? 3 : 5)],
    ['gap', summary.gapP50Ms <= 0.05],
    ['rate', summary.rateP99 <= 0.01],
    ['ordinary', size < 100 || ordinaryRatio(summary) >= 20],
    [`${summary.failed} failed`, summary.failed === 0],
  ];
  return bars.filter(([, holds]) => !holds).map(([name]) => name);
}

function ordinaryRatio({ ordinaryMs, ttftMs }: Summary): number {
  return median(ordinaryMs) / median(ttftMs);
}

function halfAndTail(values: readonly number[]): string {
  return `${shown(median(values))} / ${shown(percentile(values, 0.99))}`;
}
