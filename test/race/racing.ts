// Races targets of an in-process fleet over real sockets.
import { COMMON_QUIRKS, type Target } from '../../lib/domain/target.ts';
import { DEFAULT_TIMEOUTS, type Timeouts, type Workload } from '../../lib/domain/workload.ts';
import type { Fleet } from '../../lib/fleet/fleet.ts';
import { startFleet } from '../../lib/fleet/fleet.ts';
import type { PersonalitySpec } from '../../lib/fleet/personalities.ts';
import { baseUrlPath, type FleetApi } from '../../lib/fleet/request.ts';
import type { Script } from '../../lib/fleet/script.ts';
import { trust } from '../../lib/race/connection.ts';
import { type RaceResult, race } from '../../lib/race/race.ts';

export const WORKLOAD: Workload = {
  name: 'chat',
  everyMs: 60_000,
  gunDelayMs: 0,
  prompts: ['Say something.'],
  inputTokens: null,
  maxOutputTokens: 24,
  temperature: 0,
};

export function targetAt(id: string, baseUrl: string, changes: Partial<Target> = {}): Target {
  return {
    id,
    provider: 'test',
    providerLabel: 'Test',
    api: 'chat-completions',
    baseUrl,
    keyName: 'TEST_KEY',
    model: 'test-model',
    latency: null,
    serviceTier: null,
    regions: null,
    quirks: COMMON_QUIRKS,
    alarms: { ttftMs: null, failureShare: null },
    simulated: true,
    ...changes,
  };
}

export interface RaceOptions {
  readonly timeouts?: Partial<Timeouts>;
  readonly key?: string;
  readonly reference?: Target | null;
  readonly signal?: AbortSignal;
  readonly gunDueMs?: number;
  readonly certificates?: readonly string[];
  readonly workload?: Workload;
}

export function raceTargets(targets: readonly Target[], options: RaceOptions = {}): Promise<RaceResult> {
  return race(
    {
      key: { workload: 'chat', region: 'local', scheduledAt: '2026-11-22T03:15:00Z', shard: '0' },
      workload: options.workload ?? WORKLOAD,
      timeouts: { ...DEFAULT_TIMEOUTS, ...options.timeouts },
      entrants: targets.map((target) => ({ target, region: 'us-east-1', key: options.key ?? 'test-key-value' })),
      reference: options.reference ?? null,
      gunDueMs: options.gunDueMs ?? null,
    },
    {
      trust: trust(options.certificates ?? []),
      wallNowMs: Date.now,
      random: Math.random,
      signal: options.signal ?? new AbortController().signal,
    },
  );
}

export function scripted(script: Script, api: FleetApi = 'chat-completions'): PersonalitySpec {
  return { personality: 'script', script, api };
}

/** A fleet, and its targets under their names. */
export async function openFleet(
  providers: Readonly<Record<string, PersonalitySpec>>,
  { tls = false } = {},
): Promise<{ fleet: Fleet; targets: Target[] }> {
  const fleet = await startFleet({ tls, providers });
  const targets = Object.entries(fleet.targets).map(([name, { origin, api }]) =>
    targetAt(`test/${name}`, `${origin}${baseUrlPath(api)}`, { api }),
  );
  return { fleet, targets };
}
