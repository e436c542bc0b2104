import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../lib/domain/series.ts';
import { encodeValue } from '../../lib/domain/value-code.ts';
import { WINDOWS } from '../../lib/domain/window.ts';
import { type Entrant, layField } from '../../lib/stats/lanes.ts';
import { rank, TIE_MARGIN_LOG } from '../../lib/stats/rank.ts';
import { RACE_SPAN } from '../../lib/stats/span.ts';
import { tQuantile } from '../../lib/stats/t-quantile.ts';
import { columnsOf, EVERY_MS, HOUR_MS, NOW_MS, noise, partOf, type Row, seeded } from './series.ts';

const [HOUR, DAY] = WINDOWS as [(typeof WINDOWS)[number], (typeof WINDOWS)[number]];
const options = { metric: 'ttftMs', window: DAY, nowMs: NOW_MS } as const;
const entrant = (target: string, values: readonly (number | null)[]): Entrant => ({ target, parts: [partOf(values)] });
const placesOf = (entrants: readonly Entrant[], more: Partial<Parameters<typeof rank>[1]> = {}) =>
  rank(entrants, { ...options, ...more }).ranked.map(({ target, best, worst }) => `${target} ${best}-${worst}`);

describe('places', () => {
  const random = seeded(3);
  const shared = noise(random, 288, 1, 0.3); // what the moment does to everybody
  const lane = (target: string, median: number) =>
    entrant(
      target,
      noise(random, 288, median, 0.05).map((value, index) => value * (shared[index] as number)),
    );

  test('follow the certain differences, whatever the order of the field', () => {
    const field = [lane('c', 400), lane('a', 200), lane('b', 300)];
    expect(placesOf(field)).toEqual(['a 1-1', 'b 2-2', 'c 3-3']);
    expect(placesOf(field.toReversed())).toEqual(['a 1-1', 'b 2-2', 'c 3-3']);
  });

  test('are shared within the tie margin, though the difference is certain', () => {
    expect(placesOf([lane('a', 200), lane('b', 203), lane('c', 400)]).sort()).toEqual(['a 1-2', 'b 1-2', 'c 3-3']);
  });

  test('go the other way round for speeds', () => {
    const field = [lane('slow', 50), lane('fast', 100)];
    expect(placesOf(field, { metric: 'outputTokensPerSecond' })).toEqual(['fast 1-1', 'slow 2-2']);
  });

  test('are not told apart by less than four blocks', () => {
    const short = (target: string, median: number) => entrant(target, noise(random, 100, median, 0.05));
    expect(placesOf([short('a', 200), short('b', 400)])).toEqual(['a 1-2', 'b 1-2']);
  });

  test('are not told apart by rounds that they did not run together', () => {
    const every = (offset: number, median: number): Row[] =>
      noise(random, 288, median, 0.05).flatMap((value, index) => {
        const atMs = NOW_MS - (287 - index) * EVERY_MS;
        return index % 2 === offset ? [{ atMs, value }] : [];
      });
    const field = [0, 1].map((offset) => {
      return { target: `t${offset}`, parts: [{ region: 'r', columns: columnsOf(every(offset, 200 + offset * 200)) }] };
    });
    expect(placesOf(field, { window: { ...DAY, blockMs: 0 } })).toEqual(['t0 1-2', 't1 1-2']);
  });

  test('pair the regions each with itself', () => {
    const near = (target: string, factor: number) => {
      const parts = [
        partOf(noise(random, 288, 100 * factor, 0.05), 'near'),
        partOf(noise(random, 288, 900 * factor, 0.05), 'far'),
      ];
      return { target, parts };
    };
    expect(placesOf([near('b', 1.2), near('a', 1)])).toEqual(['a 1-1', 'b 2-2']);
  });

  test('of a field too large to compare in every round come from a share of the rounds', () => {
    const field = [lane('c', 400), lane('a', 200), lane('b', 300)];
    const everyPair = 3 * 288;
    expect(placesOf(field, { mostComparisons: everyPair })).toEqual(placesOf(field));
    const few = rank(field, { ...options, mostComparisons: everyPair / 3 });
    expect(few.ranked.map(({ target, best }) => `${target} ${best}`)).toEqual(['a 1', 'b 2', 'c 3']);
    expect(rank(field, { ...options, mostComparisons: 1 }).ranked.map(({ worst }) => worst)).toEqual([3, 3, 3]);
  });

  test('of a race come from its rounds alone', () => {
    const field = [entrant('b', noise(random, 20, 300, 0.1)), entrant('a', noise(random, 20, 200, 0.1))];
    expect(placesOf(field, { window: RACE_SPAN })).toEqual(['a 1-1', 'b 2-2']);
  });

  test('are rarely told apart where there is no difference', () => {
    let wrong = 0;
    for (let run = 0; run < 60; run++) {
      const field = [entrant('a', noise(random, 288, 200, 0.3)), entrant('b', noise(random, 288, 200, 0.3))];
      if (placesOf(field).some((place) => place.endsWith('1-1'))) wrong++;
    }
    expect(wrong).toBeLessThanOrEqual(6);
  });
});

