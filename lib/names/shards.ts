// Which targets race together: a region's targets in parts that one function can time well and one item of the table can hold.
import { modelIn, type Target } from '../domain/target.ts';

/** The most targets of one shard (an item of the table holds some 700 samples, one core times some 50 streams well). */
export const SHARD_SIZE = 50;
// Below this many a good half of a core does (docs/method.md): bursts are short then.
const SMALL_SHARD = 20;
/** 0.58 of a core. */
const SMALL_MEMORY_MB = 1_024;
/** One whole core: below it Lambda stops a function for whole slices of 20 ms. */
const FULL_CORE_MEMORY_MB = 1_769;

export interface Shard {
  /** `0`, `1`, ... */
  readonly name: string;
  readonly targets: readonly Target[];
}

/** The targets of a region in parts of about one size; the same for whoever builds and for whoever races. None without targets. */
export function shardsIn(targets: readonly Target[], region: string): readonly Shard[] {
  const raced = targets.filter((target) => modelIn(target, region) !== null);
  const count = Math.ceil(raced.length / SHARD_SIZE);
  return Array.from({ length: count }, (_, index) => ({
    name: String(index),
    targets: raced.slice(Math.floor((index * raced.length) / count), Math.floor(((index + 1) * raced.length) / count)),
  }));
}

/** What the race function needs for its largest shard, MB. Lambda gives CPU by memory. */
export function raceMemoryMb(largestShard: number): number {
  return largestShard <= SMALL_SHARD ? SMALL_MEMORY_MB : FULL_CORE_MEMORY_MB;
}
