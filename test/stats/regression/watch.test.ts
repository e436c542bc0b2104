// The whole rule on small worlds with peers: what is told, how often, and when it is told to be over.
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../lib/simulate/noise.ts';
import { watch } from '../../../lib/stats/regression/watch.ts';
import { columnsOfWorld, EVERY_MS, publisherOf, publishOver, START_MS } from './world.ts';

const SINCE_MS = START_MS + 9 * DAY_MS + 7 * HOUR_MS;
const slower = (factor: number, hours: number, target: string | null = 't0') => {
  return { target, fromMs: SINCE_MS, toMs: SINCE_MS + hours * HOUR_MS, factor };
};

describe('a target that is 2.5 times slower for 12 hours', () => {
  const columns = columnsOfWorld({ days: 12, shifts: [slower(2.5, 12)] });

  it('is told once, with since when and by how much, and is over once', () => {
    const events = publishOver(publisherOf(columns), SINCE_MS, SINCE_MS + 2 * DAY_MS, HOUR_MS);

    expect(events).toHaveLength(1);
    const [event] = events;
    expect(event).toMatchObject({ kind: 'slower', target: 't0', closedBecause: 'recovered', failedShare: null });
    expect(Math.abs((event?.sinceMs ?? 0) - SINCE_MS)).toBeLessThan(HOUR_MS);
    expect((event?.detectedMs ?? 0) - SINCE_MS).toBeLessThan(3 * HOUR_MS);
    expect(event?.ratio?.value).toBeGreaterThan(2);
    expect(event?.ratio?.low).toBeLessThan(2.5);
    expect(event?.ratio?.high).toBeGreaterThan(2.5);
    expect(event?.peersRatio).toBeCloseTo(1, 0);
    expect(Math.abs((event?.untilMs ?? 0) - SINCE_MS - 12 * HOUR_MS)).toBeLessThan(HOUR_MS);
    expect((event?.closedMs ?? 0) - SINCE_MS - 12 * HOUR_MS).toBeLessThan(3 * HOUR_MS);
  });

  it('is told the same whether it is asked at each round or each 6 hours, with or without a cache', () => {
    const often = publishOver(publisherOf(columns), SINCE_MS, SINCE_MS + DAY_MS, EVERY_MS);
    const seldom = publishOver(publisherOf(columns), SINCE_MS, SINCE_MS + DAY_MS, 6 * HOUR_MS);

    expect(seldom).toEqual(often);
  });

  it('is told again, the same, to a publisher that has lost what it told', () => {
    const nowMs = SINCE_MS + 6 * HOUR_MS;
    const cohort = {
      workload: 'chat',
      region: 'r',
      everyMs: EVERY_MS,
      nowMs,
      columns: columnsOfWorld({ days: 9.5, shifts: [slower(2.5, 12)] }),
    };
    const first = watch({ ...cohort, known: [] });
    const again = watch({ ...cohort, known: [] });
    const knowing = watch({ ...cohort, known: first.open });

    expect(first.opened).toHaveLength(1);
    expect(again).toEqual(first);
    expect(knowing).toMatchObject({ open: first.open, opened: [], closed: [] });
  });

  it('scores 1 and more while it is open, less before and after', () => {
    const publisher = publisherOf(columns);
    const scoreAt = (nowMs: number) => publisher.publish(nowMs).scores.get('t0') ?? Number.NaN;

    expect(scoreAt(SINCE_MS)).toBeLessThan(1);
    expect(scoreAt(SINCE_MS + 3 * HOUR_MS)).toBeGreaterThanOrEqual(1);
    expect(scoreAt(SINCE_MS + 12 * HOUR_MS)).toBeGreaterThanOrEqual(1);
    expect(scoreAt(SINCE_MS + DAY_MS)).toBeLessThan(1);
  });
});

