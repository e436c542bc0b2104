// The contract of the published documents, version 1. Changes are additive: fields may come, none goes or changes.
// Written with zod's small form, because it is part of what a function loads.
import * as z from 'zod/mini';

const describe = z.describe;

const instant = z.iso.datetime({ precision: 0 }).check(describe('ISO 8601 UTC, to the second'));
const whole = (min: number) => z.int().check(z.minimum(min));
const count = whole(0);
const positive = z.int().check(z.positive());
const share = z.number().check(z.minimum(0), z.maximum(1));
const value = z.nullable(z.number().check(z.minimum(0)));

// In every document, so that a file that was kept or passed on still tells what it is and how old.
const header = {
  generatedAt: instant,
  staleAfterS: whole(1).check(describe('older than this, the document is stale')),
  runId: z.string().check(describe('the same in all documents of one publication')),
  simulation: z
    .boolean()
    .check(describe('true if any figure comes from the built-in demo fleet, not from a real provider')),
};

const figures = z
  .object({
    n: count.check(describe('values behind the quantiles')),
    timedOut: count.check(describe('probes that timed out: they count in the quantiles as above all values')),
    beyond: z.array(z.string()).check(describe('the quantiles that lie among those, and are null')),
    p5: value,
    p50: value,
    p50Interval: z
      .nullable(z.object({ low: z.number(), high: z.number() }))
      .check(describe('95 % interval of the median')),
    p90: value,
    p95: value,
    p99: value,
    latest: value.check(describe('the newest value')),
  })
  .check(describe('null where n does not carry the figure'));

const speedRank = z.nullable(z.object({ best: whole(1), worst: whole(1), winShare: z.nullable(share) }));

const row = z.object({
  target: z.string(),
  provider: z.string(),
  model: z.nullable(z.string()).check(describe('null where the regions of the view ask for different ids')),
  simulated: z.boolean(),
  rank: z
    .nullable(z.object({ best: whole(1), worst: whole(1) }))
    .check(describe('a range, because what the data cannot tell apart is tied')),
  unrankedReason: z.nullable(z.string()),
  winShare: z.nullable(share).check(describe('share of paired rounds won against the field')),
  speedRanks: z
    .object({ outputTokensPerSecond: speedRank, endToEndTokensPerSecond: speedRank })
    .check(describe('the same by speed')),
  n: count.check(describe('attempts that count: void samples are left out')),
  ok: count,
  cached: count.check(describe('of ok: prompt or answer came out of a cache; in no figure of speed')),
  voided: count,
  due: count.check(describe('rounds that were due')),
  seen: count.check(describe('rounds that have a sample; seen / due is the coverage')),
  failures: z.record(z.string(), count).check(describe('attempts by failure class')),
  failedShare: z.nullable(share),
  providerFaultShare: z.nullable(share).check(describe('without the failures that are our own fault')),
  lastOkAt: z.nullable(instant),
  metrics: z.object({
    ttftMs: figures,
    firstAnswerMs: figures,
    totalMs: figures,
    outputTokensPerSecond: figures,
    endToEndTokensPerSecond: figures,
  }),
  trendTtftMs: z.array(value).check(describe('median TTFT in equal parts of the window, oldest first')),
});

export const viewSchema = z.object({
  schema: z.literal('photofinish/view@1'),
  ...header,
  workload: z.string(),
  region: z.string().check(describe('a region, or "all" for the values of every region pooled')),
  window: z.string(),
  rows: z.array(row),
});
export type ViewDocument = z.infer<typeof viewSchema>;
export type ViewRow = z.infer<typeof row>;
export type ViewFigures = z.infer<typeof figures>;

export const seriesSchema = z.object({
  schema: z.literal('photofinish/series@1'),
  ...header,
  target: z.string(),
  provider: z.string(),
  simulated: z.boolean(),
  histories: z
    .array(
      z.object({
        workload: z.string(),
        region: z.string(),
        startsAt: instant,
        bucketS: whole(1),
        ttftP50Ms: z.array(value).check(describe('null without a value, and where half of them are time-outs')),
        ttftLowMs: z.array(value).check(describe('95 % interval of the median by order statistics, from 6 values on')),
        ttftHighMs: z.array(value),
        n: z.array(count).check(describe('attempts in the bucket; 0 is a gap')),
        failed: z.array(count),
        daily: z
          .object({
            startsAt: instant,
            n: z.array(count),
            ttftP95Ms: z.array(value).check(describe('from 200 values on')),
            voided: z.array(count),
            failures: z.record(z.string(), z.array(count)).check(describe('by failure class')),
          })
          .check(describe('day by day, UTC')),
        distribution: z
          .object({
            n: count.check(describe('values and time-outs')),
            timedOut: count,
            ttftMs: z
              .array(value)
              .check(describe('the value at probability k / (length - 1) of n; null from where the time-outs begin')),
          })
          .check(describe('of the last 7 days')),
        hoursOfDay: z
          .array(z.object({ n: count, p25Ms: value, p50Ms: value, p75Ms: value }))
          .check(describe('by the hour of the day from 00:00 UTC on, over the last 30 days')),
      }),
    )
    .check(describe('the last 30 days. Probes whose first token came too late count as above all values')),
});
export type SeriesDocument = z.infer<typeof seriesSchema>;

