import { describe, expect, it } from 'vitest';
import { cutIntoBuckets } from '../../../lib/board/detail/bucket-cut.ts';

const NOW_MS = Date.parse('2026-11-22T12:30:00Z');
const HOUR_MS = 3_600_000;
const slotsOf = (...instants: readonly string[]) => Uint32Array.from(instants, (at) => Date.parse(at) / 1_000);

describe('cutIntoBuckets', () => {
  it('begins at the bucket of the first round and ends with the running one', () => {
    const slots = slotsOf('2026-11-22T09:10:00Z', '2026-11-22T09:59:59Z', '2026-11-22T12:00:00Z');
    const cut = cutIntoBuckets(slots, HOUR_MS, NOW_MS);
    expect(cut).toMatchObject({ startsAtMs: Date.parse('2026-11-22T09:00:00Z'), count: 4 });
    expect([...cut.edges]).toEqual([0, 2, 2, 2, 3]);
  });

  it.each([
    [4, '2026-11-22T08:00:00Z', 2],
    [24, '2026-11-22T00:00:00Z', 1],
  ])('lies on the grid of UTC with buckets of %d hours', (hours, startsAt, count) => {
    const cut = cutIntoBuckets(slotsOf('2026-11-22T09:10:00Z'), hours * HOUR_MS, NOW_MS);
    expect(cut).toMatchObject({ startsAtMs: Date.parse(startsAt), count });
  });

  it('goes back 30 days and no further', () => {
    const cut = cutIntoBuckets(slotsOf('2026-10-13T12:00:00Z', '2026-11-22T12:20:00Z'), HOUR_MS, NOW_MS);
    expect(cut.count).toBe(720);
    expect([cut.edges[0], cut.edges[719], cut.edges[720]]).toEqual([1, 1, 2]);
  });

  it('leaves out rounds later than now, though the running bucket is not over', () => {
    const cut = cutIntoBuckets(slotsOf('2026-11-22T12:30:00Z', '2026-11-22T12:35:00Z'), HOUR_MS, NOW_MS);
    expect([...cut.edges]).toEqual([0, 1]);
  });

  it('is 30 days of nothing for a series without rounds', () => {
    const cut = cutIntoBuckets(new Uint32Array(), HOUR_MS, NOW_MS);
    expect(cut.count).toBe(720);
    expect(new Set(cut.edges)).toEqual(new Set([0]));
  });
});
