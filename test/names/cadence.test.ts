// Cadences and guns as AWS has them.
import { describe, expect, it } from 'vitest';
import { checkGunDelay, cronOf } from '../../lib/names/cadence.ts';
import { watcherOf } from '../../lib/names/names.ts';

const MINUTE_MS = 60_000;

describe('a cadence', () => {
  it.each([
    [1, 'cron(0/1 * * * ? *)'],
    [5, 'cron(0/5 * * * ? *)'],
    [30, 'cron(0/30 * * * ? *)'],
    [60, 'cron(0 0/1 * * ? *)'],
    [360, 'cron(0 0/6 * * ? *)'],
    [1_440, 'cron(0 0 * * ? *)'],
  ])('of %i minutes is %s', (minutes, expected) => {
    expect(cronOf('chat', minutes * MINUTE_MS)).toBe(expected);
  });

  it.each([0.5, 7, 45, 90, 300])('of %s minutes is refused with those that go', (minutes) => {
    expect(() => cronOf('chat', minutes * MINUTE_MS)).toThrow(
      /workloads\.chat\.every: .*1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30/,
    );
  });
});

describe('a gun', () => {
  it('may be 10 minutes after the scheduled instant, and no more', () => {
    expect(() => checkGunDelay('chat', 10 * MINUTE_MS)).not.toThrow();
    expect(() => checkGunDelay('chat', 11 * MINUTE_MS)).toThrow(/workloads\.chat\.gun: .*10 minutes at most/);
  });
});

describe('a region', () => {
  it('is watched by the next one, the last by the first, and a single one by itself', () => {
    const regions = ['a', 'b', 'c'];
    expect(regions.map((region) => watcherOf(region, regions))).toEqual(['b', 'c', 'a']);
    expect(watcherOf('a', ['a'])).toBe('a');
  });
});