describe('the win share', () => {
  const shares = (entrants: readonly Entrant[]) =>
    Object.fromEntries(
      rank(entrants, { ...options, window: RACE_SPAN }).ranked.map((place) => [place.target, place.winShare]),
    );
  const steady = (n: number, value: number | null) => Array<number | null>(n).fill(value);

  test('counts a failure as lost, equal values as half, and leaves out where both failed', () => {
    const a = [...steady(12, 100), null, null];
    const b = [...steady(6, 100), ...steady(6, 200), 100, null];
    expect(shares([entrant('a', a), entrant('b', b)])).toEqual({ a: 9 / 13, b: 4 / 13 });
  });

  test('leaves out a failure of ours', () => {
    const rows = Array.from(
      { length: 12 },
      (_, index): Row => ({ atMs: NOW_MS - (11 - index) * EVERY_MS, value: 100 }),
    );
    const ours = [{ atMs: NOW_MS - 12 * EVERY_MS, outcome: outcomeOf('auth') }, ...rows];
    const field = [
      { target: 'a', parts: [{ region: 'us-east-1', columns: columnsOf(ours) }] },
      entrant('b', steady(13, 200)),
    ];
    expect(shares(field)).toEqual({ a: 1, b: 0 });
  });

  test('of one alone is not known', () => {
    expect(shares([entrant('a', steady(12, 100))])).toEqual({ a: null });
  });
});

describe('no place', () => {
  const reasonOf = (other: Entrant, window = DAY) => {
    const field = [entrant('steady', Array<number>(288).fill(100)), other];
    return rank(field, { ...options, window }).unranked.find(({ target }) => target === other.target)?.reason;
  };
  const hundred = Array<number>(100).fill(100);

  test('in the live window', () => {
    expect(reasonOf(entrant('a', hundred), HOUR)).toBe('live window, not ranked');
  });

  test('with fewer than 10 values', () => {
    expect(reasonOf(entrant('a', Array<number>(9).fill(100)))).toBe('fewer than 10 rounds with a value (9)');
    expect(reasonOf(entrant('a', Array<null>(50).fill(null)))).toBe('no data');
    expect(reasonOf(entrant('a', Array<number>(10).fill(100)))).toBeUndefined();
  });

  test('without a value in the last three rounds', () => {
    expect(reasonOf(entrant('a', [...hundred, null, null]))).toBeUndefined();
    expect(reasonOf(entrant('a', [...hundred, null, null, null]))).toBe('no data since 2026-11-22T11:45:00Z');
  });

  test('with gaps in more than a fifth of the rounds since it joined', () => {
    const rows = Array.from(
      { length: 100 },
      (_, index): Row => ({ atMs: NOW_MS - (99 - index) * EVERY_MS, value: 100 }),
    );
    const withGaps = (share: number) =>
      rows.filter((_, index) => index === 0 || index % 20 >= share * 20 || index > 96);
    const of = (share: number) =>
      reasonOf({ target: 'a', parts: [{ region: 'us-east-1', columns: columnsOf(withGaps(share)) }] });
    expect(of(0.15)).toBeUndefined();
    expect(of(0.3)).toMatch(/^took part in only 7\d % of the rounds$/);
  });
});

// The same rule, written slowly and plainly, for one region with whole blocks.
function faster(a: readonly Row[], b: readonly Row[], blockMs: number): boolean {
  const blocks = new Map<number, number[]>();
  for (const { atMs, value } of a) {
    const other = b.find((row) => row.atMs === atMs)?.value;
    if (value == null || other == null) continue;
    const block = Math.floor((NOW_MS - atMs) / blockMs);
    blocks.set(block, [...(blocks.get(block) ?? []), (encodeValue(value) - encodeValue(other)) / 4_800]);
  }
  const fullest = Math.max(0, ...Array.from(blocks.values(), (ratios) => ratios.length));
  const medians = Array.from(blocks.values())
    .filter((ratios) => ratios.length >= fullest / 4)
    .map((ratios) => {
      const order = ratios.toSorted((x, y) => x - y);
      return ((order[(order.length - 1) >> 1] as number) + (order[order.length >> 1] as number)) / 2;
    });
  if (medians.length < 4) return false;
  const mean = medians.reduce((sum, x) => sum + x, 0) / medians.length;
  const variance = medians.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (medians.length - 1);
  return mean + tQuantile(medians.length - 1) * Math.sqrt(variance / medians.length) < -TIE_MARGIN_LOG;
}

