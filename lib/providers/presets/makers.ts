// Those who make the models that they serve.
import type { Rows } from './row.ts';

export const MAKERS: Rows = {
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
    alsoSpeaks: { responses: {}, completions: { quirks: { temperature: true } } },
    note: 'For a model that takes a temperature write temperature: true.',
    source: 'https://github.com/openai/openai-node',
  },
  anthropic: {
    label: 'Anthropic',
    api: 'anthropic-messages',
    baseUrl: 'https://api.anthropic.com/v1',
    keyName: 'ANTHROPIC_API_KEY',
    // models from 4.7 on answer it with 400, and the SDK has no name for it any more
    quirks: { temperature: false },
    alsoSpeaks: { 'chat-completions': {} },
    note: 'Claude up to 4.6 takes a temperature: write temperature: true. Its chat-completions are meant for tests, and return no thinking.',
    source: 'https://github.com/anthropics/anthropic-sdk-typescript',
  },
  gemini: {
    label: 'Google Gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    keyName: 'GEMINI_API_KEY',
    quirks: { usageExcludesReasoning: true },
    alsoSpeaks: {
      'gemini-generate-content': {
        baseUrl: 'https://generativelanguage.googleapis.com',
        quirks: { usageExcludesReasoning: false },
      },
    },
    note: 'Chunks of tens of tokens. That usage of its chat-completions leaves thinking out is unverified.',
    source: 'https://ai.google.dev/gemini-api/docs/openai',
  },
  mistral: {
    label: 'Mistral AI',
    baseUrl: 'https://api.mistral.ai/v1',
    keyName: 'MISTRAL_API_KEY',
    // usage comes unasked, and stream_options has been refused as an extra field
    quirks: { streamUsage: false },
    source: 'https://github.com/BerriAI/litellm/issues/8978',
  },
  xai: {
    label: 'xAI',
    baseUrl: 'https://api.x.ai/v1',
    keyName: 'XAI_API_KEY',
    quirks: { tokenCap: 'max_completion_tokens', usageExcludesReasoning: true },
    // here output_tokens holds the reasoning
    alsoSpeaks: { responses: { quirks: { usageExcludesReasoning: false } } },
    note: 'Its maker calls responses the usual way and chat-completions deprecated.',
    source: 'https://docs.x.ai/developers/model-capabilities/text/comparison',
  },
  deepseek: {
    label: 'DeepSeek',
    baseUrl: 'https://api.deepseek.com/v1',
    keyName: 'DEEPSEEK_API_KEY',
    alsoSpeaks: { 'anthropic-messages': { baseUrl: 'https://api.deepseek.com/anthropic' } },
    source: 'https://api-docs.deepseek.com/',
  },
  moonshot: {
    label: 'Moonshot AI',
    baseUrl: 'https://api.moonshot.ai/v1',
    keyName: 'MOONSHOT_API_KEY',
    // thinking models hold it fixed
    quirks: { temperature: false },
    alsoSpeaks: { 'anthropic-messages': { baseUrl: 'https://api.moonshot.ai/anthropic' } },
    note: 'In China baseUrl: https://api.moonshot.cn/v1. Older models take a temperature: temperature: true.',
    source: 'https://platform.kimi.ai/docs/overview',
  },
  zai: {
    label: 'Z.ai',
    baseUrl: 'https://api.z.ai/api/paas/v4',
    keyName: 'ZAI_API_KEY',
    alsoSpeaks: {
      'anthropic-messages': { baseUrl: 'https://api.z.ai/api/anthropic', quirks: { keyHeader: 'authorization' } },
    },
    note: 'In China baseUrl: https://open.bigmodel.cn/api/paas/v4.',
    source: 'https://docs.z.ai/scenario-example/develop-tools/claude',
  },
  alibaba: {
    label: 'Alibaba Model Studio',
    baseUrl: null,
    keyName: 'DASHSCOPE_API_KEY',
    note: 'baseUrl: https://WORKSPACE.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1, or another of its regions.',
    source: 'https://www.alibabacloud.com/help/en/model-studio/compatibility-of-openai-with-dashscope',
  },
  cohere: {
    label: 'Cohere',
    baseUrl: 'https://api.cohere.ai/compatibility/v1',
    keyName: 'COHERE_API_KEY',
    // stream_options is refused
    quirks: { streamUsage: false },
    note: 'That usage comes unasked is unverified; without it tokens are counted.',
    source: 'https://docs.cohere.com/docs/compatibility-api',
  },
  perplexity: {
    label: 'Perplexity',
    baseUrl: 'https://api.perplexity.ai',
    keyName: 'PERPLEXITY_API_KEY',
    quirks: { streamUsage: false },
    note: 'A search runs before the first token: its TTFT is not comparable with that of others. Usage in every chunk, unasked (unverified).',
    source: 'https://github.com/vercel/ai',
  },
};
