// Those who pass a request on to a host of their choice.
import type { Rows } from './row.ts';

export const ROUTERS: Rows = {
  openrouter: {
    label: 'OpenRouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    keyName: 'OPENROUTER_API_KEY',
    // usage comes unasked
    quirks: { streamUsage: false },
    alsoSpeaks: {
      responses: {},
      completions: {},
      'anthropic-messages': { quirks: { keyHeader: 'authorization' } },
    },
    note: 'To hold it to one host: body: { provider: { order: [name], allow_fallbacks: false } }.',
    source: 'https://github.com/OpenRouterTeam/typescript-sdk',
  },
  huggingface: {
    label: 'Hugging Face router',
    baseUrl: 'https://router.huggingface.co/v1',
    keyName: 'HF_TOKEN',
    alsoSpeaks: { responses: {} },
    note: 'To hold it to one host write model: name:host.',
    source: 'https://huggingface.co/docs/inference-providers/index',
  },
};
