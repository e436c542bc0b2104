// What AWS gives every account each month for nothing, for as long as the account lives. The offers of the first twelve months
// and the credits of new accounts are not here. Read in stored copies in November 2026: those of CloudWatch on
// aws.amazon.com/cloudwatch/pricing, those of Lambda and the scheduler on the pages named in prices.ts. The others are recalled,
// from aws.amazon.com/free ("always free").
import type { Meter } from './prices.ts';

export interface Allowance {
  /** Counted together. */
  readonly meters: readonly Meter[];
  readonly free: number;
}

/** For the whole account: whatever else runs in it uses them too. */
export const ALLOWANCES: readonly Allowance[] = [
  { meters: ['lambdaRequests'], free: 1_000_000 },
  { meters: ['lambdaGbSeconds', 'lambdaGbSecondsX86'], free: 400_000 },
  { meters: ['schedulerInvocations'], free: 14_000_000 },
  { meters: ['queueRequests'], free: 1_000_000 },
  { meters: ['tableGbMonths'], free: 25 },
  { meters: ['metrics'], free: 10 },
  { meters: ['metricRequests'], free: 1_000_000 },
  { meters: ['alarms'], free: 10 },
  { meters: ['dashboards'], free: 3 },
  { meters: ['logGb', 'logGbMonths'], free: 5 },
  { meters: ['canaryRuns'], free: 100 },
  { meters: ['cdnGb'], free: 1_000 },
  { meters: ['cdnRequests'], free: 10_000_000 },
  { meters: ['cdnFunctionRuns'], free: 2_000_000 },
  { meters: ['mails'], free: 1_000 },
  { meters: ['decryptions'], free: 20_000 },
  { meters: ['gbToInternet'], free: 100 },
];

/**
 * The part of each meter that is paid for, 0 to 1. Of what is used in several places the free part is taken from each in
 * proportion: AWS does not say from which it takes it.
 */
export function paidShares(usedOf: (meter: Meter) => number): (meter: Meter) => number {
  const shares = new Map<Meter, number>();
  for (const { meters, free } of ALLOWANCES) {
    const used = meters.reduce((sum, meter) => sum + usedOf(meter), 0);
    for (const meter of meters) shares.set(meter, used <= free ? 0 : (used - free) / used);
  }
  return (meter) => shares.get(meter) ?? 1;
}
