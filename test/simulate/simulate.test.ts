// The simulation itself: the same seeds give the same, no two worlds share one, and a quick run says something of everything.
import { describe, expect, it } from 'vitest';
import { run } from '../../lib/simulate/job.ts';
import { jobsFor } from '../../lib/simulate/jobs.ts';
import { ALARM_SETTINGS, FULL, QUICK } from '../../lib/simulate/plan.ts';

describe('the jobs of a simulation', () => {
  it('have seeds of their own in each set: what rules are tuned on is not what they are judged by', () => {
    const seedsOf = (set: 'tuning' | 'judging', kinds: readonly string[]) =>
      new Set(
        jobsFor(set, FULL)
          .filter((job) => kinds.includes(job.kind))
          .map(({ seed }) => seed),
      );
    const kinds = ['intervals', 'pairs', 'month', 'trial'];
    const tuning = seedsOf('tuning', kinds);
    for (const seed of seedsOf('judging', kinds)) expect(tuning.has(seed)).toBe(false);
  });

  it('give the same each time', () => {
    const trial = { kind: 'trial', setting: 0, shift: 2, seed: 12 } as const;
    expect(run(trial)).toEqual(run(trial));
    expect(run({ ...trial, seed: 13 })).not.toEqual(run(trial));
  });

  it('cover every setting, also where they are few', () => {
    const months = jobsFor('tuning', QUICK).flatMap((job) => (job.kind === 'month' ? [job.setting] : []));
    expect(new Set(months)).toEqual(new Set(ALARM_SETTINGS.keys()));
  });
});
