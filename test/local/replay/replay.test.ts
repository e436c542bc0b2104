// Today's rules over stored samples.
import { describe, expect, it } from 'vitest';
import { gather } from '../../../lib/local/replay/cohorts.ts';
import { replayCohort } from '../../../lib/local/replay/replay.ts';
import { replayLines, replayText } from '../../../lib/local/replay/report.ts';
import { seeded } from '../../stats/series.ts';

const EVERY_S = 300;
const DAY_S = 86_400;
const START_S = Date.parse('2026-11-01T00:00:00Z') / 1_000;
const SLOW_FROM_S = START_S + 9 * DAY_S;
const TARGETS = ['a/one', 'b/two', 'c/three', 'd/four', 'e/five', 'f/six', 'g/seven'];

/** Twelve days of samples, of which `a/one` was twice as slow for eight hours of the tenth. */
function cohort() {
  const gathering = gather();
  const random = seeded(5);
  for (let slot = START_S; slot < START_S + 12 * DAY_S; slot += EVERY_S) {
    for (const target of TARGETS) {
      const isSlow = target === 'a/one' && slot >= SLOW_FROM_S && slot < SLOW_FROM_S + DAY_S / 3;
      const ttftMs = 300 * (isSlow ? 2.2 : 1) * Math.exp(0.3 * (random() + random() - 1));
      const rest = { isVoid: false, isCached: false, failure: null, outcome: 'ok' as const };
      gathering.add({ slot, workload: 'chat', region: 'eu-west-1', target, ttftMs, ...rest });
    }
  }
  return gathering.cohorts()[0]!;
}

describe('a replay', () => {
  const samples = cohort();
  const replay = (stepMs: number) => replayCohort(samples, { everyMs: null, stepMs, onProgress: () => undefined });

  it('finds the cadence, what would have been told, and that it was over', () => {
    const replayed = replay(3_600_000);
    expect(replayed).toMatchObject({ everyMs: 300_000, targets: 7, workload: 'chat', region: 'eu-west-1' });
    expect(replayed.events).toHaveLength(1);
    expect(replayed.events[0]).toMatchObject({ kind: 'slower', target: 'a/one', closedBecause: 'recovered' });
    const text = replayText([replayed]);
    expect(text).toContain('a/one is slower than usual from eu-west-1 (chat)');
    expect(text).toMatch(/chat eu-west-1: 7 targets, a round every 300 s, .*: 1 event, 0\.3\d+ a series and month/);
    expect(JSON.parse(replayLines([replayed]))).toEqual(replayed.events[0]);
  });

  it('tells the same however often it looks', () => {
    const told = (stepMs: number) =>
      replay(stepMs).events.map(({ target, detectedMs, closedMs }) => [target, detectedMs, closedMs]);
    expect(told(6 * 3_600_000)).toEqual(told(1_800_000));
  });
});
