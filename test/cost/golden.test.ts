// Small cases, worked out by hand.
import { describe, expect, it } from 'vitest';
import { alarmsOf } from '../../lib/cost/alarms.ts';
import { estimateOf } from '../../lib/cost/estimate.ts';
import { loadsOf } from '../../lib/cost/scale.ts';
import { ScheduleError } from '../../lib/names/errors.ts';
import { AT_MS, CHAT, configOf, lineOf, PREMISES, targetOf } from './scene.ts';

// One target, one region, every 5 minutes: 730 h x 12 = 8,760 rounds.
const ONE = estimateOf(configOf(1), PREMISES);

describe('one target in one region, every 5 minutes, gun 60 s', () => {
  it.each([
    // 8,760 x 50.5 s x 128 MB
    ['starter, waiting for the gun', 55_297.5, 0.737304],
    // 8,760 x (10 s lead + 10 s round + 1 s) x 1 GB
    ['race', 183_960, 2.452812],
    // 8,760 x 1.5 s x 256 MB
    ['saver', 3_285, 0.0438],
    // 8,760 x 1.515 s x 1 GB, and 730 + 12 x 365 / 12 times 2.05 s for the pages behind the leaderboard
    ['publisher', 15_516.15, 0.206883],
    // starter, race, saver, publisher
    ['requests of all functions', 35_040, 0.007008],
    // 8,760 x 1
    ['claims of rounds', 8_760, 0.005475],
    // 310 + 520 bytes = 1 unit
    ['finished rounds', 8_760, 0.005475],
    // each of 12 publications an hour and once when frozen, all of 1 unit: 730 x 13
    ['hour blocks', 9_490, 0.00593125],
    // 200 + 288 x 15 bytes = 4.4 kB = 5 units, 30.4 days
    ['day blocks', 152.0833, 0.0000950521],
    // take and give back
    ["publisher's lease", 17_520, 0.01095],
    // 35 minutes of rounds, 7 x 830 bytes = 2 units
    ['reads: lists of rounds', 17_520, 0.00219],
    ['reads: new rounds', 8_760, 0.001095],
    // 8,760 progress, 730 new hours, 30.4 days x 24 x 356 bytes = 3 units, 8,760 lists of markers
    ['reads: blocks, progress, markers', 18_341.25, 0.00229265625],
    // TTFT and throughput
    ['metrics of series', 2, 0.6],
    ['RoundStored, PublishAge', 2, 0.6],
    // one score, one count
    ['RegressionScore, RegressedSeries', 2, 0.6],
    // series, heartbeat, publisher
    ['PutMetricData', 26_280, 0.2628],
    // rounds missing, dead letters, unsaved rounds, starter, race, saver, publisher, board
    ['alarms', 8, 0.8],
    // 4 windows x (JSON, CSV, page), start page, index, incidents
    ['files written', 8_760 * (12 + 3), 0.657],
    // hourly and by 12 cold publishers a day: 5 of the target, 9 more; 2 a day for good, the list twice around each
    ['files of targets, samples written', (730 + 365) * (5 + 9) + (6 * 365) / 12, 0.0775625],
    ['keys decrypted', 1_460, 0.00438],
  ])('%s: %d, %d USD', (what, quantity, listUsd) => {
    const line = lineOf(ONE, what);
    expect(line.quantity).toBeCloseTo(quantity, 2);
    expect(line.listUsd).toBeCloseTo(listUsd, 6);
  });

  it('has no replicas to pay for', () => {
    expect(ONE.lines.map(({ what }) => what)).not.toContain('expired items, in the replicas');
    expect(ONE.lines.map(({ what }) => what)).not.toContain('replication between regions');
  });

  it('costs nothing for metrics, alarms and Lambda within the allowances', () => {
    for (const what of ['metrics of series', 'alarms', 'race', 'PutMetricData'])
      expect(lineOf(ONE, what).billUsd).toBe(0);
  });
});

describe('an allowance', () => {
  it('is taken off once over all lines that share it', () => {
    // 20 targets x 2 metrics, 2 of the machinery, 21 of regressions: 63, of which 10 are free
    const { lines } = estimateOf(configOf(20), PREMISES);
    const metrics = lines.filter(({ meter }) => meter === 'metrics');
    expect(metrics.reduce((sum, { listUsd }) => sum + listUsd, 0)).toBeCloseTo(63 * 0.3, 9);
    expect(metrics.reduce((sum, { billUsd }) => sum + billUsd, 0)).toBeCloseTo(53 * 0.3, 9);
  });
});