export const roundsSchema = z.object({
  schema: z.literal('photofinish/rounds@1'),
  ...header,
  target: z.string(),
  provider: z.string(),
  simulated: z.boolean(),
  outcomes: z
    .array(z.string())
    .check(describe('ok, cached, void, untold (failed, of no known class), or a failure class')),
  series: z
    .array(
      z.object({
        workload: z.string(),
        region: z.string(),
        slots: z
          .array(count)
          .check(describe('scheduled instants: the first in epoch seconds, each other as seconds since the last')),
        ttftMs: z.array(value).check(describe('null where the round has none that counts')),
        outcome: z.array(count).check(describe('index into outcomes')),
      }),
    )
    .check(describe('the rounds of the last 7 days, one by one')),
});
export type RoundsDocument = z.infer<typeof roundsSchema>;

const ratio = z.nullable(z.number().check(z.minimum(0)));

export const incidentsSchema = z.object({
  schema: z.literal('photofinish/incidents@1'),
  ...header,
  incidents: z
    .array(
      z.object({
        id: z.string().check(describe('stays the same while it changes, and after it is over')),
        kind: z
          .string()
          .check(describe('slower, failing; region-slower, region-failing: all targets of a region at once')),
        workload: z.string(),
        target: z.nullable(z.string()).check(describe('null: a whole region')),
        headline: z.string(),
        details: z.array(z.string()).check(describe('a sentence for each region')),
        ending: z.nullable(z.string()).check(describe('null while it is open')),
        since: instant,
        closedAt: z.nullable(instant),
        regions: z.array(
          z.object({
            region: z.string(),
            since: instant.check(describe('when it began, as far as can be told')),
            detectedAt: instant.check(describe('the round that made it certain')),
            until: z.nullable(instant).check(describe('the first round after it')),
            closedAt: z.nullable(instant),
            closedBecause: z
              .nullable(z.string())
              .check(describe('recovered; accepted: what is usual now after 7 days; silent: no sample for a day')),
            ratio: z
              .nullable(z.object({ value: z.number().check(z.minimum(0)), low: ratio, high: ratio }))
              .check(describe('time to first token over the last 3 h of it / what is usual, with a 95 % interval')),
            peersRatio: ratio.check(describe('the same for the median of its peers')),
            failedShare: z.nullable(share).check(describe('over the last 3 h of it; null for slower')),
            changed: z.array(
              z.object({ what: z.string(), before: z.nullable(z.string()), after: z.nullable(z.string()) }),
            ),
          }),
        ),
      }),
    )
    .check(describe('open ones first, then those of the last 30 days')),
});
export type IncidentsDocument = z.infer<typeof incidentsSchema>;

export const boardSchema = z.object({
  schema: z.literal('photofinish/board@1'),
  ...header,
  name: z.string(),
  regions: z.array(z.string()),
  workloads: z.array(
    z.object({
      name: z.string(),
      everyS: z.number().check(z.positive()),
      maxOutputTokens: positive,
      inputTokens: z.nullable(positive),
      temperature: z.nullable(z.number()),
    }),
  ),
  windows: z.array(z.object({ id: z.string(), lengthS: positive, ranked: z.boolean() })),
  targets: z.array(
    z.object({
      id: z.string(),
      provider: z.string(),
      api: z.string(),
      simulated: z.boolean(),
      regions: z.array(z.string()),
      series: z.string().check(describe('path of its history, from the root of the site')),
      rounds: z.string().check(describe('path of its newest rounds, one by one')),
      page: z.string().check(describe('folder of its page')),
    }),
  ),
  notRacing: z.array(
    z.object({ id: z.string(), provider: z.string(), missingKey: z.string().check(describe('name of the variable')) }),
  ),
  latestRounds: z
    .array(
      z.object({
        workload: z.string(),
        region: z.string(),
        scheduledAt: instant,
        gunAt: z.string().check(describe('when the first part of the round was fired, ISO 8601 UTC with microseconds')),
        gunLateMs: z
          .nullable(z.number())
          .check(describe('how far that was from the instant common to all regions; null where the gun is immediate')),
        dispatchSkewMs: value.check(describe('last request on the wire minus first, within one part of the round')),
      }),
    )
    .check(describe('the newest round of each region')),
  views: z.array(
    z.object({
      workload: z.string(),
      region: z.string(),
      window: z.string(),
      json: z.string(),
      csv: z.string(),
      page: z.string(),
    }),
  ),
});
export type BoardIndex = z.infer<typeof boardSchema>;
