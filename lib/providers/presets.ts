// What is known of each provider: its address, the conventional name of its key, and how it differs from the dialect.
// Sources, read in November 2026: the providers' own SDKs on npm (openai 7.57, groq-sdk, together-ai, cerebras_cloud_sdk,
// @mistralai/mistralai, @openrouter/sdk, @huggingface/inference, the ai-sdk providers for azure, xai, deepinfra and
// perplexity) and their public API references. Where only memory speaks for a row, its note says "unverified".
// A wrong row shows as a `client-error` or `auth` in the first round; a target can overrule each part of it.
import { COMMON_QUIRKS, type Preset, type Quirks } from '../domain/target.ts';

interface Row {
  readonly label: string;
  readonly baseUrl: string | null;
  readonly keyName: string | null;
  readonly quirks?: Partial<Quirks>;
  readonly note?: string;
}

const CHAT_COMPLETIONS: Readonly<Record<string, Row>> = {
  openai: {
    label: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    keyName: 'OPENAI_API_KEY',
    quirks: {
      tokenCap: 'max_completion_tokens',
      // reasoning models and gpt-6 refuse it
      temperature: false,
      // by default each delta is padded, and the bytes of a chunk say nothing of its tokens
      extraBody: { stream_options: { include_obfuscation: false } },
    },
    note: 'For a model that takes a temperature write temperature: true.',
  },
  azure: {
    label: 'Azure OpenAI',
    baseUrl: null,
    keyName: 'AZURE_OPENAI_API_KEY',
    quirks: { tokenCap: 'max_completion_tokens', temperature: false, keyHeader: 'api-key' },
    note: 'baseUrl: https://RESOURCE.openai.azure.com/openai/v1, model: the name of the deployment. Its default content filter holds tokens back in blocks.',
  },
  together: {
    label: 'Together AI',
    baseUrl: 'https://api.together.ai/v1',
    keyName: 'TOGETHER_API_KEY',
  },
  fireworks: {
    label: 'Fireworks AI',
    baseUrl: 'https://api.fireworks.ai/inference/v1',
    keyName: 'FIREWORKS_API_KEY',
    // the server's own timings, in the last chunk
    quirks: { extraBody: { perf_metrics_in_response: true } },
    note: 'Model ids begin with accounts/fireworks/models/.',
  },
  groq: {
    label: 'Groq',
    baseUrl: 'https://api.groq.com/openai/v1',
    keyName: 'GROQ_API_KEY',
    quirks: { tokenCap: 'max_completion_tokens' },
    // not in the row itself: models that do not reason answer it with 400
    note: 'A model that would write its reasoning into the answer as <think> needs body: { reasoning_format: parsed }.',
  },
  cerebras: {
    label: 'Cerebras',
    baseUrl: 'https://api.cerebras.ai/v1',
    keyName: 'CEREBRAS_API_KEY',
    quirks: { tokenCap: 'max_completion_tokens' },
    note: 'Many tokens arrive in one chunk.',
  },
  sambanova: {
    label: 'SambaNova',
    baseUrl: 'https://api.sambanova.ai/v1',
    keyName: 'SAMBANOVA_API_KEY',
  },
  deepinfra: {
    label: 'DeepInfra',
    baseUrl: 'https://api.deepinfra.com/v1/openai',
    keyName: 'DEEPINFRA_API_KEY',
    // left out only for Gemini and Gemma; the dialect sees that by itself where reasoning exceeds the whole
    note: 'For Gemini and Gemma its completion_tokens leaves reasoning out.',
  },
  mistral: {
    label: 'Mistral AI',
    baseUrl: 'https://api.mistral.ai/v1',
    keyName: 'MISTRAL_API_KEY',
    // usage comes unasked, and stream_options has been answered with 422
    quirks: { streamUsage: false },
  },
  xai: {
    label: 'xAI',
    baseUrl: 'https://api.x.ai/v1',
    keyName: 'XAI_API_KEY',
    quirks: { tokenCap: 'max_completion_tokens', usageExcludesReasoning: true },
  },
  openrouter: {
    label: 'OpenRouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    keyName: 'OPENROUTER_API_KEY',
    quirks: { streamUsage: false },
    note: 'A router. To hold it to one host: body: { provider: { order: [name], allow_fallbacks: false } } (unverified).',
  },
  huggingface: {
    label: 'Hugging Face',
    baseUrl: 'https://router.huggingface.co/v1',
    keyName: 'HF_TOKEN',
    note: 'A router. To hold it to one host write model:host (unverified).',
  },
  nvidia: {
    label: 'NVIDIA NIM',
    baseUrl: 'https://integrate.api.nvidia.com/v1',
    keyName: 'NVIDIA_API_KEY',
  },
  gemini: {
    label: 'Google Gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    keyName: 'GEMINI_API_KEY',
    quirks: { usageExcludesReasoning: true },
    note: 'The compatible endpoint. Chunks of tens of tokens. That usage leaves thinking out is unverified.',
  },
  anthropic: {
    label: 'Anthropic',
    baseUrl: 'https://api.anthropic.com/v1',
    keyName: 'ANTHROPIC_API_KEY',
    note: 'The compatible endpoint, which its vendor means for tests; thinking is not returned.',
  },
  perplexity: {
    label: 'Perplexity',
    baseUrl: 'https://api.perplexity.ai',
    keyName: 'PERPLEXITY_API_KEY',
    // usage is in every chunk (unverified)
    quirks: { streamUsage: false },
    note: 'A search runs before the first token: its TTFT is not comparable with that of others.',
  },
  ollama: {
    label: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434/v1',
    keyName: null,
    note: 'On this machine unless baseUrl says otherwise. Loading the model dominates the first TTFT.',
  },
  vllm: {
    label: 'vLLM',
    baseUrl: 'http://127.0.0.1:8000/v1',
    keyName: null,
    note: 'On this machine unless baseUrl says otherwise. With --api-key, name a variable in key.',
  },
};

const BEDROCK: Preset = {
  provider: 'bedrock',
  label: 'Amazon Bedrock',
  api: 'bedrock-converse',
  baseUrl: null,
  keyName: null,
  quirks: COMMON_QUIRKS,
  simulated: false,
  note: 'Signed with the AWS credentials of the environment. Which inference profiles exist depends on the region: give one model id per region.',
};

/** Every provider known beforehand, in the order in which they are listed to people. */
export const PRESETS: readonly Preset[] = [
  ...Object.entries(CHAT_COMPLETIONS).map(([provider, row]) => presetOf(provider, row)),
  BEDROCK,
];

function presetOf(provider: string, { label, baseUrl, keyName, quirks, note }: Row): Preset {
  return {
    provider,
    label,
    api: 'chat-completions',
    baseUrl,
    keyName,
    quirks: { ...COMMON_QUIRKS, ...quirks },
    simulated: false,
    note: note ?? null,
  };
}
