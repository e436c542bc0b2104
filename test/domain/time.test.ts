import { describe, expect, it } from 'vitest';
import { isoMicros, isoSeconds, rounded, slotAt } from '../../lib/domain/time.ts';

describe('time', () => {
  it('names rounds to the second', () => {
    expect(isoSeconds(Date.parse('2026-11-22T03:15:00.999Z'))).toBe('2026-11-22T03:15:00Z');
  });

  it.each([
    [0.5, '2026-11-22T03:16:00.000500Z'],
    [0.000123, '2026-11-22T03:16:00.000000Z'],
    [250.25, '2026-11-22T03:16:00.250250Z'],
  ])('keeps the microseconds of +%d ms', (ms, expected) => {
    expect(isoMicros(Date.parse('2026-11-22T03:16:00Z') + ms)).toBe(expected);
  });

  it('finds the slot a moment lies in', () => {
    expect(slotAt(300_000, 300_000)).toBe(300_000);
    expect(slotAt(299_999, 300_000)).toBe(0);
  });

  it('rounds, and has nothing for what is no number', () => {
    expect(rounded(1.23456, 3)).toBe(1.235);
    expect(rounded(null, 3)).toBeNull();
    expect(rounded(Number.NaN, 3)).toBeNull();
  });
});
