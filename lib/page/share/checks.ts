// Checks of what came from outside, value by value: each refusal says where, what stands there, and what would be right.
import { countText } from '../../domain/figure-text.ts';
import { printable } from '../../domain/text.ts';
import { NoRaceError } from './errors.ts';

/** Whatever JSON holds. */
export type Fields = Readonly<Record<string, unknown>>;

const MAX_TEXT_LENGTH = 600;

/** @throws NoRaceError, as all of these */
export function refuse(where: string, value: unknown, right: string): never {
  throw new NoRaceError(`${where} is ${shown(value)}; it must be ${right}.`);
}

export function fieldsAt(where: string, value: unknown): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  return refuse(where, value, 'an object');
}

export function listAt(where: string, value: unknown, most: number): readonly unknown[] {
  if (!Array.isArray(value)) return refuse(where, value, 'a list');
  if (value.length > most) {
    throw new NoRaceError(`${where} has ${countText(value.length)} entries; at most ${countText(most)} can be shown.`);
  }
  return value;
}

/** Not empty. */
export function textAt(where: string, value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= MAX_TEXT_LENGTH) return value;
  return refuse(where, value, `a text of 1 to ${MAX_TEXT_LENGTH} characters`);
}

export interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

export function numberAt(where: string, value: unknown, { least, most, whole = false }: Bounds): number {
  const isOne = typeof value === 'number' && value >= least && value <= most;
  if (isOne && (!whole || Number.isInteger(value))) return value;
  const kind = whole ? 'a whole number' : 'a number';
  return refuse(where, value, `${kind} from ${countText(least)} to ${countText(most)}`);
}

export function oneOf<Value extends string>(where: string, value: unknown, known: readonly Value[]): Value {
  const found = known.find((each) => each === value);
  return found ?? refuse(where, value, known.length > 6 ? 'one that is known here' : `one of ${known.join(', ')}`);
}

/** `null` stays, anything else is checked. */
export function orNull<Value>(value: unknown, check: (value: unknown) => Value): Value | null {
  return value === null ? null : check(value);
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return printable(typeof value === 'number' ? String(value) : JSON.stringify(value), 60);
}
