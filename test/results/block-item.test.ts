import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SeriesColumns } from '../../lib/domain/series.ts';
import { blockFromDayItem, blockFromHourItem, dayBlockItem, hourBlockItem } from '../../lib/results/block-item.ts';
import { byMetric, columnsByTarget, joinColumns, NO_COLUMNS, rowsOf, sameColumns } from '../../lib/results/columns.ts';
import { StoredFormError } from '../../lib/results/errors.ts';
import { REGION, roundAt, WORKLOAD } from './fixtures.ts';

const series = { workload: WORKLOAD, region: REGION, target: 'a/one' };
const startMs = Date.parse('2026-11-20T00:00:00Z');

/** Any columns within so many seconds of the start. */
function arbitraryColumns(seconds: number): fc.Arbitrary<SeriesColumns> {
  const row = fc.record({
    offset: fc.nat(seconds - 1),
    outcome: fc.nat(255),
    codes: fc.tuple(...Array.from({ length: 5 }, () => fc.nat(65_535))),
  });
  return fc.uniqueArray(row, { selector: ({ offset }) => offset, maxLength: 60 }).map((unsorted) => {
    const rows = unsorted.sort((a, b) => a.offset - b.offset);
    let metric = 0;
    return {
      slots: Uint32Array.from(rows, ({ offset }) => startMs / 1_000 + offset),
      outcomes: Uint8Array.from(rows, ({ outcome }) => outcome),
      codes: byMetric(() => {
        const index = metric++;
        return Uint16Array.from(rows, ({ codes }) => codes[index] as number);
      }),
    };
  });
}

test('an hour comes back from its item as it was', () => {
  fc.assert(
    fc.property(arbitraryColumns(3_600), fc.boolean(), (columns, frozen) => {
      const block = { series, startMs, columns, frozen };
      expect(blockFromHourItem(hourBlockItem(block))).toEqual(block);
    }),
  );
});

test('a day comes back from its item as it was', () => {
  fc.assert(
    fc.property(arbitraryColumns(86_400), (columns) => {
      expect(blockFromDayItem(dayBlockItem({ series, startMs, columns }))).toEqual({
        series,
        startMs,
        columns,
        frozen: true,
      });
    }),
  );
});

test('bytes are little endian, seconds since the start', () => {
  const columns = { ...NO_COLUMNS, slots: Uint32Array.of(startMs / 1_000 + 0x0102), outcomes: Uint8Array.of(0) };
  const item = hourBlockItem({
    series,
    startMs,
    columns: { ...columns, codes: byMetric(() => Uint16Array.of(0xa1b2)) },
    frozen: false,
  });
  expect(item).toMatchObject({
    slots: Uint8Array.of(0x02, 0x01),
    ttftMs: Uint8Array.of(0xb2, 0xa1),
    counts: { ok: 1 },
  });
});

test('outcomes are counted in words; a sample out of a cache keeps none of its values', () => {
  const failure = { class: 'empty', phase: 'finish', status: 200, message: null } as const;
  const samples = [
    {},
    { cached: true },
    { void: ['loop-late'] as const },
    { outcome: 'failed' as const, failure, cached: true },
  ];
  const rounds = samples.map((sample, index) => rowsOf(roundAt(startMs + index * 60_000, { 'a/one': sample })));
  const columns = columnsByTarget(rounds).get('a/one') ?? NO_COLUMNS;
  const item = hourBlockItem({ series, startMs, columns, frozen: false });
  expect(item.counts).toEqual({ ok: 1, cached: 1, void: 1, empty: 1 });
  expect(Array.from(columns.codes.ttftMs, (code) => code > 0)).toEqual([true, false, false, false]);
});

test('a newer form, or a column of the wrong length, is refused', () => {
  const item = hourBlockItem({ series, startMs, columns: NO_COLUMNS, frozen: false });
  expect(() => blockFromHourItem({ ...item, form: 2 })).toThrow(StoredFormError);
  expect(() => blockFromHourItem({ ...item, slots: Uint8Array.of(1) })).toThrow(StoredFormError);
});

test('a metric that an older version did not store has no values', () => {
  const round = rowsOf(roundAt(startMs, { 'a/one': {} }));
  const columns = columnsByTarget([round]).get('a/one') ?? NO_COLUMNS;
  const { ttftMs: _, ...older } = hourBlockItem({ series, startMs, columns, frozen: false });
  expect([...blockFromHourItem(older).columns.codes.ttftMs]).toEqual([0]);
});

test('joining what was cut apart gives the whole', () => {
  fc.assert(
    fc.property(arbitraryColumns(86_400), fc.nat(60), (columns, cut) => {
      const pieces = [columns, columns].map((whole, index): SeriesColumns => {
        const range = index === 0 ? ([0, cut] as const) : ([cut] as const);
        return {
          slots: whole.slots.slice(...range),
          outcomes: whole.outcomes.slice(...range),
          codes: byMetric((metric) => whole.codes[metric].slice(...range)),
        };
      });
      expect(sameColumns(joinColumns(pieces), columns)).toBe(true);
      if (columns.slots.length > 0) expect(sameColumns(columns, NO_COLUMNS)).toBe(false);
    }),
  );
});

test('shards of one instant make one slot a target, the first given counts', () => {
  const first = rowsOf(roundAt(startMs, { 'a/one': { ttftMs: 100 }, 'b/two': {} }));
  const second = rowsOf(roundAt(startMs, { 'a/one': { ttftMs: 900 }, 'c/three': {} }, { shard: '1' }));
  const columns = columnsByTarget([first, second]);
  expect([...columns].map(([target, { slots }]) => [target, slots.length])).toEqual([
    ['a/one', 1],
    ['b/two', 1],
    ['c/three', 1],
  ]);
  expect(columns.get('a/one')?.codes.ttftMs[0]).toBe(first.codes.ttftMs[0]);
});
