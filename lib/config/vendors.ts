// What earlier tools called the providers.
import type { Preset } from '../domain/target.ts';

const OTHER_NAMES: Readonly<Record<string, string>> = {
  togetherai: 'together',
  fireworksai: 'fireworks',
  google: 'gemini',
  googlegemini: 'gemini',
  googleaistudio: 'gemini',
  azureopenai: 'azure',
  amazon: 'bedrock',
  amazonbedrock: 'bedrock',
  aws: 'bedrock',
  awsbedrock: 'bedrock',
  mistralai: 'mistral',
  grok: 'xai',
  claude: 'anthropic',
  hf: 'huggingface',
  nim: 'nvidia',
  nvidianim: 'nvidia',
  pplx: 'perplexity',
  perplexityai: 'perplexity',
};

/** The preset that is meant by a vendor's name, however it is written; `null` where there is none. */
export function presetNameOf(vendor: string, presets: readonly Preset[]): string | null {
  const plain = vendor.toLowerCase().replace(/[^a-z0-9]/g, '');
  const name = Object.hasOwn(OTHER_NAMES, plain) ? OTHER_NAMES[plain] : plain;
  return presets.some((preset) => preset.provider === name) ? (name ?? null) : null;
}

/** A name in the form of one half of a target id: small letters, digits, single hyphens and dots. */
export function vendorSlug(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/[-.]*\.[-.]*/g, '.')
    .slice(0, 45)
    .replace(/^[-.]+|[-.]+$/g, '');
  return slug === '' ? 'unnamed' : slug;
}
