// What earlier tools called the providers.
import type { Preset } from '../domain/target.ts';

const OTHER_NAMES: Readonly<Record<string, string>> = {
  togetherai: 'together',
  fireworksai: 'fireworks',
  google: 'gemini',
  googlegemini: 'gemini',
  googleaistudio: 'gemini',
  azureopenai: 'azure',
  azureaifoundry: 'azure',
  amazon: 'bedrock',
  amazonbedrock: 'bedrock',
  aws: 'bedrock',
  awsbedrock: 'bedrock',
  mistralai: 'mistral',
  grok: 'xai',
  claude: 'anthropic',
  hf: 'huggingface',
  huggingfaceinferenceendpoint: 'huggingface-endpoint',
  sambacloud: 'sambanova',
  sambanovacloud: 'sambanova',
  kimi: 'moonshot',
  moonshotai: 'moonshot',
  zhipu: 'zai',
  dashscope: 'alibaba',
  qwen: 'alibaba',
  workersai: 'cloudflare',
  githubmodels: 'github',
  nim: 'nvidia',
  nvidianim: 'nvidia',
  pplx: 'perplexity',
  perplexityai: 'perplexity',
};

/** The preset that is meant by a vendor's name, however it is written; `null` where there is none. */
export function presetNameOf(vendor: string, presets: readonly Preset[]): string | null {
  const name = plain(vendor);
  const other = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : null;
  return presets.find(({ provider }) => provider === other || plain(provider) === name)?.provider ?? null;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
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
