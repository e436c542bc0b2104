// From outcomes to tables: counts, ranges, thresholds, aims.
import { describe, expect, it } from 'vitest';
import { aimsOf, isReached } from '../../lib/simulate/aims.ts';
import { contestRows } from '../../lib/simulate/contest.ts';
import { runAll } from '../../lib/simulate/crew.ts';
import { intervalRows, monthRows, nearest, pairRows, trialRows } from '../../lib/simulate/figures.ts';
import { jobsFor } from '../../lib/simulate/jobs.ts';
import { rateOf } from '../../lib/simulate/poisson.ts';
import { reportOf, type Simulation } from '../../lib/simulate/report.ts';
import { peaksOf, quantileOf, suspicions } from '../../lib/simulate/rivals.ts';

describe('a rate', () => {
  // Garwood's table, as in any textbook on Poisson counts
  it.each([
    [0, 0, 3.689],
    [1, 0.0253, 5.572],
    [10, 4.795, 18.39],
    [100, 81.36, 121.6],
  ])('of %i events has the exact range', (count, low, high) => {
    const rate = rateOf(count, 1);
    expect(rate.value).toBe(count);
    expect(rate.low).toBeCloseTo(low, 2);
    expect(Math.abs(rate.high / high - 1)).toBeLessThan(0.001);
  });

  it('is by exposure', () => expect(rateOf(10, 100).high).toBeCloseTo(0.1839, 4));
});

describe('an order statistic', () => {
  it('knows that what was never found is later than all', () => {
    expect(nearest([3, 1, Number.POSITIVE_INFINITY, 2, 4], 0.5)).toBe(3);
    expect(nearest([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 0.5)).toBeNull();
    expect(nearest([], 0.5)).toBeNull();
  });
});

describe('rivals', () => {
  it('take quantiles of type 7', () => {
    expect(quantileOf(Float64Array.of(1, 2, 3, 10), 0.5)).toBe(2.5);
    expect(quantileOf(new Float64Array(), 0.5)).toBe(0);
  });

  it('peak no more than once a day', () => {
    const suspicion = new Float32Array(960);
    suspicion.set([5, 4, 9, 7], 480);
    suspicion[700] = 6;
    expect(peaksOf(suspicion, 9)).toEqual([9, 6]);
  });

  it('suspect a shift, and nothing where there is none', () => {
    const logs = Float64Array.from({ length: 9 * 288 }, (_, index) => Math.sin(index * 1.7) * 0.3);
    const shifted = logs.map((log, index) => (index >= 8 * 288 ? log + 1 : log));
    const newest = (each: Float64Array) => {
      const { ranks, streak } = suspicions(each, 8 * 288, 9 * 288);
      return { ranks: ranks.at(-1) ?? 0, streak: streak.at(-1) ?? 0 };
    };

    expect(newest(shifted).ranks).toBeGreaterThan(6);
    expect(newest(logs).ranks).toBeLessThan(2);
    expect(newest(shifted).streak).toBeGreaterThan(newest(logs).streak + 2);
  });
});

// One world of each kind, over the threads.
describe('a run', () => {
  it('gives every table a row for each of its cases, in each format', async () => {
    const jobs = jobsFor('tuning', { series: 1, fields: 0, months: 0, trials: 0, rivalMonths: 0 });
    let told = 0;
    const done = await runAll(jobs, () => told++);
    const rows = {
      intervals: intervalRows(done),
      pairs: pairRows(done),
      months: monthRows(done),
      trials: trialRows(done),
    };
    const simulation: Simulation = { seeds: 'tuning', isQuick: true, ...rows, contest: contestRows(done) };

    expect(told).toBe(jobs.length);
    expect(done.map(({ job }) => job)).toEqual(jobs);
    expect(rows.intervals.every(({ series }) => series === 1)).toBe(true);
    expect(rows.intervals.filter(({ setting }) => setting === 'as assumed').map(({ window }) => window)).toContain(
      '30d',
    );
    expect(aimsOf(rows).filter(isReached).length).toBeLessThan(aimsOf(rows).length);
    expect(reportOf(simulation, 'md')).toContain('| as assumed | 7d | board | 1 |');
    expect(reportOf(simulation, 'table')).toContain('MISSED');
    expect(JSON.parse(reportOf(simulation, 'json'))).toMatchObject({ seeds: 'tuning', aims: expect.any(Array) });
  });
});

it('an aim is reached within its bounds, and not where nothing could be measured', () => {
  const aim = { what: '', atLeast: 92, atMost: 97, unit: '%' } as const;
  expect([91.9, 92, 97, 97.1, null].map((measured) => isReached({ ...aim, measured }))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
});
