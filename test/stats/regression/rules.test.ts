// The rules for regressions, each at the case that it is for.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  OUTCOME_CACHED,
  OUTCOME_OK,
  OUTCOME_UNTOLD,
  OUTCOME_VOID,
  outcomeOf,
  type SeriesColumns,
} from '../../../lib/domain/series.ts';
import { encodeValue } from '../../../lib/domain/value-code.ts';
import { byMetric } from '../../../lib/results/columns.ts';
import type { RegressionEvent } from '../../../lib/stats/regression/event.ts';
import { watch } from '../../../lib/stats/regression/watch.ts';
import { seeded } from '../series.ts';

const EVERY_MS = 5 * 60_000;
const HOUR_MS = 12 * EVERY_MS;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.parse('2026-11-01T00:00:00Z');
const SEVEN = ['a/one', 'b/two', 'c/three', 'd/four', 'e/five', 'f/six', 'g/seven'];

interface Played {
  /** Times the usual 300 ms. */
  readonly factor?: number;
  readonly outcome?: number;
  /** No sample at all. */
  readonly missing?: boolean;
}
type Play = (target: string, atMs: number) => Played;

function columnsOf(target: string, index: number, toMs: number, play: Play): SeriesColumns {
  const random = seeded(index + 1);
  const rows: { slot: number; outcome: number; code: number }[] = [];
  for (let atMs = START_MS; atMs <= toMs; atMs += EVERY_MS) {
    const spread = random() + random() + random() - 1.5;
    const { factor = 1, outcome = OUTCOME_OK, missing = false } = play(target, atMs);
    const code = outcome === OUTCOME_OK ? encodeValue(300 * factor * Math.exp(0.4 * spread)) : 0;
    if (!missing) rows.push({ slot: atMs / 1_000, outcome, code });
  }
  const codes = Uint16Array.from(rows, ({ code }) => code);
  return {
    slots: Uint32Array.from(rows, ({ slot }) => slot),
    outcomes: Uint8Array.from(rows, ({ outcome }) => outcome),
    codes: byMetric(() => codes),
  };
}

function look(nowMs: number, play: Play, known: readonly RegressionEvent[] = [], targets = SEVEN) {
  const columns = new Map(targets.map((target, index) => [target, columnsOf(target, index, nowMs, play)]));
  return watch({ workload: 'chat', region: 'r', everyMs: EVERY_MS, nowMs, columns, known });
}

const kinds = (events: readonly RegressionEvent[]) => events.map(({ kind, target }) => `${target} ${kind}`);
const slowFrom =
  (fromMs: number, factor: number, slow = 'a/one'): Play =>
  (target, atMs) => ({ factor: target === slow && atMs >= fromMs ? factor : 1 });

describe('a regression', () => {
  const fromMs = START_MS + 9 * DAY_MS;

  it('says since when and by how much, with an interval that holds it', () => {
    const { open } = look(fromMs + 6 * HOUR_MS, slowFrom(fromMs, 2));
    expect(kinds(open)).toEqual(['a/one slower']);
    const { sinceMs, detectedMs, ratio, peersRatio } = open[0]!;
    expect(Math.abs(sinceMs - fromMs)).toBeLessThan(HOUR_MS);
    expect(detectedMs - fromMs).toBeLessThan(5 * HOUR_MS);
    expect(ratio?.low).toBeLessThan(2);
    expect(ratio?.high).toBeGreaterThan(2);
    expect(peersRatio).toBeGreaterThan(0.85);
    expect(peersRatio).toBeLessThan(1.15);
  });

  it('is held against a past that stands still while it lasts', () => {
    const { open } = look(fromMs + 6 * HOUR_MS, slowFrom(fromMs, 2));
    const later = look(fromMs + 4 * DAY_MS, slowFrom(fromMs, 2), open);
    expect(kinds(later.open)).toEqual(['a/one slower']);
    expect(later.open[0]?.ratio?.value).toBeGreaterThan(1.7);
    expect(later.opened).toEqual([]);
  });

  it('is what is usual after 7 days, and not told again', () => {
    const { open } = look(fromMs + 6 * HOUR_MS, slowFrom(fromMs, 2));
    const { closed } = look(fromMs + 8 * DAY_MS, slowFrom(fromMs, 2), open);
    expect(closed.map(({ closedBecause }) => closedBecause)).toEqual(['accepted']);
    const after = look(fromMs + 9 * DAY_MS, slowFrom(fromMs, 2), closed);
    expect([after.open, after.closed]).toEqual([[], []]);
  });

  it('ends in silence where its target is gone for a day', () => {
    const { open } = look(fromMs + 6 * HOUR_MS, slowFrom(fromMs, 2));
    const gone: Play = (target, atMs) => ({
      ...slowFrom(fromMs, 2)(target, atMs),
      missing: target === 'a/one' && atMs > fromMs + 6 * HOUR_MS,
    });
    const { closed } = look(fromMs + 31 * HOUR_MS, gone, open);
    expect(closed.map(({ closedBecause }) => closedBecause)).toEqual(['silent']);
  });

  it('does not begin again from the samples that it was over with', () => {
    const over: Play = (target, atMs) => ({
      factor: target === 'a/one' && atMs >= fromMs && atMs < fromMs + 8 * HOUR_MS ? 2.5 : 1,
    });
    const { open } = look(fromMs + 7 * HOUR_MS, over);
    const { closed } = look(fromMs + 20 * HOUR_MS, over, open);
    expect(closed.map(({ closedBecause }) => closedBecause)).toEqual(['recovered']);
    expect(look(fromMs + 21 * HOUR_MS, over, closed).open).toEqual([]);
  });
});

