// Presets of the kinds there are: plain, with further dialects, without an address, without a key, Bedrock, simulated.
import { COMMON_QUIRKS, type Preset } from '../../lib/domain/target.ts';

const plain: Preset = {
  provider: 'together',
  label: 'Together AI',
  api: 'chat-completions',
  baseUrl: 'https://api.together.ai/v1',
  keyName: 'TOGETHER_API_KEY',
  quirks: COMMON_QUIRKS,
  simulated: false,
  note: null,
  alsoSpeaks: {},
  source: null,
};

export const TEST_PRESETS: readonly Preset[] = [
  plain,
  {
    ...plain,
    provider: 'openai',
    label: 'OpenAI',
    keyName: 'OPENAI_API_KEY',
    quirks: {
      ...COMMON_QUIRKS,
      temperature: false,
      tokenCap: 'max_completion_tokens',
      extraBody: { stream_options: { include_obfuscation: false } },
    },
    alsoSpeaks: {
      responses: {},
      'anthropic-messages': { baseUrl: 'https://api.openai.com/anthropic', quirks: { keyHeader: 'authorization' } },
    },
  },
  {
    ...plain,
    provider: 'azure',
    label: 'Azure OpenAI',
    baseUrl: null,
    keyName: 'AZURE_OPENAI_API_KEY',
    quirks: { ...COMMON_QUIRKS, keyHeader: 'api-key' },
    alsoSpeaks: { responses: {} },
    note: 'Note.',
  },
  { ...plain, provider: 'bedrock', label: 'Bedrock', api: 'bedrock-converse', baseUrl: null, keyName: null },
  { ...plain, provider: 'demo', label: 'Demo fleet', baseUrl: 'http://127.0.0.1:1', keyName: null, simulated: true },
];
