// The demo: providers that are our own fleet, so that the whole program can be seen at work without a key.
import { COMMON_QUIRKS, type Preset, type Target } from '../domain/target.ts';
import type { FleetPlan } from '../fleet/fleet.ts';
import type { PersonalitySpec } from '../fleet/personalities.ts';

// The fleet's ports are not known before it runs: `locatedIn` puts the real address in the place of this one.
const UNLOCATED = 'https://demo-fleet.invalid';

const DEMO: Preset = {
  provider: 'demo',
  label: 'Demo fleet',
  api: 'chat-completions',
  baseUrl: `${UNLOCATED}/{region}/v1`,
  keyName: null,
  quirks: COMMON_QUIRKS,
  simulated: true,
  note: 'a simulation: the built-in demo fleet, whose models are its personalities',
  alsoSpeaks: {},
  source: null,
};

export const DEMO_PRESETS: readonly Preset[] = [
  DEMO,
  {
    ...DEMO,
    provider: 'demo-bedrock',
    label: 'Demo fleet (Bedrock dialect)',
    api: 'bedrock-converse',
    baseUrl: `${UNLOCATED}/{region}`,
  },
];

/** The fleet that a config's simulated targets need: one provider for each, with the personality that its model names. */
export function fleetPlanFor(targets: readonly Target[]): FleetPlan {
  const providers: Record<string, PersonalitySpec> = {};
  for (const { id, model, simulated } of targets) {
    // an unknown name is refused by the fleet itself, with the names that it knows
    if (simulated) providers[id] = { personality: String(model) } as PersonalitySpec;
  }
  return { tls: true, providers };
}

/** A simulated target with the address that it has in a running fleet; any other is left as it is. */
export function locatedIn(fleet: Readonly<Record<string, { readonly origin: string }>>, target: Target): Target {
  const origin = fleet[target.id]?.origin;
  if (!target.simulated || origin === undefined || target.baseUrl === null) return target;
  return { ...target, baseUrl: target.baseUrl.replace(UNLOCATED, origin) };
}
