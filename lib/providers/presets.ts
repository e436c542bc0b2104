// What is known of each provider: its address, the conventional name of its key, and how it differs from the dialect.
// Each row names the page or the package that it was read from in November 2026; where only memory speaks for a part of it,
// its note says "unverified". A wrong row shows as a `client-error` or `auth` in the first round; a target can overrule
// each part of it.
import type { Preset } from '../domain/target.ts';
import { CLOUDS } from './presets/clouds.ts';
import { HOSTS } from './presets/hosts.ts';
import { MAKERS } from './presets/makers.ts';
import { ROUTERS } from './presets/routers.ts';
import { presetsOf } from './presets/row.ts';
import { SERVERS } from './presets/servers.ts';

export interface PresetGroup {
  readonly title: string;
  readonly presets: readonly Preset[];
}

/** Every provider known beforehand, in the order in which they are listed to people. */
export const PRESET_GROUPS: readonly PresetGroup[] = [
  { title: 'Makers of models', presets: presetsOf(MAKERS) },
  { title: 'Hosts of models', presets: presetsOf(HOSTS) },
  { title: 'Routers', presets: presetsOf(ROUTERS) },
  { title: 'Your own account or deployment', presets: presetsOf(CLOUDS) },
  { title: 'Your own server', presets: presetsOf(SERVERS) },
];

export const PRESETS: readonly Preset[] = PRESET_GROUPS.flatMap(({ presets }) => presets);
