// Which downloads are there, which one grows, and which are to be made.
import { describe, expect, it } from 'vitest';
import { keptFiles, sampleDays, sampleFiles } from '../../../lib/board/samples/sample-days.ts';
import type { Round } from '../../../lib/domain/round.ts';
import type { RoundRange } from '../../../lib/results/round-store.ts';
import { REGION, roundAt, WORKLOAD } from '../../results/fixtures.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TODAY_MS = Date.parse('2026-11-22T00:00:00Z');
const NOON_MS = TODAY_MS + 12 * HOUR_MS;
const day = (daysAgo: number) => TODAY_MS - daysAgo * DAY_MS;
const dateOf = (dayMs: number) => new Date(dayMs).toISOString().slice(0, 10);
const filesOf = (dayMs: number, ...endings: readonly string[]) =>
  endings.map((ending) => `data/v1/samples/${dateOf(dayMs)}.${ending}`);
const wholeDay = (dayMs: number) => filesOf(dayMs, 'csv.gz', 'parquet');
const pieceAt = (fromMs: number, samples = 1) => ({
  ...{ fromMs, toMs: fromMs + HOUR_MS, samples, csv: new Uint8Array(), rows: new Map() },
});

interface Case {
  readonly nowMs?: number;
  readonly present?: readonly string[];
  /** Days that have rounds. */
  readonly raced?: readonly number[];
  readonly pieces?: readonly ReturnType<typeof pieceAt>[];
  readonly emptyDays?: Set<number>;
}

async function daysOf({ nowMs = NOON_MS, present = [], raced = [], pieces = [], emptyDays = new Set() }: Case) {
  const asked: number[] = [];
  const store = {
    async *rounds({ fromMs }: RoundRange): AsyncGenerator<Round> {
      asked.push(fromMs);
      if (raced.includes(fromMs)) yield roundAt(fromMs, {});
    },
  };
  const cohorts = [{ workload: WORKLOAD, region: REGION }];
  const there = new Set(present);
  const days = await sampleDays({ store, cohorts, present: there, pieces, nowMs }, { emptyDays });
  const files = sampleFiles(there, days);
  return { ...days, files, kept: keptFiles(there, files), asked };
}

describe('the days that are made', () => {
  it('are the two newest that are over and not there', async () => {
    const { missing } = await daysOf({ raced: [1, 2, 3, 4].map(day), present: wholeDay(day(2)) });
    expect(missing).toEqual([day(1), day(3)]);
  });

  it.each([
    [TODAY_MS + 3 * HOUR_MS + 10 * 60_000 - 1, []],
    [TODAY_MS + 3 * HOUR_MS + 10 * 60_000, [day(1)]],
  ])('are over when their last hour is frozen: at %i', async (nowMs, expected) => {
    expect((await daysOf({ nowMs, raced: [day(1)], present: [] })).missing).toEqual(expected);
  });

  it('are looked for a few at a time, and a day without rounds once only', async () => {
    const emptyDays = new Set<number>();
    const raced = [day(20)];
    const askedFor: number[] = [];
    for (let run = 0; run < 8; run++) {
      const { asked, missing } = await daysOf({ raced, emptyDays });
      expect(asked.length).toBeLessThanOrEqual(7);
      askedFor.push(...asked.filter((at) => at !== day(20)));
      if (run >= 2) expect(missing).toEqual([day(20)]);
    }
    expect(new Set(askedFor).size).toBe(askedFor.length);
  });

  it('are never so old that rounds of them have expired', async () => {
    const all = Array.from({ length: 60 }, (_, index) => day(index));
    const whole = all.slice(0, 33).flatMap(wholeDay);
    const { missing } = await daysOf({ raced: all, present: whole });
    expect(missing.map(dateOf)).toEqual([dateOf(day(33)), dateOf(day(34))]);
    expect((await daysOf({ raced: all, present: [...whole, ...missing.flatMap(wholeDay)] })).missing).toEqual([]);
  });

  it.each([['csv.gz'], ['parquet']])('are made again where only the %s is there', async (ending) => {
    expect((await daysOf({ raced: [day(1)], present: filesOf(day(1), ending) })).missing).toEqual([day(1)]);
  });
});

describe('the day that grows', () => {
  it('is the running one, and the one before until it is over', async () => {
    const pieces = [pieceAt(day(1)), pieceAt(day(1) + HOUR_MS), pieceAt(TODAY_MS)];
    const early = await daysOf({ nowMs: TODAY_MS + 2 * HOUR_MS, pieces });
    expect([...early.growing].map(([dayMs, each]) => [dayMs, each.length])).toEqual([
      [day(1), 2],
      [TODAY_MS, 1],
    ]);
    expect([...(await daysOf({ pieces })).growing.keys()]).toEqual([TODAY_MS]);
  });

  it('is not there before its first sample', async () => {
    const { growing, files } = await daysOf({ pieces: [pieceAt(TODAY_MS, 0)] });
    expect([growing.size, files]).toEqual([0, []]);
  });
});

describe('the list of downloads', () => {
  it('says of each day whether it is whole, the newest first', async () => {
    const present = [...wholeDay(day(3)), ...filesOf(day(2), 'csv.gz'), 'data/v1/board.json', 'index.html'];
    const { files } = await daysOf({ present, raced: [day(1)], pieces: [pieceAt(TODAY_MS)] });
    expect(files).toEqual([
      { date: '2026-11-22', isWhole: false, csvPath: filesOf(TODAY_MS, 'csv.gz')[0], parquetPath: null },
      { date: '2026-11-21', isWhole: true, csvPath: wholeDay(day(1))[0], parquetPath: wholeDay(day(1))[1] },
      // cut off while it was the running one, and nothing is left of its rounds
      { date: '2026-11-20', isWhole: false, csvPath: filesOf(day(2), 'csv.gz')[0], parquetPath: null },
      { date: '2026-11-19', isWhole: true, csvPath: wholeDay(day(3))[0], parquetPath: wholeDay(day(3))[1] },
    ]);
  });

  it('keeps every download that is there or is made, however old, and nothing else', async () => {
    const old = wholeDay(day(400));
    const present = [...old, ...filesOf(day(2), 'csv.gz'), 'index.html', 'data/v1/samples/2026-11-01.txt'];
    const { kept } = await daysOf({ present, raced: [day(1)], pieces: [pieceAt(TODAY_MS)] });
    expect([...kept].sort()).toEqual(
      [...old, ...filesOf(day(2), 'csv.gz'), ...wholeDay(day(1)), ...filesOf(TODAY_MS, 'csv.gz')].sort(),
    );
  });

  it('leaves a whole day alone where the clock was set back into it', async () => {
    const present = wholeDay(TODAY_MS);
    const { growing, files } = await daysOf({ present, pieces: [pieceAt(TODAY_MS)] });
    expect([growing.size, files[0]?.isWhole]).toEqual([0, true]);
  });
});
