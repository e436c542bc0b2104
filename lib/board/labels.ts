// What ids are called on the page.
import type { WindowId } from '../domain/window.ts';
import { ALL_REGIONS } from './input.ts';

/** What the leaderboard answers. */
export const QUESTION = 'Which LLM API answers first?';

export const SIMULATION_NOTE = 'Simulation: these figures come from the built-in demo fleet, not from real providers.';

const REGIONS: Readonly<Record<string, string>> = {
  local: 'This machine',
  'us-east-1': 'US East, Virginia',
  'us-east-2': 'US East, Ohio',
  'us-west-1': 'US West, California',
  'us-west-2': 'US West, Oregon',
  'ca-central-1': 'Canada, Central',
  'eu-west-1': 'Europe, Ireland',
  'eu-west-2': 'Europe, London',
  'eu-west-3': 'Europe, Paris',
  'eu-central-1': 'Europe, Frankfurt',
  'eu-north-1': 'Europe, Stockholm',
  'ap-northeast-1': 'Asia, Tokyo',
  'ap-northeast-2': 'Asia, Seoul',
  'ap-southeast-1': 'Asia, Singapore',
  'ap-southeast-2': 'Asia Pacific, Sydney',
  'ap-south-1': 'Asia, Mumbai',
  'sa-east-1': 'South America, São Paulo',
};

/** The place of an AWS region; the id itself where the place is not known. */
export function regionLabel(region: string): string {
  return region === ALL_REGIONS ? 'All regions' : (REGIONS[region] ?? region);
}

const WINDOW_LABELS: Readonly<Record<WindowId, string>> = {
  '1h': 'last hour',
  '24h': 'last 24 hours',
  '7d': 'last 7 days',
  '30d': 'last 30 days',
};

/** `last 7 days`. */
export function windowLabel(window: string): string {
  return WINDOW_LABELS[window as WindowId] ?? window;
}

/** The part of a target id that names the model: `llama-3.3-70b` of `together/llama-3.3-70b`. */
export function targetSlug(targetId: string): string {
  const slash = targetId.indexOf('/');
  return slash === -1 || slash === targetId.length - 1 ? targetId : targetId.slice(slash + 1);
}
