// The size of an item as DynamoDB bills it, by the rules of its developer guide ("item sizes and formats").
import { Buffer } from 'node:buffer';

/** Bytes of an item's names and values; the 100 bytes that storage adds are not in it. */
export function itemBytes(item: Readonly<Record<string, unknown>>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);
}

function valueBytes(value: unknown): number {
  if (value === undefined) return 0;
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return numberBytes(value);
  if (value instanceof Uint8Array) return value.byteLength;
  // A list or a map: 3 bytes, and one for each element.
  const entries = Object.entries(value as object);
  const names = Array.isArray(value) ? 0 : entries.reduce((sum, [name]) => sum + Buffer.byteLength(name), 0);
  return 3 + names + entries.reduce((sum, [, each]) => sum + 1 + valueBytes(each), 0);
}

// Two significant digits a byte, and one byte.
function numberBytes(value: number): number {
  const digits = Math.abs(value).toExponential().replace(/e.*/, '').replace('.', '').length;
  return Math.ceil(digits / 2) + 1 + (value < 0 ? 1 : 0);
}
