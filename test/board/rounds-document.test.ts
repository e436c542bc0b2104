import { describe, expect, it } from 'vitest';
import { columnsOfTarget } from '../../lib/board/detail/target-columns.ts';
import { roundsDocument } from '../../lib/board/rounds-document.ts';
import { roundsSchema } from '../../lib/board/schemas.ts';
import { FAILURE_CLASSES } from '../../lib/domain/failure.ts';
import { OUTCOME_CACHED, OUTCOME_UNTOLD, OUTCOME_VOID, outcomeOf } from '../../lib/domain/series.ts';
import { decodeValue, encodeValue } from '../../lib/domain/value-code.ts';
import { columnsOf, EVERY_MS, NOW_MS, partOf, type Row } from '../stats/series.ts';
import { targetOf } from './board-input.ts';

const HEADER = { generatedAt: '2026-11-22T12:00:00Z', staleAfterS: 900, runId: 'run-1', simulation: false };
const WEEK_ROUNDS = (7 * 24 * 3_600_000) / EVERY_MS;

function roundsOf(rows: readonly Row[]) {
  const columns = new Map([['chat', new Map([['local', new Map([['a/b', columnsOf(rows)]])]])]]);
  const document = roundsDocument(targetOf('a/b'), columnsOfTarget(columns, 'a/b'), HEADER, NOW_MS);
  expect(roundsSchema.parse(document)).toEqual(document);
  return document;
}

describe('roundsDocument', () => {
  it('gives each round its instant, its value and what came of it', () => {
    const whats: Omit<Row, 'atMs'>[] = [
      { value: 231.4567 },
      { outcome: OUTCOME_CACHED, value: 12 },
      { outcome: OUTCOME_VOID },
      { outcome: OUTCOME_UNTOLD },
      { outcome: outcomeOf('rate-limited') },
      {},
    ];
    const { outcomes, series } = roundsOf(
      whats.map((what, index) => ({ atMs: NOW_MS - (5 - index) * EVERY_MS, ...what })),
    );
    const [rounds] = series;
    const slots: number[] = [];
    for (const delta of rounds?.slots ?? []) slots.push((slots.at(-1) ?? 0) + delta);
    expect(slots).toEqual(whats.map((_, index) => (NOW_MS - (5 - index) * EVERY_MS) / 1_000));
    expect(rounds).toMatchObject({ workload: 'chat', region: 'local' });
    expect(rounds?.ttftMs).toEqual([expect.closeTo(231.4567, 1), null, null, null, null, null]);
    expect(rounds?.outcome.map((index) => outcomes[index])).toEqual([
      'ok',
      'cached',
      'void',
      'untold',
      'rate-limited',
      'ok',
    ]);
  });

  it.each(FAILURE_CLASSES)('tells %s', (failure) => {
    const { outcomes, series } = roundsOf([{ atMs: NOW_MS, outcome: outcomeOf(failure) }]);
    expect(outcomes[series[0]?.outcome[0] ?? 0]).toBe(failure);
  });

  it('gives values that are stored as the very same codes again', () => {
    const codes = Array.from({ length: 2_000 }, (_, index) => 1 + 32 * index);
    const rows = codes.map((code, index) => ({ atMs: NOW_MS - (1_999 - index) * EVERY_MS, value: decodeValue(code) }));
    const { series } = roundsOf(rows);
    expect(series[0]?.ttftMs.map(encodeValue)).toEqual(codes);
  });

  it('goes back 7 days, and not beyond now', () => {
    const { columns } = partOf(Array<number>(WEEK_ROUNDS + 100).fill(200));
    const part = new Map([['chat', new Map([['local', new Map([['a/b', columns]])]])]]);
    const at = (nowMs: number) =>
      roundsDocument(targetOf('a/b'), columnsOfTarget(part, 'a/b'), HEADER, nowMs).series[0];
    expect(at(NOW_MS)?.slots).toHaveLength(WEEK_ROUNDS);
    expect(at(NOW_MS)?.slots[0]).toBe((NOW_MS - (WEEK_ROUNDS - 1) * EVERY_MS) / 1_000);
    expect(new Set(at(NOW_MS)?.slots.slice(1))).toEqual(new Set([EVERY_MS / 1_000]));
    expect(at(NOW_MS - 50 * EVERY_MS)?.slots.reduce((sum, delta) => sum + delta, 0)).toBe(
      (NOW_MS - 50 * EVERY_MS) / 1_000,
    );
  });

  it('leaves out a series without a round in these days', () => {
    expect(roundsOf([{ atMs: NOW_MS - 8 * 24 * 3_600_000, value: 200 }]).series).toEqual([]);
  });
});

describe('columnsOfTarget', () => {
  it('finds the series of a target, workload by workload, and none without rounds', () => {
    const [some, none] = [partOf([1, 2]).columns, partOf([]).columns];
    const columns = new Map([
      [
        'chat',
        new Map([
          ['eu', new Map([['a/b', some]])],
          [
            'us',
            new Map([
              ['a/b', some],
              ['c/d', some],
            ]),
          ],
        ]),
      ],
      [
        'long',
        new Map([
          ['eu', new Map([['a/b', none]])],
          ['us', new Map([['a/b', some]])],
        ]),
      ],
    ]);
    expect(columnsOfTarget(columns, 'a/b').map(({ key }) => `${key.workload} ${key.region} ${key.target}`)).toEqual([
      'chat eu a/b',
      'chat us a/b',
      'long us a/b',
    ]);
    expect(columnsOfTarget(columns, 'x/y')).toEqual([]);
  });
});
