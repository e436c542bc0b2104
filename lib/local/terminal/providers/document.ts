// The presets for programs, as JSON.
import type { KeyState } from '../../../config/keys.ts';
import type { Preset } from '../../../domain/target.ts';
import type { PresetGroup } from '../../../providers/presets.ts';
import { otherForms } from './preset-words.ts';

export const PROVIDERS_SCHEMA = 'photofinish/providers@1';

/** JSON text ending in a line break. The first dialect is the usual one; a key's value never stands in it. */
export function documentText(groups: readonly PresetGroup[], keyState: (preset: Preset) => KeyState): string {
  const providers = groups.flatMap(({ title, presets }) =>
    presets.map((preset) => {
      const { provider, label, keyName, note, source, simulated } = preset;
      const dialects = [preset, ...otherForms(preset)].map(({ api, baseUrl, quirks }) => ({ api, baseUrl, quirks }));
      return { provider, label, group: title, simulated, keyName, key: keyState(preset), dialects, note, source };
    }),
  );
  return `${JSON.stringify({ schema: PROVIDERS_SCHEMA, providers }, null, 2)}\n`;
}
