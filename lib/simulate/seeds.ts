// Which worlds are made. Rules are tuned on one set of seeds and judged on another, or the judgement is of the tuning.

export const SEED_SETS = ['tuning', 'judging'] as const;
export type SeedSet = (typeof SEED_SETS)[number];

// The judging seeds are for the run whose figures are published. Whoever changes a rule after it takes new ones.
const FIRST: Readonly<Record<SeedSet, number>> = { tuning: 1, judging: 700_000_001 };

const PURPOSES = ['intervals', 'pairs', 'months', 'trials', 'rivals'] as const;
export type Purpose = (typeof PURPOSES)[number];

const PER_PURPOSE = 10_000_000;
const PER_SETTING = 100_000;

/** No two worlds have the same, whatever they are made for. */
export function seedOf(set: SeedSet, purpose: Purpose, setting: number, index: number): number {
  return FIRST[set] + PURPOSES.indexOf(purpose) * PER_PURPOSE + setting * PER_SETTING + index;
}
