// Blocks as items: an hour or a day of one series, its columns as binary attributes, little endian whatever the machine.
// Beside them the outcomes are counted in words, for people who look into the table; nothing reads these counts.
import {
  failureOf,
  OUTCOME_CACHED,
  OUTCOME_OK,
  OUTCOME_VOID,
  type SeriesColumns,
  type SeriesKey,
} from '../domain/series.ts';
import { byMetric } from './columns.ts';
import { StoredFormError } from './errors.ts';
import type { Item } from './query.ts';
import {
  dayBlockKey,
  expiresAtEpochSeconds,
  HOUR_BLOCK_TTL_MS,
  hourBlockKey,
  type ItemKey,
  parseDayBlockKey,
  parseHourBlockKey,
} from './table.ts';

/** The form of the attributes; a reader refuses a newer one. */
const FORM = 1;

export interface Block {
  readonly series: SeriesKey;
  /** The hour's or day's first instant, epoch ms. */
  readonly startMs: number;
  readonly columns: SeriesColumns;
  /** True once only a late round can change it; a day is always. */
  readonly frozen: boolean;
}

/** Slots of an hour are seconds since its start in two bytes; of a day in four. */
export function hourBlockItem({ series, startMs, columns, frozen }: Block): Item {
  const expiresAt = expiresAtEpochSeconds(startMs, HOUR_BLOCK_TTL_MS);
  return { ...hourBlockKey(series, startMs), ...attributesOf(columns, startMs, 2), frozen, expiresAt };
}

export function dayBlockItem({ series, startMs, columns }: Omit<Block, 'frozen'>): Item {
  return { ...dayBlockKey(series, startMs), ...attributesOf(columns, startMs, 4) };
}

/** @throws StoredFormError if the item is not a block that this version reads */
export function blockFromHourItem(item: Item): Block {
  return blockFrom(item, parseHourBlockKey(item as unknown as ItemKey), 2, item.frozen === true);
}

/** @throws StoredFormError if the item is not a block that this version reads */
export function blockFromDayItem(item: Item): Block {
  return blockFrom(item, parseDayBlockKey(item as unknown as ItemKey), 4, true);
}

function attributesOf(columns: SeriesColumns, startMs: number, slotBytes: 2 | 4): Item {
  const startSeconds = startMs / 1_000;
  return {
    form: FORM,
    counts: countsOf(columns.outcomes),
    slots: packed(
      columns.slots.map((slot) => slot - startSeconds),
      slotBytes,
    ),
    outcomes: columns.outcomes,
    ...byMetric((metric) => packed(columns.codes[metric], 2)),
  };
}

const WORDS: ReadonlyMap<number, string> = new Map([
  [OUTCOME_OK, 'ok'],
  [OUTCOME_CACHED, 'cached'],
  [OUTCOME_VOID, 'void'],
]);

function countsOf(outcomes: Uint8Array): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) {
    const word = WORDS.get(outcome) ?? failureOf(outcome) ?? 'failed';
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}

type ParsedKey = (SeriesKey & { readonly startMs: number }) | null;

function blockFrom(item: Item, key: ParsedKey, slotBytes: 2 | 4, frozen: boolean): Block {
  const { outcomes } = item;
  if (!key || item.form !== FORM || !(outcomes instanceof Uint8Array)) {
    throw new StoredFormError(
      `The block ${String(item.pk)} ${String(item.sk)} has form ${String(item.form)}; this version reads form ${FORM}. ` +
        'Use the version of photofinish that wrote it, or a newer one.',
    );
  }
  const { startMs, ...series } = key;
  const n = outcomes.length;
  const slots = unpacked(item.slots, new Uint32Array(n), slotBytes).map((offset) => offset + startMs / 1_000);
  // A metric that did not exist when the block was written has no values in it.
  const codes = byMetric((metric) => unpacked(item[metric] ?? new Uint8Array(n * 2), new Uint16Array(n), 2));
  return { series, startMs, columns: { slots, outcomes: Uint8Array.from(outcomes), codes }, frozen };
}

function packed(values: Uint16Array | Uint32Array, bytes: 2 | 4): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * bytes));
  values.forEach((value, index) => {
    if (bytes === 2) view.setUint16(index * 2, value, true);
    else view.setUint32(index * 4, value, true);
  });
  return new Uint8Array(view.buffer);
}

function unpacked<T extends Uint16Array | Uint32Array>(stored: unknown, into: T, bytes: 2 | 4): T {
  if (!(stored instanceof Uint8Array) || stored.length !== into.length * bytes) {
    throw new StoredFormError(`A block's column has not ${bytes} bytes for each of its ${into.length} outcomes.`);
  }
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
  for (let index = 0; index < into.length; index++) {
    into[index] = bytes === 2 ? view.getUint16(index * 2, true) : view.getUint32(index * 4, true);
  }
  return into;
}
