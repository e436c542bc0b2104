import fc from 'fast-check';
import jStat from 'jstat';
import { describe, expect, test } from 'vitest';
import { OUTCOME_CACHED, OUTCOME_OK, OUTCOME_VOID, outcomeOf } from '../../lib/domain/series.ts';
import { decodeValue, encodeValue } from '../../lib/domain/value-code.ts';
import { WINDOWS } from '../../lib/domain/window.ts';
import { type HeadToHead, headToHead, mirrored } from '../../lib/stats/head-to-head.ts';
import type { Entrant } from '../../lib/stats/lanes.ts';
import { rank } from '../../lib/stats/rank.ts';
import { columnsOf, EVERY_MS, HOUR_MS, NOW_MS, noise, partOf, type Row, seeded } from './series.ts';

const DAY_MS = 24 * HOUR_MS;
const windowOf = (id: string) => WINDOWS.find((window) => window.id === id) as (typeof WINDOWS)[number];
const WEEK = { span: windowOf('7d'), nowMs: NOW_MS };

type Races = Readonly<Record<string, readonly Row[]>>;
const entrantOf = (target: string, races: Races): Entrant => ({
  target,
  parts: Object.entries(races).map(([region, rows]) => ({ region, columns: columnsOf(rows) })),
});

const LOST = outcomeOf('truncated');
const OURS = outcomeOf('auth');
const A_VALUE = [OUTCOME_OK, OUTCOME_OK, OUTCOME_OK, OUTCOME_OK, OUTCOME_OK, OUTCOME_OK];
const OUTCOMES = [...A_VALUE, OUTCOME_CACHED, OUTCOME_VOID, LOST, LOST, OURS];

/** Some days of half-hourly rounds with gaps, failures, void and cached ones. */
function rowsOf(seed: number, median: number, days: number): Row[] {
  const random = seeded(seed);
  return noise(random, days * 48, median, 0.3).flatMap((value, index): Row[] => {
    const atMs = NOW_MS - (days * 48 - 1 - index) * (HOUR_MS / 2);
    if (random() < 0.1) return [];
    const outcome = OUTCOMES[Math.floor(random() * OUTCOMES.length)] ?? OUTCOME_OK;
    return [{ atMs, outcome, value: outcome === OUTCOME_OK || outcome === OUTCOME_CACHED ? value : null }];
  });
}

/** The same comparison, written slowly and plainly, from the rows themselves. */
function slowly(a: Races, b: Races, blockMs: number) {
  const counts = { won: 0, lost: 0, equal: 0, wonByFailure: 0, lostByFailure: 0, bothFailed: 0 };
  const blocks = new Map<number, number[]>();
  const regions = new Set<string>();
  for (const [region, rows] of Object.entries(a)) {
    for (const mine of rows) {
      const theirs = b[region]?.find(({ atMs }) => atMs === mine.atMs);
      if (theirs === undefined || mine.atMs <= NOW_MS - 7 * DAY_MS) continue;
      const x = mine.outcome === OUTCOME_OK ? encodeValue(mine.value ?? null) : 0;
      const y = theirs.outcome === OUTCOME_OK ? encodeValue(theirs.value ?? null) : 0;
      if (x > 0 && y > 0) {
        regions.add(region);
        counts[x < y ? 'won' : x > y ? 'lost' : 'equal']++;
        const block = Math.floor((NOW_MS - mine.atMs) / blockMs);
        const ratio = Math.log(decodeValue(y) as number) - Math.log(decodeValue(x) as number);
        blocks.set(block, [...(blocks.get(block) ?? []), ratio]);
      } else if (x > 0 && theirs.outcome === LOST) counts.wonByFailure++;
      else if (y > 0 && mine.outcome === LOST) counts.lostByFailure++;
      else if (mine.outcome === LOST && theirs.outcome === LOST) counts.bothFailed++;
    }
  }
  const fullest = Math.max(0, ...Array.from(blocks.values(), ({ length }) => length));
  const medians = Array.from(blocks.values())
    .filter(({ length }) => length >= fullest / 4)
    .map((ratios) => {
      const order = ratios.toSorted((p, q) => p - q);
      return ((order[(order.length - 1) >> 1] as number) + (order[order.length >> 1] as number)) / 2;
    });
  const mean = medians.reduce((sum, x) => sum + x, 0) / medians.length;
  const variance = medians.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (medians.length - 1);
  const beta = jStat.ibetainv(0.05, (medians.length - 1) / 2, 0.5);
  const half = Math.sqrt((((medians.length - 1) * (1 - beta)) / beta) * (variance / medians.length));
  const told = medians.length >= 4 ? { mean, half } : null;
  return { counts, regions: regions.size, told };
}

