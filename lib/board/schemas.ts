// The contract of the published documents, version 1. Changes are additive: fields may come, none goes or changes.
import * as z from 'zod';

const instant = z.iso.datetime({ precision: 0 }).describe('ISO 8601 UTC, to the second');
const count = z.int().min(0);
const share = z.number().min(0).max(1);
const value = z.number().min(0).nullable();

// In every document, so that a file that was kept or passed on still tells what it is and how old.
const header = {
  generatedAt: instant,
  staleAfterS: z.int().min(1).describe('older than this, the document is stale'),
  runId: z.string().describe('the same in all documents of one publication'),
  simulation: z.boolean().describe('true if any figure comes from the built-in demo fleet, not from a real provider'),
};

const figures = z
  .object({
    n: count.describe('values behind the quantiles'),
    p5: value,
    p50: value,
    p50Interval: z.object({ low: z.number(), high: z.number() }).nullable().describe('95 % interval of the median'),
    p90: value,
    p95: value,
    p99: value,
    latest: value.describe('the newest value'),
  })
  .describe('null where n does not carry the figure');

const row = z.object({
  target: z.string(),
  provider: z.string(),
  model: z.string().nullable().describe('null where the regions of the view ask for different ids'),
  simulated: z.boolean(),
  rank: z
    .object({ best: z.int().min(1), worst: z.int().min(1) })
    .nullable()
    .describe('a range, because what the data cannot tell apart is tied'),
  unrankedReason: z.string().nullable(),
  winShare: share.nullable().describe('share of paired rounds won against the field'),
  n: count.describe('attempts that count: void samples are left out'),
  ok: count,
  voided: count,
  due: count.describe('rounds that were due'),
  seen: count.describe('rounds that have a sample; seen / due is the coverage'),
  failures: z.record(z.string(), count).describe('attempts by failure class'),
  failedShare: share.nullable(),
  providerFaultShare: share.nullable().describe('without the failures that are our own fault'),
  lastOkAt: instant.nullable(),
  metrics: z.object({
    ttftMs: figures,
    firstAnswerMs: figures,
    totalMs: figures,
    outputTokensPerSecond: figures,
    endToEndTokensPerSecond: figures,
  }),
  trendTtftMs: z.array(value).describe('median TTFT in equal parts of the window, oldest first'),
});

export const viewSchema = z.object({
  schema: z.literal('photofinish/view@1'),
  ...header,
  workload: z.string(),
  region: z.string().describe('a region, or "all" for the values of every region pooled'),
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
  histories: z.array(
    z.object({
      workload: z.string(),
      region: z.string(),
      startsAt: instant,
      bucketS: z.int().min(1),
      ttftP50Ms: z.array(value),
      n: z.array(count).describe('attempts in the bucket; 0 is a gap'),
      failed: z.array(count),
    }),
  ),
});
export type SeriesDocument = z.infer<typeof seriesSchema>;

export const boardSchema = z.object({
  schema: z.literal('photofinish/board@1'),
  ...header,
  name: z.string(),
  regions: z.array(z.string()),
  workloads: z.array(
    z.object({
      name: z.string(),
      everyS: z.number().positive(),
      maxOutputTokens: z.int().positive(),
      inputTokens: z.int().positive().nullable(),
      temperature: z.number().nullable(),
    }),
  ),
  windows: z.array(z.object({ id: z.string(), lengthS: z.int().positive(), ranked: z.boolean() })),
  targets: z.array(
    z.object({
      id: z.string(),
      provider: z.string(),
      api: z.string(),
      simulated: z.boolean(),
      regions: z.array(z.string()),
      series: z.string().describe('path of its history, from the root of the site'),
    }),
  ),
  notRacing: z.array(
    z.object({ id: z.string(), provider: z.string(), missingKey: z.string().describe('name of the variable') }),
  ),
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

/** The JSON Schema of each kind of document, by file name. Unknown fields are allowed: the contract grows. */
export function jsonSchemas(): Readonly<Record<string, unknown>> {
  const schemas = { board: boardSchema, view: viewSchema, series: seriesSchema };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [`${name}.schema.json`, z.toJSONSchema(schema, { io: 'input' })]),
  );
}
