// Configs and premises for the tests of this room.
import { fileURLToPath } from 'node:url';
import { KNOWN_PRESETS } from '../../bin/known-presets.ts';
import { loadConfig } from '../../lib/config/load.ts';
import { assumed } from '../../lib/cost/assumptions.ts';
import type { Estimate, Premises } from '../../lib/cost/estimate.ts';
import { NO_OVERRIDES } from '../../lib/cost/price-file.ts';
import { type Config, DEFAULT_AWS, DEFAULT_PAGE } from '../../lib/domain/config.ts';
import { COMMON_QUIRKS, type Target } from '../../lib/domain/target.ts';
import { DEFAULT_TIMEOUTS, type Workload } from '../../lib/domain/workload.ts';

export const AT_MS = Date.UTC(2026, 10, 24);
export const PREMISES: Premises = { assumed: assumed(), overrides: NO_OVERRIDES, atMs: AT_MS };

export const SHIPPED: Config = loadConfig(fileURLToPath(new URL('../../config/photofinish.yaml', import.meta.url)), {
  presets: KNOWN_PRESETS,
});

export const CHAT: Workload = {
  name: 'chat',
  everyMs: 300_000,
  gunDelayMs: 60_000,
  prompts: ['Write a short story.'],
  inputTokens: null,
  maxOutputTokens: 100,
  temperature: null,
};

export function targetOf(id: string, more: Partial<Target> = {}): Target {
  return {
    ...{
      id,
      provider: 'nobody-knows',
      providerLabel: 'Nobody',
      api: 'chat-completions',
      baseUrl: 'https://nobody.invalid',
    },
    ...{
      keyName: 'NOBODY_KEY',
      model: 'model',
      latency: null,
      serviceTier: null,
      regions: null,
      quirks: COMMON_QUIRKS,
      simulated: false,
    },
    alarms: { ttftMs: null, failureShare: null },
    ...more,
  };
}

/** So many targets in one region, all metrics, no mails. */
export function configOf(targets: number, more: Partial<Config> = {}): Config {
  return {
    name: 'test',
    regions: ['us-east-1'],
    workloads: [CHAT],
    timeouts: DEFAULT_TIMEOUTS,
    alarms: { regression: 'per-target', email: [] },
    metrics: ['ttft', 'throughput'],
    aws: DEFAULT_AWS,
    page: DEFAULT_PAGE,
    targets: Array.from({ length: targets }, (_, index) => targetOf(`nobody/model-${index}`)),
    ...more,
  };
}

/** The line of that name; fails where there is none or more than one. */
export function lineOf({ lines }: Estimate, what: string) {
  const [line, ...others] = lines.filter((each) => each.what === what);
  if (line === undefined || others.length > 0) throw new Error(`${1 + others.length} lines "${what}"`);
  return line;
}
