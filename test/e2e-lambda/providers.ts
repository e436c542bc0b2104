// Providers that a world's targets are raced against, which count what they are asked.
import { answerScript } from '../../lib/fleet/answer.ts';
import { refusal, SILENCE } from '../../lib/fleet/faults.ts';
import { type Fleet, startFleet } from '../../lib/fleet/fleet.ts';
import type { Personality } from '../../lib/fleet/personality.ts';
import type { Script } from '../../lib/fleet/script.ts';

export interface Providers {
  readonly fleet: Fleet;
  /** How many requests each had. */
  readonly asked: Record<ProviderName, number>;
  /** A target of the config, as YAML. */
  target(provider: ProviderName, id: string, keyName: string): string;
}

const SCRIPTS = {
  good: answerScript({ firstTokenMs: 40, tokens: 12, pace: { tokensPerSecond: 100 } }),
  /** Takes no key; says which one it was given, as some do. */
  locked: refusal({ status: 401, message: 'wrong key {key}', code: 'invalid_api_key' }),
  silent: SILENCE,
} as const satisfies Readonly<Record<string, Script>>;
export type ProviderName = keyof typeof SCRIPTS;

export async function openProviders(): Promise<Providers> {
  const asked = { good: 0, locked: 0, silent: 0 };
  const personality = (name: ProviderName): Personality => ({
    api: 'chat-completions',
    network: false,
    respond: () => {
      asked[name]++;
      return SCRIPTS[name];
    },
  });
  const providers = { good: personality('good'), locked: personality('locked'), silent: personality('silent') };
  const fleet = await startFleet({ tls: false, providers });
  return {
    ...{ fleet, asked },
    target: (provider, id, keyName) =>
      `{ id: ${id}, api: chat-completions, baseUrl: '${fleet.targets[provider]?.origin}/v1', key: ${keyName}, model: m }`,
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
