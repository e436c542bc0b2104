// From the columns of a series to what its target's page shows of it.
import type { SeriesColumns, SeriesKey } from '../../domain/series.ts';
import { quantileOfCodes } from '../../stats/order.ts';
import { orderInterval } from '../../stats/order-interval.ts';
import { carries } from '../../stats/quantile.ts';
import { slotsIn } from '../../stats/span.ts';
import { type BucketCut, cutIntoBuckets } from './bucket-cut.ts';
import type { DailyFigures, Distribution, HistoryBand, HourOfDay, SeriesDetail } from './series-detail.ts';
import { failuresIn, type IndexRange, quantileOf, type Takings, take } from './takings.ts';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const WEEK_MS = 7 * DAY_HOURS * HOUR_MS;
const FEWEST_VALUES = 10;
const DISTRIBUTION_STEPS = 100;

/** The last 30 days of a series, in buckets of the UTC grid up to the running one, from its first sample on. */
export function seriesDetail(columns: SeriesColumns, key: SeriesKey, nowMs: number): SeriesDetail {
  const hours = cutIntoBuckets(columns.slots, HOUR_MS, nowMs);
  return {
    workload: key.workload,
    region: key.region,
    target: key.target,
    hourly: bandOf(columns, hours),
    history: bandOf(columns, cutIntoBuckets(columns.slots, 4 * HOUR_MS, nowMs)),
    daily: dailyOf(columns, cutIntoBuckets(columns.slots, DAY_HOURS * HOUR_MS, nowMs)),
    distribution: distributionOf(columns, nowMs),
    hoursOfDay: hoursOfDay(columns, hours),
  };
}

function rangesOf({ edges, count }: BucketCut): IndexRange[] {
  return Array.from({ length: count }, (_, bucket) => [edges[bucket] as number, edges[bucket + 1] as number]);
}

function bandOf(columns: SeriesColumns, cut: BucketCut): HistoryBand {
  const { startsAtMs, bucketMs } = cut;
  const band = {
    n: [] as number[],
    failed: [] as number[],
    ttftP50Ms: [] as (number | null)[],
    ttftLowMs: [] as (number | null)[],
    ttftHighMs: [] as (number | null)[],
  };
  for (const range of rangesOf(cut)) {
    const takings = take(columns, [range]);
    const interval = orderInterval(takings.codes, takings.timedOut);
    band.n.push(takings.attempts);
    band.failed.push(takings.failed);
    band.ttftP50Ms.push(quantileOf(takings, 0.5));
    band.ttftLowMs.push(interval?.low ?? null);
    band.ttftHighMs.push(interval?.high ?? null);
  }
  return { startsAtMs, bucketMs, ...band };
}

function dailyOf(columns: SeriesColumns, cut: BucketCut): DailyFigures {
  const { startsAtMs, bucketMs } = cut;
  const ranges = rangesOf(cut);
  const days = { n: [] as number[], voided: [] as number[], ttftP95Ms: [] as (number | null)[] };
  for (const range of ranges) {
    const takings = take(columns, [range]);
    days.n.push(takings.attempts);
    days.voided.push(takings.voided);
    days.ttftP95Ms.push(p95Of(takings));
  }
  return { startsAtMs, bucketMs, ...days, failures: failuresIn(columns, ranges) };
}

function p95Of({ codes, timedOut }: Takings): number | null {
  const p95 = quantileOfCodes(codes, 'p95', timedOut);
  return p95 === 'beyond' ? null : p95;
}

function distributionOf(columns: SeriesColumns, nowMs: number): Distribution {
  const { from, to } = slotsIn(columns, { lengthMs: WEEK_MS }, nowMs);
  const takings = take(columns, [[from, to]]);
  const { codes, timedOut } = takings;
  const steps = codes.n < FEWEST_VALUES ? [] : Array.from({ length: DISTRIBUTION_STEPS + 1 }, (_, step) => step);
  return {
    n: codes.n + timedOut,
    timedOut,
    ttftMs: steps.map((step) => quantileOf(takings, step / DISTRIBUTION_STEPS)),
  };
}

function hoursOfDay(columns: SeriesColumns, hours: BucketCut): HourOfDay[] {
  const ranges = rangesOf(hours);
  const startsAtHour = (hours.startsAtMs / HOUR_MS) % DAY_HOURS;
  return Array.from({ length: DAY_HOURS }, (_, hour) => {
    const takings = take(columns, everyDay(ranges, (DAY_HOURS + hour - startsAtHour) % DAY_HOURS));
    const n = takings.codes.n + takings.timedOut;
    const quartile = (p: number) => (carries(n, 'p50') ? quantileOf(takings, p) : null);
    return { n, p25Ms: quartile(0.25), p50Ms: quartile(0.5), p75Ms: quartile(0.75) };
  });
}

function everyDay(hours: readonly IndexRange[], first: number): IndexRange[] {
  const sameHour: IndexRange[] = [];
  for (let index = first; index < hours.length; index += DAY_HOURS) sameHour.push(hours[index] as IndexRange);
  return sameHour;
}
