// Servers that people run themselves, at the address that each has by default.
import type { Rows } from './row.ts';

const WITH_KEY =
  'On this machine unless baseUrl says otherwise. Where it was started with a key, name a variable in key.';

export const SERVERS: Rows = {
  vllm: {
    label: 'vLLM',
    baseUrl: 'http://127.0.0.1:8000/v1',
    keyName: null,
    // a key is taken as a bearer token only
    alsoSpeaks: {
      completions: {},
      responses: {},
      'anthropic-messages': { quirks: { keyHeader: 'authorization' } },
    },
    note: WITH_KEY,
    source: 'https://docs.vllm.ai/en/stable/serving/online_serving.html',
  },
  sglang: {
    label: 'SGLang',
    baseUrl: 'http://127.0.0.1:30000/v1',
    keyName: null,
    alsoSpeaks: { completions: {}, 'anthropic-messages': { quirks: { keyHeader: 'authorization' } } },
    note: WITH_KEY,
    source: 'https://docs.sglang.io/docs/basic_usage/openai_api_completions',
  },
  tgi: {
    label: 'Text Generation Inference',
    baseUrl: 'http://127.0.0.1:3000/v1',
    keyName: null,
    note: `${WITH_KEY} model: tgi.`,
    source: 'https://github.com/huggingface/text-generation-inference/blob/main/docs/source/messages_api.md',
  },
  'llama-cpp': {
    label: 'llama.cpp',
    baseUrl: 'http://127.0.0.1:8080/v1',
    keyName: null,
    alsoSpeaks: { completions: {}, responses: {}, 'anthropic-messages': {} },
    note: WITH_KEY,
    source: 'https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md',
  },
  ollama: {
    label: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434/v1',
    keyName: null,
    alsoSpeaks: { completions: {}, responses: {}, 'anthropic-messages': {} },
    note: 'On this machine unless baseUrl says otherwise. Loading the model dominates the first TTFT.',
    source: 'https://docs.ollama.com/api/openai-compatibility',
  },
  'lm-studio': {
    label: 'LM Studio',
    baseUrl: 'http://127.0.0.1:1234/v1',
    keyName: null,
    alsoSpeaks: { completions: {}, responses: {}, 'anthropic-messages': {} },
    note: `${WITH_KEY} Loading the model dominates the first TTFT.`,
    source: 'https://lmstudio.ai/docs/developer/openai-compat',
  },
};
