// What holds for every config.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateOf } from '../../lib/cost/estimate.ts';
import type { Config, SeriesMetric } from '../../lib/domain/config.ts';
import { SERIES_METRICS } from '../../lib/domain/config.ts';
import { CHAT, configOf, PREMISES, targetOf } from './scene.ts';

const MINUTE_MS = 60_000;
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1', 'us-west-2', 'sa-east-1'];
const CADENCES_MIN = [1, 2, 3, 5, 10, 15, 30, 60, 180, 720];

const configs: fc.Arbitrary<Config> = fc
  .record({
    targets: fc.integer({ min: 1, max: 120 }),
    regions: fc.shuffledSubarray(REGIONS, { minLength: 1 }),
    everyMin: fc.constantFrom(...CADENCES_MIN),
    gunDelayMs: fc.constantFrom(0, 5_000, 60_000),
    metrics: fc.subarray<SeriesMetric>([...SERIES_METRICS]),
  })
  .map(({ targets, regions, everyMin, gunDelayMs, metrics }) =>
    configOf(targets, { regions, metrics, workloads: [{ ...CHAT, everyMs: everyMin * MINUTE_MS, gunDelayMs }] }),
  );
const runs = { numRuns: 60, seed: 1 };
// What adding up in another order changes.
const SLACK_USD = 1e-9;

function never(less: (config: Config) => Config | null): void {
  fc.assert(
    fc.property(configs, (config) => {
      const more = less(config);
      if (more === null) return;
      const [before, after] = [estimateOf(config, PREMISES), estimateOf(more, PREMISES)];
      expect(after.aws.listUsd).toBeGreaterThanOrEqual(before.aws.listUsd - SLACK_USD);
      expect(after.aws.billUsd).toBeGreaterThanOrEqual(before.aws.billUsd - SLACK_USD);
    }),
    runs,
  );
}

describe('an estimate', () => {
  it('is the sum of its lines, each of which is finite, not negative, and billed at most at list price', () => {
    fc.assert(
      fc.property(configs, (config) => {
        const { lines, aws } = estimateOf(config, PREMISES);
        for (const { listUsd, billUsd, quantity } of lines) {
          expect(quantity).toBeGreaterThan(0);
          expect(Number.isFinite(listUsd)).toBe(true);
          expect(billUsd).toBeGreaterThanOrEqual(0);
          expect(billUsd).toBeLessThanOrEqual(listUsd);
        }
        const total = (of: 'listUsd' | 'billUsd') => lines.reduce((sum, line) => sum + line[of], 0);
        expect(aws).toEqual({ listUsd: total('listUsd'), billUsd: total('billUsd') });
      }),
      runs,
    );
  });

  it('names each line once within its group', () => {
    fc.assert(
      fc.property(configs, (config) => {
        const names = estimateOf(config, PREMISES).lines.map(({ group, what }) => `${group} ${what}`);
        expect(new Set(names).size).toBe(names.length);
      }),
      runs,
    );
  });

  it('never gets less with a further target', () => {
    never((config) => ({ ...config, targets: [...config.targets, targetOf('nobody/further')] }));
  });

  it('never gets less with a further region', () => {
    never((config) => {
      const further = REGIONS.find((region) => !config.regions.includes(region));
      return further === undefined ? null : { ...config, regions: [...config.regions, further] };
    });
  });

  it('never gets less with a faster cadence', () => {
    never((config) => {
      const [workload = CHAT] = config.workloads;
      const everyMs = (CADENCES_MIN.findLast((minutes) => minutes * MINUTE_MS < workload.everyMs) ?? 1) * MINUTE_MS;
      return { ...config, workloads: [{ ...workload, everyMs }] };
    });
  });

  it('at list price is that of two workloads apart, but for what there is once', () => {
    const [chat, long] = [CHAT, { ...CHAT, name: 'long', everyMs: 60 * MINUTE_MS }];
    const lists = (workloads: Config['workloads']) => estimateOf(configOf(5, { workloads }), PREMISES).lines;
    const raceOf = (workloads: Config['workloads']) =>
      lists(workloads).find(({ what }) => what === 'race')?.listUsd ?? 0;
    expect(raceOf([chat, long])).toBeCloseTo(raceOf([chat]) + raceOf([long]), 9);
  });
});
