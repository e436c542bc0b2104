// Keys, and what leaves a region.
import { tokensPerProbe } from '../config/volume.ts';
import { MONTH_MS, roundsOf } from './scale.ts';
import type { Scene, Usage } from './usage.ts';

const BYTES_A_TOKEN = 4;
const MINUTE_MS = 60_000;

export function restUsages({ config, loads, assumed }: Scene): Usage[] {
  const group = 'Rest';
  const keys = new Set(config.targets.flatMap(({ keyName }) => (keyName === null ? [] : [keyName]))).size;
  return [
    ...config.regions.map(
      (region): Usage => ({ group, what: 'keys in SSM, standard', meter: 'parameters', region, quantity: keys }),
    ),
    ...loads.flatMap((load): Usage[] => {
      const { region, workload, instants, series } = load;
      const fetches = Math.min(roundsOf(load), MONTH_MS / (assumed.keyCacheMinutes * MINUTE_MS));
      const promptBytes = tokensPerProbe(workload).inputTokens * BYTES_A_TOKEN;
      const sentBytes = instants * series * (promptBytes + assumed.requestKilobytes * 1e3);
      const heartbeatBytes = config.regions.length > 1 ? roundsOf(load) * assumed.metricKilobytes * 1e3 : 0;
      return [
        // SSM has each key decrypted by KMS, one request a key.
        { group, what: 'keys decrypted', meter: 'decryptions', region, quantity: fetches * keys },
        { group, what: 'probes sent', meter: 'gbToInternet', region, quantity: sentBytes / 1e9 },
        {
          group,
          what: 'heartbeats between regions',
          meter: 'gbBetweenRegions',
          region,
          quantity: heartbeatBytes / 1e9,
        },
      ];
    }),
  ];
}
