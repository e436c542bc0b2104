// The presets that a config may name: the providers', and those of the demo fleet.
import type { Preset } from '../lib/domain/target.ts';
import { DEMO_PRESETS } from '../lib/local/demo.ts';
import { PRESET_GROUPS, type PresetGroup } from '../lib/providers/presets.ts';

export const KNOWN_GROUPS: readonly PresetGroup[] = [
  ...PRESET_GROUPS,
  { title: 'The demo fleet, a simulation', presets: DEMO_PRESETS },
];

export const KNOWN_PRESETS: readonly Preset[] = KNOWN_GROUPS.flatMap(({ presets }) => presets);