describe('a whole region', () => {
  it('that slows down is one event, and none of a target', () => {
    const columns = columnsOfWorld({ days: 11, targets: 9, shifts: [slower(2, 4, null)] });
    const events = publishOver(publisherOf(columns), SINCE_MS, SINCE_MS + DAY_MS, HOUR_MS);

    expect(events).toMatchObject([{ kind: 'region-slower', target: null, closedBecause: 'recovered' }]);
    expect(events[0]?.ratio?.value).toBeCloseTo(2, 0);
  });

  it('that fails is one event, and none of a target', () => {
    const shift = { target: null, fromMs: SINCE_MS, toMs: SINCE_MS + HOUR_MS, factor: 'outage' } as const;
    const columns = columnsOfWorld({ days: 10, shifts: [shift] });
    const events = publishOver(publisherOf(columns), SINCE_MS, SINCE_MS + 12 * HOUR_MS, HOUR_MS);

    expect(events).toMatchObject([
      { kind: 'region-failing', sinceMs: SINCE_MS, detectedMs: SINCE_MS + 2 * EVERY_MS, untilMs: SINCE_MS + HOUR_MS },
    ]);
  });
});

describe('an outage of one target', () => {
  const shift = { target: 't0', fromMs: SINCE_MS, toMs: SINCE_MS + 5 * HOUR_MS, factor: 'outage' } as const;

  it('is told at its third round and over within half an hour of its end', () => {
    const columns = columnsOfWorld({ days: 10, shifts: [shift] });
    const events = publishOver(publisherOf(columns), SINCE_MS, SINCE_MS + 8 * HOUR_MS, EVERY_MS);

    expect(events).toMatchObject([{ kind: 'failing', target: 't0', failedShare: 1, ratio: null }]);
    expect(events[0]).toMatchObject({ sinceMs: SINCE_MS, detectedMs: SINCE_MS + 2 * EVERY_MS, untilMs: shift.toMs });
    expect((events[0]?.closedMs ?? 0) - shift.toMs).toBeLessThanOrEqual(6 * EVERY_MS);
  });

  it('is told on the first day already, when nothing else can be', () => {
    const early = { ...shift, fromMs: START_MS + 2 * HOUR_MS, toMs: START_MS + 3 * HOUR_MS };
    const publisher = publisherOf(columnsOfWorld({ days: 1, shifts: [early] }));

    expect(publisher.publish(START_MS + 30 * 60_000).scores.get('t1')).toBeNull();
    expect(publisher.publish(early.fromMs + 2 * EVERY_MS).opened).toMatchObject([{ kind: 'failing', target: 't0' }]);
  });
});

describe('what it leaves alone', () => {
  it('slowness where rounds are more than 2 hours apart', () => {
    const everyMs = 6 * HOUR_MS;
    const columns = columnsOfWorld({ days: 12, everyMs, shifts: [slower(4, 72)] });

    expect(publishOver(publisherOf(columns, everyMs), SINCE_MS, SINCE_MS + 2 * DAY_MS, everyMs)).toEqual([]);
  });

  it('events of another region', () => {
    const columns = columnsOfWorld({ days: 9.5, shifts: [slower(2.5, 12)] });
    const cohort = { workload: 'chat', region: 'a', everyMs: EVERY_MS, nowMs: SINCE_MS + 4 * HOUR_MS, columns };
    const { open } = watch({ ...cohort, known: [] });

    expect(open).toHaveLength(1);
    expect(watch({ ...cohort, region: 'b', known: open }).opened).toHaveLength(1);
  });
});

it('finds the same at a round a minute, by the medians of 5 rounds', () => {
  const everyMs = 60_000;
  const columns = columnsOfWorld({ days: 10, everyMs, targets: 6, shifts: [slower(2.5, 12)] });
  const events = publishOver(publisherOf(columns, everyMs), SINCE_MS, SINCE_MS + 6 * HOUR_MS, 2 * HOUR_MS);

  expect(events).toMatchObject([{ kind: 'slower', target: 't0' }]);
  expect((events[0]?.detectedMs ?? 0) - SINCE_MS).toBeLessThan(1.5 * HOUR_MS);
});
