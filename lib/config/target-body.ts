// The further fields of a request body that a target gives: all but those that the race sends itself.
import type { Api } from '../domain/target.ts';
import type { Refuse } from './target-checks.ts';
import type { TargetForm } from './target-schema.ts';

const MODEL = 'Write it in model, beside body.';
const PROMPT = 'Write the prompt in the workload.';
const CAP = 'Write maxOutputTokens in the workload.';
const TEMPERATURE = 'Write temperature in the workload.';
const STREAM = 'Every probe is a stream: leave it out.';
const ONE_ANSWER = 'Every probe asks for one answer: leave it out.';
const TIER = 'Write serviceTier, beside body.';

// These are ours to send: set twice, a probe would not be what the board says it is. A name may be a field of another one.
const OWN_FIELDS: Readonly<Record<string, string>> = {
  model: MODEL,
  modelId: MODEL,
  messages: PROMPT,
  prompt: PROMPT,
  input: PROMPT,
  contents: PROMPT,
  echo: 'What comes back has to be the answer only: leave it out.',
  stream: STREAM,
  background: STREAM,
  n: ONE_ANSWER,
  best_of: ONE_ANSWER,
  'generationConfig.candidateCount': ONE_ANSWER,
  max_tokens: CAP,
  max_completion_tokens: CAP,
  max_output_tokens: CAP,
  'generationConfig.maxOutputTokens': CAP,
  inferenceConfig: 'Write maxOutputTokens and temperature in the workload.',
  temperature: TEMPERATURE,
  'generationConfig.temperature': TEMPERATURE,
  service_tier: TIER,
  serviceTier: TIER,
};

const LATENCY = { performanceConfig: 'Write latency, beside body.' };

export function checkBody({ body }: TargetForm, api: Api | undefined, refuse: Refuse): void {
  const own = { ...OWN_FIELDS, ...(api === 'bedrock-converse' ? LATENCY : {}) };
  for (const [name, remedy] of Object.entries(own)) {
    const path = name.split('.');
    if (has(body, path)) refuse(['body', ...path], 'is a field the race sends itself', remedy, 'key');
  }
}

function has(value: unknown, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return false;
  return has((value as Readonly<Record<string, unknown>>)[name], rest);
}
