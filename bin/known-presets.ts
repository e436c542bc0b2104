// The presets that a config may name: the providers', and those of the demo fleet.
import type { Preset } from '../lib/domain/target.ts';
import { DEMO_PRESETS } from '../lib/local/demo.ts';
import { PRESETS } from '../lib/providers/presets.ts';

export const KNOWN_PRESETS: readonly Preset[] = [...PRESETS, ...DEMO_PRESETS];