describe('against the slow way', () => {
  const lineup = fc.record({ seed: fc.nat(), median: fc.integer({ min: 150, max: 260 }) });

  test('ratio, interval and rounds are the same, over regions, gaps and failures', () => {
    fc.assert(
      fc.property(lineup, lineup, fc.integer({ min: 2, max: 8 }), (first, second, days) => {
        const racesOf = ({ seed, median }: typeof first): Races => ({
          near: rowsOf(seed, median, days),
          far: rowsOf(seed + 1, median * 3, days),
          [`only ${median}`]: rowsOf(seed + 2, median, days),
        });
        const [a, b] = [racesOf(first), racesOf(second)];
        const found = headToHead(entrantOf('a', a), entrantOf('b', b), { ...WEEK, sinceMs: NOW_MS - 30 * DAY_MS });
        const { counts, regions, told } = slowly(a, b, DAY_MS);
        expect(found).toMatchObject({ ...counts, regions });
        expect(found.paired).toBe(counts.won + counts.lost + counts.equal);
        if (told === null) {
          expect(found).toMatchObject({ timesAsFast: null, interval: null, verdict: 'tie' });
          return;
        }
        expect(found.timesAsFast).toBeCloseTo(Math.exp(told.mean), 9);
        expect(found.interval?.low).toBeCloseTo(Math.exp(told.mean - told.half), 6);
        expect(found.interval?.high).toBeCloseTo(Math.exp(told.mean + told.half), 6);
        const margin = Math.log(1.03);
        const verdict = told.mean - told.half > margin ? 'faster' : told.mean + told.half < -margin ? 'slower' : 'tie';
        expect(found.verdict).toBe(verdict);
      }),
      { numRuns: 25 },
    );
  });

  test('the places of a ranking of two say the same', () => {
    fc.assert(
      fc.property(lineup, lineup, fc.constantFrom('24h', '7d', '30d'), (first, second, id) => {
        const [a, b] = [first, second].map(({ seed, median }, index) =>
          entrantOf(`t${index}`, { near: rowsOf(seed, median, 9), far: rowsOf(seed + 1, median, 9) }),
        ) as [Entrant, Entrant];
        const { ranked } = rank([a, b], { metric: 'ttftMs', window: windowOf(id), nowMs: NOW_MS });
        const [one, two] = ['t0', 't1'].map((target) => ranked.find((place) => place.target === target));
        if (one === undefined || two === undefined) return;
        const found = headToHead(a, b, { span: windowOf(id), nowMs: NOW_MS });
        expect(found.verdict).toBe(one.worst < two.best ? 'faster' : two.worst < one.best ? 'slower' : 'tie');
        expect(found.winShare).toBeCloseTo(one.winShare as number, 12);
      }),
      { numRuns: 25 },
    );
  });
});