describe('a second region', () => {
  const two = estimateOf(configOf(1, { regions: ['us-east-1', 'ap-northeast-1'] }), PREMISES);

  it('makes every write be paid twice, each at its own price', () => {
    // two rounds, each in two replicas
    expect(lineOf(two, 'finished rounds').quantity).toBeCloseTo(4 * 8_760, 6);
    expect(lineOf(two, 'finished rounds').listUsd).toBeCloseTo((2 * 8_760 * (0.625 + 0.715)) / 1e6, 9);
    expect(lineOf(two, 'finished rounds').price).toEqual({ lowestUsd: 0.625, highestUsd: 0.715, per: 1_000_000 });
  });

  it('makes expired items be paid where they are replicas', () => {
    // a round and an hour block of each series, once
    expect(lineOf(two, 'expired items, in the replicas').quantity).toBeCloseTo(2 * (8_760 + 730), 6);
  });

  it('adds views of its own and of both', () => {
    expect(lineOf(two, 'files written').quantity).toBeCloseTo(8_760 * (3 * 12 + 4 + 3), 6);
  });
});

describe('metrics', () => {
  const metricsIn = (config: Parameters<typeof estimateOf>[0]) =>
    estimateOf(config, PREMISES).lines.find(({ what }) => what === 'metrics of series')?.quantity ?? 0;

  it('are those of the config, and those that an alarm of a target needs', () => {
    const alarmed = targetOf('nobody/alarmed', { alarms: { ttftMs: 1_500, failureShare: 0.05 } });
    expect(metricsIn(configOf(3, { metrics: [] }))).toBe(0);
    expect(metricsIn(configOf(0, { metrics: [], targets: [alarmed] }))).toBe(2);
    expect(metricsIn(configOf(0, { metrics: ['ttft'], targets: [alarmed] }))).toBe(2);
  });

  it('are billed for the hours in which they are sent', () => {
    const daily = { ...CHAT, everyMs: 12 * 3_600_000 };
    expect(metricsIn(configOf(1, { workloads: [daily] }))).toBeCloseTo(2 / 12, 9);
  });

  it('of regressions are none where they are off', () => {
    const { lines } = estimateOf(configOf(3, { alarms: { regression: 'off', email: [] } }), PREMISES);
    expect(lines.map(({ what }) => what)).not.toContain('RegressionScore, RegressedSeries');
  });
});

describe('alarms', () => {
  const countOf = (kind: string, config: Parameters<typeof alarmsOf>[0]) =>
    alarmsOf(config, loadsOf(config))
      .filter((alarm) => alarm.kind === kind)
      .reduce((sum, { count }) => sum + count, 0);

  it('of a target stand in each region and workload; a share counts its two metrics', () => {
    const target = targetOf('nobody/alarmed', { alarms: { ttftMs: 1_500, failureShare: 0.05 } });
    const workloads = [CHAT, { ...CHAT, name: 'long' }];
    const config = configOf(0, { regions: ['us-east-1', 'eu-west-1'], targets: [target], workloads });
    expect(countOf('slow-first-token', config)).toBe(4);
    expect(countOf('failures-above-limit', config)).toBe(8);
    expect(countOf('rounds-missing', config)).toBe(4);
  });

  it('of functions leave out a starter that nothing needs', () => {
    expect(countOf('function-errors', configOf(1))).toBe(4);
    expect(countOf('function-errors', configOf(1, { workloads: [{ ...CHAT, gunDelayMs: 0 }] }))).toBe(3);
  });

  it('do not watch for rounds while paused', () => {
    const config = configOf(1);
    expect(countOf('rounds-missing', { ...config, aws: { ...config.aws, paused: true } })).toBe(0);
  });
});

describe('a config', () => {
  it('that is paused spends nothing on rounds and tokens', () => {
    const config = configOf(1);
    const paused = estimateOf({ ...config, aws: { ...config.aws, paused: true } }, { ...PREMISES, atMs: AT_MS });
    expect(paused.lines.map(({ what }) => what)).not.toContain('race');
    expect(paused.aws.billUsd).toBeLessThan(ONE.aws.billUsd);
    expect(paused.aws.billUsd).toBeGreaterThan(0);
  });

  it('with more targets than a shard takes races them by several, on a whole core', () => {
    const { lines } = estimateOf(configOf(60), PREMISES);
    const race = lines.find(({ what }) => what === 'race');
    expect(race?.quantity).toBeCloseTo((2 * 8_760 * 21 * 1_769) / 1_024, 3);
  });

  it('with a cadence that AWS does not have is refused', () => {
    expect(() => estimateOf(configOf(1, { workloads: [{ ...CHAT, everyMs: 10_000 }] }), PREMISES)).toThrow(
      ScheduleError,
    );
  });

  it('with more than 50 metrics on its dashboard pays for it', () => {
    const regions = ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-north-1'];
    expect(lineOf(estimateOf(configOf(1, { regions: regions.slice(0, 6) }), PREMISES), 'dashboard').billUsd).toBe(0);
    expect(lineOf(estimateOf(configOf(1, { regions }), PREMISES), 'dashboard').billUsd).toBe(3);
  });
});
