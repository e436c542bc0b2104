// A target as the benches race it: an endpoint of ours, without a quirk.
import { type Api, COMMON_QUIRKS, type Target } from '../lib/domain/target.ts';

export function benchTarget(id: string, baseUrl: string, api: Api = 'chat-completions'): Target {
  return {
    id,
    provider: 'bench',
    providerLabel: 'Bench',
    api,
    baseUrl,
    keyName: null,
    model: 'bench',
    latency: null,
    serviceTier: null,
    regions: null,
    quirks: COMMON_QUIRKS,
    alarms: { ttftMs: null, failureShare: null },
    simulated: true,
  };
}
