// A preset as it is in each of the dialects that it speaks.
import type { Api, Preset } from '../domain/target.ts';

/** The dialects of a provider, its usual one first. */
export function dialectsOf({ api, alsoSpeaks }: Preset): readonly Api[] {
  return [api, ...(Object.keys(alsoSpeaks) as Api[])];
}

/** The preset where it speaks `api`; `null` if it does not. */
export function presetIn(preset: Preset, api: Api): Preset | null {
  if (api === preset.api) return preset;
  const other = preset.alsoSpeaks[api];
  if (other === undefined) return null;
  return {
    ...preset,
    api,
    baseUrl: other.baseUrl === undefined ? preset.baseUrl : other.baseUrl,
    quirks: { ...preset.quirks, ...other.quirks },
  };
}
