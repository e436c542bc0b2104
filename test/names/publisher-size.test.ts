// What the publisher is given for small and large boards.
import { describe, expect, it } from 'vitest';
import { fieldOf, isLargeField, publisherMemoryMb, publisherTimeoutMs } from '../../lib/names/publisher-size.ts';
import { CHAT, targetOf } from '../board/board-input.ts';

const field = (targets: number, regions: number, everyMinutes: number) =>
  fieldOf({
    workloads: [{ ...CHAT, everyMs: everyMinutes * 60_000 }],
    regions: Array.from({ length: regions }, (_, index) => `region-${index}`),
    targets: Array.from({ length: targets }, (_, index) => targetOf(`p/m-${index}`)),
  });

describe('the publisher', () => {
  it.each([
    [15, 3, 5, 1_024, 5],
    [100, 5, 1, 1_769, 5],
    [150, 10, 1, 3_008, 15],
    [500, 10, 1, 10_240, 15],
  ])(
    'of %i targets in %i regions every %i minutes has %i MB and %i minutes',
    (targets, regions, every, mb, minutes) => {
      expect(publisherMemoryMb(field(targets, regions, every))).toBe(mb);
      expect(publisherTimeoutMs(field(targets, regions, every))).toBe(minutes * 60_000);
    },
  );

  it('never shares its board with a second one where that would begin anew', () => {
    expect(isLargeField(field(100, 5, 1))).toBe(false);
    expect(isLargeField(field(500, 10, 5))).toBe(true);
  });

  it('counts each workload, and only regions that a target is raced from', () => {
    const targets = [targetOf('p/all'), targetOf('p/one', { regions: ['a'] })];
    const workloads = [CHAT, { ...CHAT, name: 'hourly', everyMs: 3_600_000 }];
    expect(fieldOf({ workloads, regions: ['a', 'b'], targets })).toEqual({ series: 6, samples: 3 * (8_640 + 720) });
  });
});