describe('whatever the values', () => {
  const values = fc.array(fc.option(fc.integer({ min: 1_000, max: 60_000 }), { freq: 9 }), {
    minLength: 40,
    maxLength: 120,
  });
  const races = (codes: readonly (number | null)[], shift = 0): Races => ({
    near: codes
      .map((code, index) => {
        const atMs = NOW_MS - index * HOUR_MS;
        return code === null
          ? { atMs, outcome: LOST }
          : { atMs, outcome: OUTCOME_OK, value: decodeValue(code + shift) };
      })
      .toReversed(),
  });
  const near = (found: HeadToHead, expected: HeadToHead) => {
    const { timesAsFast, interval, winShare, ...rest } = expected;
    expect(found).toMatchObject(rest);
    const figures = [found.timesAsFast, found.interval?.low, found.interval?.high, found.winShare];
    [timesAsFast, interval?.low, interval?.high, winShare].forEach((figure, index) => {
      if (figure == null) expect(figures[index]).toBe(figure);
      else expect((figures[index] as number) / figure || 1).toBeCloseTo(1, 9);
    });
  };

  test('the other side sees the mirror image', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [one, two] = [entrantOf('a', races(a)), entrantOf('b', races(b))];
        near(headToHead(two, one, WEEK), mirrored(headToHead(one, two, WEEK)));
        near(mirrored(mirrored(headToHead(one, two, WEEK))), headToHead(one, two, WEEK));
      }),
      { numRuns: 50 },
    );
  });

  test('only ratios count: both slower by the same factor is the same match', () => {
    fc.assert(
      fc.property(values, values, fc.integer({ min: -900, max: 5_000 }), (a, b, shift) => {
        const match = headToHead(entrantOf('a', races(a)), entrantOf('b', races(b)), WEEK);
        near(headToHead(entrantOf('a', races(a, shift)), entrantOf('b', races(b, shift)), WEEK), match);
      }),
      { numRuns: 50 },
    );
  });

  test('against itself it is a tie in which every round is equal', () => {
    fc.assert(
      fc.property(values, (a) => {
        const lane = entrantOf('a', races(a));
        const { timesAsFast, ...match } = headToHead(lane, lane, WEEK);
        expect(match).toMatchObject({ verdict: 'tie', won: 0, lost: 0, equal: match.paired });
        expect([1, null]).toContain(timesAsFast);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a match', () => {
  const steady = (target: string, value: number | null, n = 288): Entrant => ({
    target,
    parts: [partOf(Array<number | null>(n).fill(value))],
  });

  test('is told by more than 3 % only', () => {
    expect(headToHead(steady('a', 100), steady('b', 102), WEEK).verdict).toBe('tie');
    expect(headToHead(steady('a', 100), steady('b', 104), WEEK).verdict).toBe('faster');
    expect(headToHead(steady('a', 104), steady('b', 100), WEEK).verdict).toBe('slower');
  });

  test('says how many times as fast', () => {
    expect(headToHead(steady('a', 100), steady('b', 250), WEEK).timesAsFast).toBeCloseTo(2.5, 3);
  });

  test('without a common round is none', () => {
    const empty = { target: 'b', parts: [] };
    const nothing = { verdict: 'tie', timesAsFast: null, interval: null, paired: 0, regions: 0, winShare: null };
    expect(headToHead(steady('a', 100), empty, WEEK)).toMatchObject(nothing);
    expect(headToHead(empty, empty, WEEK)).toMatchObject(nothing);
    const elsewhere = { target: 'b', parts: [partOf([1, 2, 3], 'eu-west-1')] };
    expect(headToHead(steady('a', 100), elsewhere, WEEK)).toMatchObject(nothing);
  });

  test('of one that always fails is lost round by round, though no ratio is told', () => {
    expect(headToHead(steady('a', null), steady('b', 100), WEEK)).toMatchObject({
      paired: 0,
      lostByFailure: 288,
      winShare: 0,
      timesAsFast: null,
      verdict: 'tie',
    });
  });

  test('of two newcomers to an old field is cut into days, as all are', () => {
    const [a, b] = [steady('a', 100), steady('b', 200)];
    expect(headToHead(a, b, WEEK).verdict).toBe('faster');
    expect(headToHead(a, b, { ...WEEK, sinceMs: NOW_MS - 20 * DAY_MS })).toMatchObject({
      verdict: 'tie',
      timesAsFast: null,
      paired: 288,
    });
  });

  test('of the last day takes the scatter of the days before, of which a week of rounds is enough', () => {
    const days = (level: number, seed: number) => noise(seeded(seed), 7 * 288, level, 0.2);
    const found = headToHead(
      { target: 'a', parts: [partOf(days(100, 1))] },
      { target: 'b', parts: [partOf(days(150, 2))] },
      { span: windowOf('24h'), nowMs: NOW_MS, sinceMs: NOW_MS - 30 * DAY_MS },
    );
    expect(found.verdict).toBe('faster');
    expect(found.paired).toBe(DAY_MS / EVERY_MS);
  });
});
