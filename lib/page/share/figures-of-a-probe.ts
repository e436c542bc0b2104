// What a figure of a probe can be at all: beyond these bounds it is a mistake, or somebody's joke.
import type { Bounds } from './checks.ts';

const DAY_MS = 86_400_000;

export const TIME_MS: Bounds = { least: 0, most: DAY_MS };
export const TOKENS_PER_SECOND: Bounds = { least: 0, most: 1_000_000 };
export const TOKENS: Bounds = { least: 0, most: 10_000_000, whole: true };

/** Of rounds, epoch seconds: 2020 to 2100. */
export const SLOT: Bounds = { least: 1_577_836_800, most: 4_102_444_800, whole: true };

/** More are refused rather than drawn: a page with them would be of no use. */
export const MOST = { targets: 500, regions: 40, rounds: 20_000, probes: 200_000 } as const;
