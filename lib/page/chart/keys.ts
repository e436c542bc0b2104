// What the keys do at the chart.
import type { ChartData } from './series-data.ts';

const DAY_S = 86_400;

/** The row of times that a key leads to; `null` for a key that is not ours. */
export function nextAt(
  key: string,
  from: number | null,
  { timesS, bucketS }: Pick<ChartData, 'timesS' | 'bucketS'>,
): number | null {
  const last = timesS.length - 1;
  const day = Math.round(DAY_S / bucketS);
  const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -day, PageUp: day };
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  const step = steps[key];
  return step === undefined ? null : Math.min(Math.max((from ?? last - Math.min(step, 0)) + step, 0), last);
}