test('places are those of the slow rule, on fields with gaps and failures', () => {
  const lane = fc.record({
    median: fc.integer({ min: 190, max: 230 }),
    gap: fc.double({ min: 0, max: 0.15, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(lane, { minLength: 2, maxLength: 5 }), fc.nat(), (lanes, seed) => {
      const random = seeded(seed);
      const rows = lanes.map(({ median, gap }) =>
        noise(random, 288, median, 0.2).flatMap((value, index): Row[] => {
          const atMs = NOW_MS - (287 - index) * EVERY_MS;
          if (index < 280 && random() < gap) return random() < 0.5 ? [] : [{ atMs, outcome: outcomeOf('truncated') }];
          return [{ atMs, value }];
        }),
      );
      const field = rows.map((given, index) => ({
        target: `t${index}`,
        parts: [{ region: 'r', columns: columnsOf(given) }],
      }));
      const found = rank(field, { ...options, window: DAY }).ranked;
      const expected = rows.map((mine, index) => {
        const others = rows.filter((_, other) => other !== index);
        const best = 1 + others.filter((other) => faster(other, mine, 6 * HOUR_MS)).length;
        return `t${index} ${best}-${rows.length - others.filter((other) => faster(mine, other, 6 * HOUR_MS)).length}`;
      });
      expect(found.map(({ target, best, worst }) => `${target} ${best}-${worst}`).sort()).toEqual(expected.sort());
    }),
    { numRuns: 15 },
  );
});

describe('the 24h window of targets that have run for days', () => {
  // eight days, of which the last is given; the days before differ from each other as much as `unrest` says
  const days = (today: number, before: number, unrest: number, seed: number) => {
    const random = seeded(seed);
    return Array.from({ length: 8 }, (_, day) => {
      const level = day === 7 ? today : before * Math.exp(unrest * (random() - 0.5));
      return noise(random, 288, level, 0.2);
    }).flat();
  };

  test('is ranked by its own rounds, not by those of the days before', () => {
    const field = [entrant('a', days(200, 100, 0.02, 1)), entrant('b', days(100, 200, 0.02, 2))];
    const { ranked } = rank(field, options);
    expect(ranked.map(({ target, best, worst }) => `${target} ${best}-${worst}`)).toEqual(['b 1-1', 'a 2-2']);
    expect(ranked[0]?.winShare).toBeGreaterThan(0.95);
  });

  test('ties where the days differ from each other by as much', () => {
    const field = [entrant('a', days(110, 105, 0.5, 3)), entrant('b', days(100, 105, 0.5, 4))];
    expect(rank(field, options).ranked.map(({ best, worst }) => `${best}-${worst}`)).toEqual(['1-2', '1-2']);
  });

  test('counts values and coverage of the window alone', () => {
    const field = layField(
      [entrant('a', days(100, 100, 0.1, 5)), entrant('b', days(100, 100, 0.1, 6))],
      'ttftMs',
      DAY,
      {
        nowMs: NOW_MS,
        mostComparisons: Number.POSITIVE_INFINITY,
      },
    );
    expect(field.lanes.map(({ n, seen, possible }) => [n, seen, possible])).toEqual(Array(2).fill([288, 288, 288]));
    expect(field.blockStarts.length - 1 - field.spanBlock).toBe(1);
    expect(field.spanBlock).toBe(7);
  });
});

describe('a field of which only a share is compared', () => {
  const entrants = [0, 1, 2, 3].map((target) => entrant(`t${target}`, noise(seeded(target), 288, 200, 0.3)));
  const pairRounds = 6 * 288;
  const lay = (share: number, nowMs = NOW_MS) =>
    layField(entrants, 'ttftMs', DAY, { nowMs, mostComparisons: share * pairRounds });

  test.each([0.1, 0.25, 0.5, 0.9])('of %d takes about that share of the instants', (share) => {
    expect((lay(share).blockStarts.at(-1) ?? 0) / 288).toBeGreaterThan(share - 0.1);
    expect((lay(share).blockStarts.at(-1) ?? 0) / 288).toBeLessThan(share + 0.1);
  });

  test('counts values, gaps and coverage over all of them', () => {
    expect(lay(0.2).lanes.map(({ n, seen, possible }) => [n, seen, possible])).toEqual(Array(4).fill([288, 288, 288]));
  });

  test('takes the same instants a moment later', () => {
    const later = lay(0.3, NOW_MS + 60_000);
    expect(later.lanes.map(({ codes }) => [...codes])).toEqual(lay(0.3).lanes.map(({ codes }) => [...codes]));
  });
});
