import { describe, expect, it } from 'vitest';
import { timeAxis } from '../../../lib/board/charts/time-axis.ts';

const HOUR_MS = 3_600_000;
const END_MS = Date.parse('2026-11-22T04:00:00Z');

describe('a time axis', () => {
  it.each([
    ['30 days: Mondays', 720, ['Oct 26', 'Nov 2', 'Nov 9', 'Nov 16']],
    ['7 days', 168, ['Nov 17', 'Nov 19', 'Nov 21']],
    ['2 days', 48, ['12:00', 'Nov 21', '12:00', 'Nov 22']],
    ['24 hours', 24, ['06:00', '12:00', '18:00', 'Nov 22']],
    ['12 hours', 12, ['18:00', '21:00', 'Nov 22', '03:00']],
  ])('of %s', (_, hours, labels) => {
    const axis = timeAxis(END_MS - hours * HOUR_MS, END_MS, [0, 300]);
    expect(axis.ticks.map(axis.labelOf)).toEqual(labels);
  });

  it('places instants in proportion, and holds what lies outside at its ends', () => {
    const axis = timeAxis(END_MS - 10 * HOUR_MS, END_MS, [40, 340]);
    expect(axis.at(END_MS - 5 * HOUR_MS)).toBe(190);
    expect(axis.at(0)).toBe(40);
    expect(axis.at(END_MS + HOUR_MS)).toBe(340);
  });
});