describe('nothing is told', () => {
  const fromMs = START_MS + 9 * DAY_MS;

  it('of a target that is still being learned', () => {
    const early = START_MS + 2 * DAY_MS;
    const { open, scores } = look(early + 6 * HOUR_MS, slowFrom(early, 3));
    expect(open).toEqual([]);
    // how often it fails is known by then, how fast it is not
    expect(scores.get('a/one')).toBe(0);
    expect(look(START_MS + HOUR_MS / 2, slowFrom(early, 3)).scores.get('a/one')).toBeNull();
  });

  it.each([
    ['our own failures', outcomeOf('rate-limited')],
    ['void samples', OUTCOME_VOID],
    ['cached answers', OUTCOME_CACHED],
  ])('of %s', (_name, outcome) => {
    const play: Play = (target, atMs) => (target === 'a/one' && atMs >= fromMs ? { outcome } : {});
    expect(look(fromMs + 6 * HOUR_MS, play).open).toEqual([]);
  });

  it('of a daily rhythm', () => {
    const rhythm: Play = (_target, atMs) => ({ factor: 1 + 0.4 * Math.sin((2 * Math.PI * atMs) / DAY_MS) });
    for (let hour = 0; hour < 24; hour += 3) expect(look(fromMs + hour * HOUR_MS, rhythm).open).toEqual([]);
  });
});

it('a target that always fails now and then is not told for it, and is for more', () => {
  const fromMs = START_MS + 9 * DAY_MS;
  const random = seeded(99);
  const draws = new Map<number, number>();
  const draw = (atMs: number) => draws.get(atMs) ?? draws.set(atMs, random()).get(atMs) ?? 0;
  const flaky =
    (share: number): Play =>
    (target, atMs) =>
      target === 'a/one' && draw(atMs) < (atMs < fromMs ? 0.15 : share) ? { outcome: outcomeOf('server-error') } : {};
  expect(look(fromMs + 6 * HOUR_MS, flaky(0.15)).open).toEqual([]);
  expect(kinds(look(fromMs + 6 * HOUR_MS, flaky(0.9)).open)).toEqual(['a/one failing']);
});

it('few targets have no peers, and say so', () => {
  const fromMs = START_MS + 9 * DAY_MS;
  const watched = look(fromMs + 12 * HOUR_MS, slowFrom(fromMs, 3), [], SEVEN.slice(0, 2));
  expect(watched.hasPeers).toBe(false);
  expect(watched.open[0]).toMatchObject({ target: 'a/one', peersRatio: null });
});

it('any columns at all are watched without a throw, and scores are numbers or not known', () => {
  const outcome = fc.constantFrom(OUTCOME_OK, OUTCOME_VOID, OUTCOME_CACHED, OUTCOME_UNTOLD, 1, 12, 200);
  const series = fc.array(fc.record({ gap: fc.integer({ min: 1, max: 3_000 }), outcome, code: fc.nat(65_535) }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(
      fc.array(series, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(60_000, EVERY_MS, HOUR_MS),
      (all, everyMs) => {
        const columns = new Map(
          all.map((rows, index) => {
            let slot = START_MS / 1_000;
            const slots = Uint32Array.from(rows, ({ gap }) => (slot += gap));
            const codes = Uint16Array.from(rows, (row) => (row.outcome === OUTCOME_OK ? row.code : 0));
            const outcomes = Uint8Array.from(rows, (row) => row.outcome);
            return [`t/${index}`, { slots, outcomes, codes: byMetric(() => codes) }] as const;
          }),
        );
        const nowMs = START_MS + 3 * DAY_MS;
        const { scores } = watch({ workload: 'w', region: 'r', everyMs, nowMs, columns, known: [] });
        for (const score of scores.values()) expect(score === null || Number.isFinite(score)).toBe(true);
      },
    ),
    { numRuns: 40 },
  );
});
