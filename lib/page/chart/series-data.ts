// From the published history of a target to the columns that the chart draws: one row of times for all regions.
import type { SeriesDocument } from '../../board/schemas.ts';

type Values = readonly (number | null)[];

export interface RegionLine {
  readonly region: string;
  readonly n: readonly number[];
  readonly failed: readonly number[];
  readonly p50Ms: Values;
  readonly lowMs: Values;
  readonly highMs: Values;
}

export interface ChartData {
  /** Starts of the buckets, epoch seconds, evenly spaced. */
  readonly timesS: readonly number[];
  readonly bucketS: number;
  /** Each array is as long as the times. */
  readonly lines: readonly RegionLine[];
  readonly runId: string;
  readonly generatedAt: string;
}

/** @returns `null` where the document has no history of the workload */
export function chartDataOf(document: SeriesDocument, workload: string): ChartData | null {
  const histories = document.histories.filter((one) => one.workload === workload && one.n.length > 0);
  const bucketS = histories[0]?.bucketS;
  if (bucketS === undefined) return null;
  const starts = histories.map(({ startsAt }) => Date.parse(startsAt) / 1_000);
  const startS = Math.min(...starts);
  const endS = Math.max(...histories.map(({ n }, index) => (starts[index] ?? startS) + n.length * bucketS));
  const length = Math.round((endS - startS) / bucketS);
  const lines = histories.map((history, index) => {
    const offset = Math.round(((starts[index] ?? startS) - startS) / bucketS);
    const placed = <Value>(values: readonly Value[] | undefined, empty: Value): Value[] =>
      Array.from({ length }, (_, at) => values?.[at - offset] ?? empty);
    return {
      region: history.region,
      n: placed(history.n, 0),
      failed: placed(history.failed, 0),
      p50Ms: placed<number | null>(history.ttftP50Ms, null),
      // documents of an earlier version have no intervals
      lowMs: placed<number | null>(history.ttftLowMs, null),
      highMs: placed<number | null>(history.ttftHighMs, null),
    };
  });
  const timesS = Array.from({ length }, (_, at) => startS + at * bucketS);
  return { timesS, bucketS, lines, runId: document.runId, generatedAt: document.generatedAt };
}
