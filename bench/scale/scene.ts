// What is played: how many targets race where and how often, and the rounds that come of it.
import type { Round, RoundKey } from '../../lib/domain/round.ts';
import type { Sample } from '../../lib/domain/sample.ts';
import type { Target } from '../../lib/domain/target.ts';
import type { Workload } from '../../lib/domain/workload.ts';
import { shardsIn } from '../../lib/names/shards.ts';
import { madeUpRound, targetNames, WORKLOAD } from '../results/scene.ts';
import { benchTarget } from '../target.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** Where every simulation begins. */
export const START_MS = Date.parse('2026-11-22T12:00:00Z');

const REGIONS = [
  'us-east-1',
  'eu-west-1',
  'ap-northeast-1',
  'us-west-2',
  'eu-central-1',
  'ap-southeast-1',
  'sa-east-1',
  'ap-south-1',
  'eu-north-1',
  'ca-central-1',
];

/** A deployment, as far as the store and the publisher feel it. */
export interface Deployment {
  readonly targets: number;
  readonly regions: number;
  readonly everyMs: number;
}

export interface Field {
  readonly workload: Workload;
  readonly regions: readonly string[];
  readonly targets: readonly Target[];
  /** Ids of the targets of each shard. */
  readonly shards: readonly { readonly name: string; readonly targets: readonly string[] }[];
}

export function fieldOf({ targets: count, regions: regionCount, everyMs }: Deployment): Field {
  const targets = targetNames(count).map((id) => ({ ...benchTarget(id, 'http://127.0.0.1:9'), keyName: 'BENCH_KEY' }));
  const regions = REGIONS.slice(0, regionCount);
  const shards = shardsIn(targets, regions[0] ?? '').map(({ name, targets: raced }) => {
    return { name, targets: raced.map(({ id }) => id) };
  });
  const asked = { prompts: ['-'], inputTokens: null, maxOutputTokens: 128, temperature: 0 };
  return { workload: { name: WORKLOAD, everyMs, gunDelayMs: MINUTE_MS, ...asked }, regions, targets, shards };
}

/** What one shard of one region found at one instant: mostly answers, as large as real ones, and some failures and voids. */
export function roundOf(key: RoundKey, targets: readonly string[], turn: number): Round {
  const made = madeUpRound(targets, key.region, Date.parse(key.scheduledAt));
  return { ...made, ...key, samples: made.samples.map((sample, index) => spoilt(sample, turn * 31 + index)) };
}

function spoilt(sample: Sample, turn: number): Sample {
  if (turn % 200 === 7) return { ...sample, void: ['loop-late'] };
  if (turn % 100 !== 3) return sample;
  const nothing = { headersMs: null, ttftMs: null, firstAnswerMs: null, lastTokenMs: null, outputTokens: null };
  const noRate = { outputTokensPerSecond: null, endToEndTokensPerSecond: null, totalMs: null, finishReason: null };
  const failure = { class: 'rate-limited', phase: 'headers', status: 429, message: 'Too many requests' } as const;
  return { ...sample, ...nothing, ...noRate, outcome: 'failed', failure };
}
