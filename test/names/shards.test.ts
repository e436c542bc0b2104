// How a region's targets are parted, and what the parts need.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { raceMemoryMb, SHARD_SIZE, shardsIn } from '../../lib/names/shards.ts';
import { targetOf } from '../board/board-input.ts';

const targets = (count: number) => Array.from({ length: count }, (_, index) => targetOf(`p/m-${index}`));

describe('shards', () => {
  it('hold every target once, in order, none more than 50, and of one size but for one', () => {
    fc.assert(
      fc.property(fc.nat(600), (count) => {
        const all = targets(count);
        const shards = shardsIn(all, 'us-east-1');
        expect(shards.flatMap((shard) => shard.targets)).toEqual(all);
        expect(shards.map(({ name }) => name)).toEqual(shards.map((_, index) => String(index)));
        const sizes = shards.map((shard) => shard.targets.length);
        if (count > 0) expect(Math.max(...sizes)).toBeLessThanOrEqual(SHARD_SIZE);
        if (count > 0) expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    [0, 0],
    [1, 1],
    [50, 1],
    [51, 2],
    [500, 10],
  ])('of %i targets are %i', (count, expected) => {
    expect(shardsIn(targets(count), 'us-east-1')).toHaveLength(expected);
  });

  it('leave out who is not raced from the region', () => {
    const elsewhere = targetOf('p/elsewhere', { regions: ['eu-west-1'] });
    expect(shardsIn([elsewhere], 'us-east-1')).toEqual([]);
    expect(shardsIn([elsewhere], 'eu-west-1')).toHaveLength(1);
  });

  it('of more than 20 targets get a whole core', () => {
    expect([1, 20, 21, 50].map(raceMemoryMb)).toEqual([1_024, 1_024, 1_769, 1_769]);
  });
});
