// What a simulated region adds before anything arrives.
import { seededRandom, uniform } from './random.ts';

const BASE_DELAY_MS: Readonly<Record<string, number>> = {
  'us-east-1': 0,
  'eu-west-1': 35,
  'ap-northeast-1': 80,
};

/** Network delay of a provider as seen from a region: the region's own, 40 to 160 % of it, fixed per provider. */
export function networkDelayMs(provider: string, region: string, seed: string): number {
  const baseMs = BASE_DELAY_MS[region] ?? 0;
  return baseMs * uniform(seededRandom(`${seed}/${provider}/${region}/network`), 0.4, 1.6);
}
