// Those who serve the models of others, on machines of their own.
import type { Rows } from './row.ts';

export const HOSTS: Rows = {
  together: {
    label: 'Together AI',
    baseUrl: 'https://api.together.ai/v1',
    keyName: 'TOGETHER_API_KEY',
    alsoSpeaks: { completions: {} },
    source: 'https://github.com/togethercomputer/together-typescript',
  },
  fireworks: {
    label: 'Fireworks AI',
    baseUrl: 'https://api.fireworks.ai/inference/v1',
    keyName: 'FIREWORKS_API_KEY',
    // the server's own timings, in the last chunk
    quirks: { extraBody: { perf_metrics_in_response: true } },
    alsoSpeaks: {
      completions: {},
      responses: { quirks: { extraBody: {} } },
      'anthropic-messages': { quirks: { keyHeader: 'authorization', extraBody: {} } },
    },
    note: 'Model ids begin with accounts/fireworks/models/.',
    source: 'https://docs.fireworks.ai/tools-sdks/anthropic-compatibility',
  },
  groq: {
    label: 'Groq',
    baseUrl: 'https://api.groq.com/openai/v1',
    keyName: 'GROQ_API_KEY',
    quirks: { tokenCap: 'max_completion_tokens' },
    alsoSpeaks: { responses: {} },
    // not in the row itself: models that do not reason answer it with 400
    note: 'A model that would write its reasoning into the answer as <think> needs body: { reasoning_format: parsed }.',
    source: 'https://console.groq.com/docs/openai',
  },
  cerebras: {
    label: 'Cerebras',
    baseUrl: 'https://api.cerebras.ai/v1',
    keyName: 'CEREBRAS_API_KEY',
    quirks: { tokenCap: 'max_completion_tokens' },
    note: 'Many tokens arrive in one chunk.',
    source: 'https://github.com/Cerebras/cerebras-cloud-sdk-node',
  },
  sambanova: {
    label: 'SambaNova Cloud',
    baseUrl: 'https://api.sambanova.ai/v1',
    keyName: 'SAMBANOVA_API_KEY',
    source: 'https://docs.sambanova.ai/docs/en/features/openai-compatibility',
  },
  deepinfra: {
    label: 'DeepInfra',
    baseUrl: 'https://api.deepinfra.com/v1/openai',
    keyName: 'DEEPINFRA_API_KEY',
    alsoSpeaks: { completions: {} },
    // left out only for Gemini and Gemma; the dialect sees that by itself where reasoning exceeds the whole
    note: 'For Gemini and Gemma its completion_tokens leaves reasoning out.',
    source: 'https://deepinfra.com/docs/advanced/openai_api',
  },
  nvidia: {
    label: 'NVIDIA NIM',
    baseUrl: 'https://integrate.api.nvidia.com/v1',
    keyName: 'NVIDIA_API_KEY',
    note: 'A NIM of your own: baseUrl: http://HOST:8000/v1.',
    source: 'https://docs.nvidia.com/nim/large-language-models/latest/reference/api-reference.html',
  },
  nebius: {
    label: 'Nebius Token Factory',
    baseUrl: 'https://api.tokenfactory.nebius.com/v1',
    keyName: 'NEBIUS_API_KEY',
    source: 'https://docs.tokenfactory.nebius.com/api-reference/introduction',
  },
  baseten: {
    label: 'Baseten',
    baseUrl: 'https://inference.baseten.co/v1',
    keyName: 'BASETEN_API_KEY',
    note: 'A deployment of your own: baseUrl: https://model-ID.api.baseten.co/environments/production/sync/v1.',
    source: 'https://ai-sdk.dev/providers/ai-sdk-providers/baseten',
  },
  novita: {
    label: 'Novita AI',
    baseUrl: 'https://api.novita.ai/openai/v1',
    keyName: 'NOVITA_API_KEY',
    alsoSpeaks: { completions: {} },
    source: 'https://docs.litellm.ai/docs/providers/novita',
  },
  cloudflare: {
    label: 'Cloudflare Workers AI',
    baseUrl: null,
    keyName: 'CLOUDFLARE_API_KEY',
    alsoSpeaks: { responses: {} },
    note: 'baseUrl: https://api.cloudflare.com/client/v4/accounts/ACCOUNT/ai/v1. Model ids begin with @cf/.',
    source: 'https://developers.cloudflare.com/workers-ai/configuration/open-ai-compatibility',
  },
  github: {
    label: 'GitHub Models',
    baseUrl: 'https://models.github.ai/inference',
    keyName: 'GITHUB_TOKEN',
    note: 'Meant for trying out; its limits are low. The token needs the scope models.',
    source: 'https://docs.github.com/en/github-models/quickstart',
  },
};
