// When a target is said to be called something else.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answeredLately, fullHours, marksOf, refreshIdentities } from '../../../lib/board/samples/identities.ts';
import { recentRows } from '../../../lib/board/samples/recent-rows.ts';
import type { Sample } from '../../../lib/domain/sample.ts';
import type { Table } from '../../../lib/results/document-client.ts';
import { type IdentityMark, readIdentities } from '../../../lib/results/identity-store.ts';
import { roundAt } from '../../results/fixtures.ts';
import { openMemoryTable } from '../../results/memory-table.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const AT_MS = Date.parse('2026-11-22T03:00:00Z');

/** An hour of rounds, one for each name; `null` is an answer without a name, `-` a failure. */
function pieceOf(fromMs: number, names: readonly (string | null)[], target = 'a/one') {
  const rows = recentRows();
  const failed: Partial<Sample> = { outcome: 'failed', servedModel: 'x' };
  names.forEach((name, index) => {
    rows.add(roundAt(fromMs + index * 60_000, { [target]: name === '-' ? failed : { servedModel: name } }));
  });
  return { fromMs, rows: rows.end() };
}

describe('the newest full hours', () => {
  const answered = (pieces: readonly ReturnType<typeof pieceOf>[], settledToMs = AT_MS + HOUR_MS) => {
    const found = answeredLately(fullHours(pieces, settledToMs)).get('a/one');
    return found && { sinceMs: found.sinceMs, counts: Object.fromEntries(found.counts) };
  };

  it('are those that are over and settled', () => {
    const pieces = [pieceOf(AT_MS - HOUR_MS, ['old', 'old', 'old']), pieceOf(AT_MS, ['new', 'new', 'new'])];
    expect(answered(pieces)).toEqual({ sinceMs: AT_MS, counts: { new: 3 } });
    expect(answered(pieces, AT_MS + HOUR_MS - 1)).toEqual({ sinceMs: AT_MS - HOUR_MS, counts: { old: 3 } });
  });

  it('may be in pieces', () => {
    const pieces = [pieceOf(AT_MS, ['a', 'b']), pieceOf(AT_MS + 20 * 60_000, ['b', '-'])];
    expect(answered(pieces)).toEqual({ sinceMs: AT_MS, counts: { a: 1, b: 2 } });
  });

  it('are so many that they hold three answers, as a workload may be raced once an hour', () => {
    const hours = ['a', 'b', '-', 'c', 'd'].map((name, index) => pieceOf(AT_MS - index * HOUR_MS, [name]));
    expect(answered(hours)).toEqual({ sinceMs: AT_MS - 3 * HOUR_MS, counts: { a: 1, b: 1, c: 1 } });
    expect(answered(hours.slice(0, 3))).toBeUndefined();
  });
});

describe('the marks of a target', () => {
  const answered = (sinceMs: number, counts: readonly (readonly [string | null, number])[]) => ({
    ...{ sinceMs, counts: new Map(counts) },
  });
  const mark = (sinceMs: number, servedModel: string | null): IdentityMark => ({ sinceMs, servedModel });
  const A = mark(AT_MS - 2 * DAY_MS, 'a');

  it.each([
    ['begin with the first name', [], [['a', 3]], [mark(AT_MS, 'a')]],
    ['begin with no name where none is given', [], [[null, 3]], [mark(AT_MS, null)]],
    ['stay where the name does', [A], [['a', 9]], [A]],
    [
      'get the most frequent name',
      [A],
      [
        ['a', 1],
        ['b', 2],
      ],
      [A, mark(AT_MS, 'b')],
    ],
    ['get the loss of a name', [A], [[null, 3]], [A, mark(AT_MS, null)]],
    [
      'stay where two names are as frequent',
      [A],
      [
        ['b', 2],
        ['a', 2],
      ],
      [A],
    ],
    [
      'do not hang on the order of two new names',
      [A],
      [
        ['c', 2],
        ['b', 2],
      ],
      [A, mark(AT_MS, 'b')],
    ],
    ['get one a day', [mark(AT_MS - DAY_MS + 1, 'a')], [['b', 3]], [mark(AT_MS - DAY_MS + 1, 'a')]],
    [
      'get the next one a day later',
      [mark(AT_MS - DAY_MS, 'a')],
      [['b', 3]],
      [mark(AT_MS - DAY_MS, 'a'), mark(AT_MS, 'b')],
    ],
  ] as const)('%s', (_, earlier, counts, expected) => {
    expect(marksOf(earlier, answered(AT_MS, counts), AT_MS + HOUR_MS)).toEqual(expected);
  });

  it('stay where it did not answer', () => {
    expect(marksOf([A], undefined, AT_MS)).toEqual([A]);
    expect(marksOf([], undefined, AT_MS)).toEqual([]);
  });

  it('reach back 30 days, to what it was called when they began', () => {
    const marks = [45, 40, 20, 5].map((days) => mark(AT_MS - days * DAY_MS, `${days}`));
    expect(marksOf(marks, undefined, AT_MS).map(({ servedModel }) => servedModel)).toEqual(['40', '20', '5']);
  });

  it('are 20 at most', () => {
    const marks = Array.from({ length: 20 }, (_, index) => mark(AT_MS - (20 - index) * DAY_MS, `${index}`));
    const found = marksOf(marks, answered(AT_MS, [['new', 3]]), AT_MS);
    expect(found).toEqual([...marks.slice(1), mark(AT_MS, 'new')]);
  });
});

describe('a refresh', () => {
  let opened: Awaited<ReturnType<typeof openMemoryTable>>;
  let writes: number;
  let table: Table;
  beforeEach(async () => {
    opened = await openMemoryTable();
    writes = 0;
    const send = ((command: { constructor: { name: string } }) => {
      if (command.constructor.name === 'PutCommand') writes++;
      return opened.table.client.send(command as never);
    }) as never;
    table = { name: opened.table.name, client: { send } };
  });
  afterEach(() => opened.close());

  const COHORT = { workload: 'chat', region: 'us-east-1' };
  const refresh = (hourMs: number, names: readonly (string | null)[], targets = ['a/one']) => {
    const hours = fullHours([pieceOf(hourMs, names)], hourMs + HOUR_MS);
    return refreshIdentities({
      table,
      cohort: COHORT,
      hours,
      targets: new Set(targets),
      nowMs: hourMs + 1.5 * HOUR_MS,
    });
  };

  it('writes what is new, and only then', async () => {
    expect(await refresh(AT_MS, ['a', 'a', 'a'])).toEqual(new Map([['a/one', [{ sinceMs: AT_MS, servedModel: 'a' }]]]));
    await refresh(AT_MS + HOUR_MS, ['a', 'a', 'a']);
    expect(writes).toBe(1);
    const after = await refresh(AT_MS + DAY_MS, ['a', 'b', 'b']);
    expect(after.get('a/one')?.map(({ servedModel }) => servedModel)).toEqual(['a', 'b']);
    expect(writes).toBe(2);
    expect(await readIdentities(table, COHORT)).toEqual(after);
    expect(await readIdentities(table, { ...COHORT, region: 'eu-west-1' })).toEqual(new Map());
  });

  it('keeps what is not raced any more for 30 days, and marks nothing of it', async () => {
    await refresh(AT_MS, ['a', 'a', 'a']);
    expect((await refresh(AT_MS + 2 * DAY_MS, ['b', 'b', 'b'], ['b/two'])).get('a/one')).toHaveLength(1);
    expect(await refresh(AT_MS + 31 * DAY_MS, [], ['b/two'])).toEqual(new Map());
    expect(await readIdentities(table, COHORT)).toEqual(new Map());
  });
});
