// What AWS asks, in USD without taxes: the one place where prices stand. TypeScript and not YAML, because the compiler then finds
// a meter without a price, and nothing has to be read or checked at run time; a price file given by the user lies over it.
//
// Written on 2026-11-24. `read` = found, for us-east-1, in a stored copy of the page named, with that page's date where it has one;
// `recalled` = from memory, with the page of AWS that would tell: the place to look first when an estimate and a bill differ.
// First price tier only.
import type { Overrides } from './price-file.ts';

export const PRICES_WRITTEN_ON = '2026-11-24';

export interface Price {
  /** What is counted. */
  readonly unit: string;
  /** How many of it the price is for. */
  readonly per: number;
  /** USD by region; `*` = the same in every region of the commercial partition. */
  readonly usd: Readonly<Record<string, number>>;
  readonly source: string;
  /** Whether the price of us-east-1 (or `*`) was read; those of other regions are all recalled. */
  readonly seen: 'read' | 'recalled';
}

const MILLION = 1_000_000;

function regional(usEast1: number, euWest1: number, apNortheast1: number) {
  return { 'us-east-1': usEast1, 'eu-west-1': euWest1, 'ap-northeast-1': apNortheast1 };
}

export const PRICES = {
  lambdaRequests: {
    ...{ unit: 'requests', per: MILLION, usd: { '*': 0.2 } },
    ...{ source: 'unanswered.io/guide/aws-lambda-pricing-after-free-tier', seen: 'read' },
  },
  lambdaGbSeconds: {
    ...{ unit: 'GB-s', per: 1, usd: { '*': 0.0000133334 } },
    ...{ source: 'cloudchipr.com/blog/aws-lambda-pricing, arm64, 2024', seen: 'read' },
  },
  lambdaGbSecondsX86: {
    ...{ unit: 'GB-s', per: 1, usd: { '*': 0.0000166667 } },
    ...{ source: 'the same, x86; for Synthetics only', seen: 'read' },
  },
  schedulerInvocations: {
    ...{ unit: 'invocations', per: MILLION, usd: { '*': 1 } },
    ...{ source: 'cloudburn.io/blog/amazon-eventbridge-pricing, 2026-03', seen: 'read' },
  },
  queueRequests: {
    ...{ unit: 'requests', per: MILLION, usd: { '*': 0.4 } },
    ...{ source: 'aws.amazon.com/sqs/pricing, standard queues', seen: 'recalled' },
  },
  tableWrites: {
    ...{ unit: 'write units', per: MILLION, usd: regional(0.625, 0.705, 0.715) },
    ...{
      source: 'airbyte.com/data-engineering-resources/dynamodb-pricing, 2025-07; replicated ones the same',
      seen: 'read',
    },
  },
  tableReads: {
    ...{ unit: 'read units', per: MILLION, usd: regional(0.125, 0.1415, 0.1425) },
    ...{ source: 'the same', seen: 'read' },
  },
  tableGbMonths: {
    ...{ unit: 'GB-months', per: 1, usd: regional(0.25, 0.283, 0.285) },
    ...{ source: 'aws.amazon.com/dynamodb/pricing, standard class', seen: 'recalled' },
  },
  tableRecoveryGbMonths: {
    ...{ unit: 'GB-months', per: 1, usd: regional(0.2, 0.2264, 0.228) },
    ...{ source: 'aws.amazon.com/dynamodb/pricing, point-in-time recovery', seen: 'recalled' },
  },
  metrics: {
    ...{ unit: 'metrics', per: 1, usd: { '*': 0.3 } },
    ...{ source: 'signoz.io/guides/cloudwatch-pricing, first 10,000, 2026-02', seen: 'read' },
  },
  metricRequests: {
    ...{ unit: 'requests', per: 1_000, usd: { '*': 0.01 } },
    ...{ source: 'aws.amazon.com/cloudwatch/pricing, PutMetricData', seen: 'recalled' },
  },
  alarms: {
    ...{ unit: 'alarms', per: 1, usd: { '*': 0.1 } },
    ...{ source: 'aws.amazon.com/cloudwatch/pricing, standard resolution', seen: 'recalled' },
  },
  dashboards: {
    ...{ unit: 'dashboards', per: 1, usd: { '*': 3 } },
    ...{
      source: 'factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards, 2026-06',
      seen: 'read',
    },
  },
  largeDashboards: {
    ...{ unit: 'dashboards', per: 1, usd: { '*': 3 } },
    ...{ source: 'the same; by aws.amazon.com/cloudwatch/pricing none over 50 metrics is free', seen: 'read' },
  },
  logGb: {
    ...{ unit: 'GB', per: 1, usd: regional(0.5, 0.57, 0.76) },
    ...{
      source: 'factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards, 2026-06',
      seen: 'read',
    },
  },
  logGbMonths: {
    ...{ unit: 'GB-months', per: 1, usd: regional(0.03, 0.03, 0.033) },
    ...{ source: 'aws.amazon.com/cloudwatch/pricing', seen: 'recalled' },
  },
  canaryRuns: {
    ...{ unit: 'runs', per: 1, usd: { '*': 0.0012 } },
    ...{ source: 'thomasstep.com/blog/cloudformation-for-creating-canary; a little more elsewhere', seen: 'read' },
  },
  bucketGbMonths: {
    ...{ unit: 'GB-months', per: 1, usd: regional(0.023, 0.023, 0.025) },
    ...{ source: 'devnotes.tech/understanding-aws-s3-pricing-a-complete-cost-breakdown-with-examples', seen: 'read' },
  },
  bucketWrites: {
    ...{ unit: 'PUT', per: 1_000, usd: regional(0.005, 0.005, 0.0047) },
    ...{ source: 'the same', seen: 'read' },
  },
  bucketReads: {
    ...{ unit: 'GET', per: 1_000, usd: regional(0.0004, 0.0004, 0.00037) },
    ...{ source: 'the same', seen: 'read' },
  },
  cdnGb: {
    ...{ unit: 'GB', per: 1, usd: { '*': 0.085 } },
    ...{ source: 'aws.amazon.com/cloudfront/pricing, to North America and Europe', seen: 'recalled' },
  },
  cdnRequests: {
    ...{ unit: 'requests', per: 10_000, usd: { '*': 0.012 } },
    ...{ source: 'aws.amazon.com/cloudfront/pricing, HTTPS, Europe', seen: 'recalled' },
  },
  cdnFunctionRuns: {
    ...{ unit: 'runs', per: MILLION, usd: { '*': 0.1 } },
    ...{ source: 'aws.amazon.com/cloudfront/pricing, CloudFront Functions', seen: 'recalled' },
  },
  mails: {
    ...{ unit: 'e-mails', per: 100_000, usd: { '*': 2 } },
    ...{ source: 'aws.amazon.com/sns/pricing', seen: 'recalled' },
  },
  decryptions: {
    ...{ unit: 'requests', per: 10_000, usd: { '*': 0.03 } },
    ...{ source: 'aws.amazon.com/kms/pricing; the key that SSM manages is billed by use too', seen: 'recalled' },
  },
  parameters: {
    ...{ unit: 'parameters', per: 1, usd: { '*': 0 } },
    ...{ source: 'aws.amazon.com/systems-manager/pricing: standard ones are free', seen: 'recalled' },
  },
  gbBetweenRegions: {
    ...{ unit: 'GB', per: 1, usd: regional(0.02, 0.02, 0.09) },
    ...{ source: 'aws.amazon.com/ec2/pricing/on-demand, data transfer; paid where it leaves', seen: 'recalled' },
  },
  gbToInternet: {
    ...{ unit: 'GB', per: 1, usd: regional(0.09, 0.09, 0.114) },
    ...{ source: 'devnotes.tech/understanding-aws-s3-pricing-a-complete-cost-breakdown-with-examples', seen: 'read' },
  },
} as const satisfies Readonly<Record<string, Price>>;
export type Meter = keyof typeof PRICES;
export const METERS = Object.keys(PRICES) as readonly Meter[];

// These ask what us-east-1 asks.
const AS_US_EAST_1: readonly string[] = ['us-east-2', 'us-west-2'];
/** Regions whose prices are known here. */
export const PRICED_REGIONS: readonly string[] = ['us-east-1', ...AS_US_EAST_1, 'eu-west-1', 'ap-northeast-1'];
/** Another region is taken for us-east-1 times this, where prices differ by region: few are dearer by more. */
export const OTHER_REGION_FACTOR = 1.25;

/** USD for one unit in a region. */
export function unitPriceUsd(meter: Meter, region: string, overrides: Overrides): number {
  const { per, usd }: Price = PRICES[meter];
  const given = overrides.aws[region]?.[meter] ?? overrides.aws.everywhere?.[meter];
  return (given ?? usd['*'] ?? usd[region] ?? fromUsEast1(usd, region)) / per;
}

function fromUsEast1(usd: Price['usd'], region: string): number {
  return (usd['us-east-1'] ?? 0) * (AS_US_EAST_1.includes(region) ? 1 : OTHER_REGION_FACTOR);
}
