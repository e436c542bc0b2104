// Providers that a world's targets are raced against, which count what they are asked.
import { APIS, type Api } from '../../lib/domain/target.ts';
import { answerScript } from '../../lib/fleet/answer.ts';
import { refusal, SILENCE } from '../../lib/fleet/faults.ts';
import { type Fleet, startFleet } from '../../lib/fleet/fleet.ts';
import type { Personality } from '../../lib/fleet/personality.ts';
import { baseUrlPath } from '../../lib/fleet/request.ts';
import type { Script } from '../../lib/fleet/script.ts';

export interface Providers {
  readonly fleet: Fleet;
  /** How many requests each had. */
  readonly asked: Record<ProviderName, number>;
  /** A target of the config, as YAML. @param keyName `null` for one that is signed with the function's own credentials */
  target(provider: ProviderName, id: string, keyName: string | null): string;
}

const SCRIPTS = {
  good: answerScript({ firstTokenMs: 40, tokens: 12, pace: { tokensPerSecond: 100 } }),
  /** Takes no key; says which one it was given, as some do. */
  locked: refusal({ status: 401, message: 'wrong key {key}', code: 'invalid_api_key' }),
  silent: SILENCE,
} as const satisfies Readonly<Record<string, Script>>;
/** `good` by its dialect: one provider for each of them. */
export type ProviderName = keyof typeof SCRIPTS | Api;

const NAMES: readonly ProviderName[] = [...(Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[]), ...APIS];

function apiOf(name: ProviderName): Api {
  return APIS.find((api) => api === name) ?? 'chat-completions';
}

function scriptOf(name: ProviderName): Script {
  return name in SCRIPTS ? SCRIPTS[name as keyof typeof SCRIPTS] : SCRIPTS.good;
}

export async function openProviders(): Promise<Providers> {
  const asked = Object.fromEntries(NAMES.map((name) => [name, 0])) as Record<ProviderName, number>;
  const personality = (name: ProviderName): Personality => ({
    api: apiOf(name),
    network: false,
    respond: () => {
      asked[name]++;
      return scriptOf(name);
    },
  });
  const providers = Object.fromEntries(NAMES.map((name) => [name, personality(name)]));
  const fleet = await startFleet({ tls: false, providers });
  return {
    ...{ fleet, asked },
    target: (provider, id, keyName) => {
      const api = apiOf(provider);
      const address = `api: ${api}, baseUrl: '${fleet.targets[provider]?.origin}${baseUrlPath(api)}'`;
      return `{ id: ${id}, ${address}, ${keyName === null ? '' : `key: ${keyName}, `}model: m }`;
    },
  };
}

/** A config in YAML. Rounds come every hour, so that a test can play many instants of the last one. */
export function configWith(targets: readonly string[], gun = 'immediate'): string {
  return [
    'name: Lambda',
    'regions: [us-east-1, eu-west-1]',
    `workloads: { chat: { every: 1 hour, gun: ${gun}, prompt: Say something., maxOutputTokens: 12 } }`,
    'targets:',
    ...targets.map((target) => `  - ${target}`),
    '',
  ].join('\n');
}
