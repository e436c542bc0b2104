// The lines that add a target of a preset to a config.
import type { Preset } from '../../../domain/target.ts';

/** Three lines; four where everyone has an address of their own. */
export function snippetOf(preset: Preset): readonly string[] {
  const address = exampleAddress(preset);
  return [
    `  - id: ${preset.provider}/name-of-yours`,
    `    provider: ${preset.provider}`,
    ...(address === null ? [] : [`    baseUrl: ${address}`]),
    '    model: MODEL-ID',
  ];
}

/** What an address looks like, as the note tells it; `null` where none has to be given. */
function exampleAddress({ api, baseUrl, note }: Preset): string | null {
  if (baseUrl !== null || api === 'bedrock-converse') return null;
  return /baseUrl: (https:\/\/[^\s,]+[^\s,.])/.exec(note ?? '')?.[1] ?? 'https://...';
}
