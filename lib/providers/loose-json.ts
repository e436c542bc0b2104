// Reading JSON of which nothing is sure: what is not of the expected type is as if it were not there.

export type LooseObject = Readonly<Record<string, unknown>>;

const NO_FIELDS: LooseObject = {};

/** The fields of an object; none of anything else. */
export function fieldsOf(value: unknown): LooseObject {
  return typeof value === 'object' && value !== null ? (value as LooseObject) : NO_FIELDS;
}

/** The items of a list; none of anything else. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text; '' for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A number from 0 up, also where it is written as text; `null` for anything else. */
export function amountOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : null;
}

/** A whole number from 0 up; `null` for anything else. */
export function countOf(value: unknown): number | null {
  const isCount = typeof value === 'number' && Number.isFinite(value) && value >= 0;
  return isCount ? Math.round(value) : null;
}
