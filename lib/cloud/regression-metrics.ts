// What a publication tells CloudWatch of regressions.
import type { Regressions } from '../board/regressions.ts';
import { METRIC } from '../metrics/names.ts';
import type { Datum } from '../metrics/sink.ts';

/** A score for each target that has one, the largest over workloads and regions; and how many series have regressed. */
export function regressionMetrics(regressions: readonly Regressions[], atMs: number): Datum[] {
  const scores = new Map<string, number>();
  for (const { scores: ofWorkload } of regressions) {
    for (const [target, score] of ofWorkload) scores.set(target, Math.max(scores.get(target) ?? 0, score));
  }
  const open = regressions.reduce((sum, one) => sum + one.open.length, 0);
  return [
    ...Array.from(scores, ([target, value]) => ({ name: METRIC.regressionScore, value, dimensions: { target }, atMs })),
    { name: METRIC.regressedSeries, value: open, dimensions: {}, atMs },
  ];
}
