// What a round tells CloudWatch, sample by sample.
import { describe, expect, it } from 'vitest';
import { roundMetrics } from '../../lib/metrics/round-metrics.ts';
import { targetOf } from '../board/board-input.ts';
import { roundAt } from '../results/fixtures.ts';

const AT_MS = Date.parse('2026-11-22T03:15:00Z');
const failure = { class: 'auth', phase: 'headers', status: 401, message: null } as const;
const round = roundAt(AT_MS, {
  'a/good': { ttftMs: 210, outputTokensPerSecond: 90 },
  'b/burst': { ttftMs: 300, outputTokensPerSecond: null },
  'c/failed': { outcome: 'failed', failure, ttftMs: null, outputTokensPerSecond: null },
  'd/void': { void: ['loop-late'] },
  'e/cached': { cached: true },
});
const targets = ['a/good', 'b/burst', 'c/failed', 'd/void', 'e/cached'].map((id) => targetOf(id));
const said = (metrics: Parameters<typeof roundMetrics>[2], of = targets) =>
  roundMetrics(round, of, metrics).map(({ name, value, dimensions }) => `${name} ${dimensions.target} ${value}`);

describe('a round', () => {
  it('tells values only where they were reached, and nothing of void samples or of cached ones', () => {
    expect(said(['ttft', 'throughput'])).toEqual([
      'TimeToFirstToken a/good 210',
      'OutputTokensPerSecond a/good 90',
      'TimeToFirstToken b/burst 300',
    ]);
  });

  it('tells good probes as 0 and failed ones as 1', () => {
    expect(said(['failures'])).toEqual([
      'Failures a/good 0',
      'Failures b/burst 0',
      'Failures c/failed 1',
      'Failures e/cached 0',
    ]);
  });

  it('tells nothing when it is to be lean, but what an alarm needs', () => {
    const watched = targets.map((target) =>
      target.id === 'a/good' ? { ...target, alarms: { ttftMs: 1_500, failureShare: 0.05 } } : target,
    );
    expect(said([])).toEqual([]);
    expect(said([], watched)).toEqual(['TimeToFirstToken a/good 210', 'Failures a/good 0']);
  });

  it('carries all three dimensions, and the instant that it was scheduled for', () => {
    expect(roundMetrics(round, targets, ['ttft'])[0]).toMatchObject({
      dimensions: { target: 'a/good', region: 'us-east-1', workload: 'chat' },
      atMs: AT_MS,
    });
  });
});
