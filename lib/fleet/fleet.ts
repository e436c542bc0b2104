// The fleet: simulated providers on loopback ports. The demo races it, each round checks itself against it, tests use it.
import { loopbackCertificate } from './certificate.ts';
import { chatCompletionsWire } from './chat-completions-wire.ts';
import { type FleetClock, SYSTEM_CLOCK } from './clock.ts';
import { createIntake } from './intake.ts';
import { createPacer } from './pacer.ts';
import { type PersonalitySpec, personalityOf } from './personalities.ts';
import type { Personality } from './personality.ts';
import { type Provider, startProvider } from './provider.ts';
import type { FleetApi } from './request.ts';
import type { ResponseRecord } from './stamps.ts';
import type { WireFactory } from './wire.ts';

/** What can be sent to another process. */
export interface FleetPlan {
  readonly tls: boolean;
  /** By the provider's name. */
  readonly providers: Readonly<Record<string, PersonalitySpec>>;
  /** The same seed gives the same answers. Default 'photofinish'. */
  readonly seed?: string;
}

export interface FleetOptions extends Omit<FleetPlan, 'providers'> {
  readonly providers: Readonly<Record<string, PersonalitySpec | Personality>>;
  readonly clock?: FleetClock;
}

export interface FleetTarget {
  /** A base URL is `ORIGIN/REGION` with `baseUrlPath(api)` behind it; the region is optional. */
  readonly origin: string;
  readonly api: FleetApi;
}

export interface Fleet {
  readonly targets: Readonly<Record<string, FleetTarget>>;
  /** PEM of the certificate that clients have to trust; `null` without TLS. */
  readonly ca: string | null;
  /** Told of each response just before its body ends; returns how to stop listening. */
  readonly onResponse: (listener: (record: ResponseRecord) => void) => () => void;
  /** Cuts every connection and frees the ports. */
  readonly close: () => Promise<void>;
}

/** Starts all providers of a fleet. @throws FleetStartError, UnknownPersonalityError */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { seed = 'photofinish', clock = SYSTEM_CLOCK } = options;
  const personalities = Object.entries(options.providers).map(
    ([name, given]) => [name, 'respond' in given ? given : personalityOf(given, `${seed}/${name}`)] as const,
  );
  const certificate = options.tls ? await loopbackCertificate() : null;
  const wires = await wiresFor(personalities.map(([, { api }]) => api));
  const listeners = new Set<(record: ResponseRecord) => void>();
  const onResponse = (record: ResponseRecord): void => {
    for (const listener of listeners) listener(record);
  };
  const common = { seed, clock, certificate, wires, pacer: createPacer(clock), intake: createIntake(), onResponse };
  const started: (readonly [string, Provider, FleetApi])[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(started.map(([, provider]) => provider.close()));
  };
  try {
    for (const [name, personality] of personalities) {
      started.push([name, await startProvider({ ...common, name, personality }), personality.api]);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    targets: Object.fromEntries(started.map(([name, { origin }, api]) => [name, { origin, api }])),
    ca: certificate?.cert ?? null,
    onResponse: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close,
  };
}

// Each is loaded only where it is used: the reference process is to stay small.
const WIRES: Readonly<Record<FleetApi, () => Promise<WireFactory>>> = {
  'chat-completions': async () => chatCompletionsWire,
  completions: async () => (await import('./completions-wire.ts')).completionsWire,
  responses: async () => (await import('./responses-wire.ts')).responsesWire,
  'anthropic-messages': async () => (await import('./anthropic-wire.ts')).anthropicWire,
  'gemini-generate-content': async () => (await import('./gemini-wire.ts')).geminiWire,
  'bedrock-converse': async () => (await import('./bedrock-wire.ts')).bedrockWire,
};

async function wiresFor(apis: readonly FleetApi[]): Promise<Partial<Record<FleetApi, WireFactory>>> {
  const loaded = Array.from(new Set(apis), async (api) => [api, await WIRES[api]()] as const);
  return Object.fromEntries(await Promise.all(loaded));
}
