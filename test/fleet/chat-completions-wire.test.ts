import OpenAI from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AnswerOptions, answerScript } from '../../lib/fleet/answer.ts';
import { errorAt, refusal } from '../../lib/fleet/faults.ts';
import { type Fleet, startFleet } from '../../lib/fleet/fleet.ts';
import { BLANK_SCRIPT, type Script } from '../../lib/fleet/script.ts';

const FAST: AnswerOptions = { firstTokenMs: 1, tokens: 6, pace: { intervalsMs: [0.5] } };
const CAFE = 'café \u001b[31m<script>';
// The second byte of the character: what comes before it has the same length in every chunk of this answer.
const BEFORE_CAFE = `data: {"id":"chatcmpl-split-us-east-1-0","object":"chat.completion.chunk","created":1795322593,"model":"demo","choices":[{"index":0,"delta":{"content":"caf`;
const WITHIN_E_ACUTE = BEFORE_CAFE.length + 1;
const SCRIPTS = {
  plain: answerScript(FAST),
  reasoning: answerScript({ ...FAST, reasoningTokens: 4, reasoningField: 'reasoning' }),
  excluding: answerScript({ ...FAST, reasoningTokens: 4, usage: { excludesReasoning: true, cachedTokens: 7 } }),
  onFinish: answerScript({ ...FAST, usage: { placement: 'finish', promptTokens: 11 } }),
  onEvery: answerScript({ ...FAST, tokensPerWrite: 2, usage: { placement: 'every' } }),
  groq: answerScript({ ...FAST, usage: { placement: 'x-groq' } }),
  none: answerScript({ ...FAST, usage: { placement: 'none' } }),
  truncated: answerScript({ ...FAST, finishReason: null, usage: { placement: 'none' }, done: false }),
  comments: answerScript({ ...FAST, comments: [{ atMs: 0.5, text: 'keep-alive' }], stamps: true }),
  served: answerScript({ ...FAST, servedModel: 'another-model' }),
  split: {
    ...BLANK_SCRIPT,
    events: [
      {
        type: 'text',
        kind: 'answer',
        text: CAFE,
        tokens: 4,
        atMs: 0,
        split: { atByte: WITHIN_E_ACUTE, gapMs: 5 },
      },
      { type: 'finish', reason: 'stop', atMs: 6 },
      { type: 'done', atMs: 6 },
      { type: 'end', atMs: 20 },
    ],
  },
  error: errorAt(answerScript({ ...FAST, firstTokenMs: 5 }), 6.2, 'server_error', 'went away'),
  limited: refusal({ status: 429, message: 'slow down', retryAfterS: 9 }),
} as const satisfies Record<string, Script>;

let fleet: Fleet;
beforeAll(async () => {
  const providers = Object.entries(SCRIPTS).map(([name, script]) => [name, { personality: 'script', script }] as const);
  fleet = await startFleet({ tls: false, providers: Object.fromEntries(providers) });
});
afterAll(() => fleet.close());

async function chunksOf(name: keyof typeof SCRIPTS): Promise<ChatCompletionChunk[]> {
  const baseURL = `${fleet.targets[name]?.origin}/us-east-1/v1`;
  const client = new OpenAI({ baseURL, apiKey: 'sk-test-key', maxRetries: 0 });
  const messages = [{ role: 'user' as const, content: 'Tell me a story.' }];
  const stream = await client.chat.completions.create({ model: 'demo', messages, stream: true });
  const chunks: ChatCompletionChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

const deltas = (chunks: readonly ChatCompletionChunk[], field: string): unknown[] =>
  chunks.flatMap(({ choices }) =>
    Object.entries(choices[0]?.delta ?? {}).flatMap(([name, v]) => (name === field ? [v] : [])),
  );
const usages = (chunks: readonly ChatCompletionChunk[]) => chunks.flatMap(({ usage }) => usage ?? []);

test('the SDK reads role, six words, the finish reason and usage at the end', async () => {
  const chunks = await chunksOf('plain');
  expect(deltas(chunks, 'role')).toEqual(['assistant']);
  const words = deltas(chunks, 'content').slice(1);
  expect(words).toHaveLength(6);
  for (const word of words) expect(word).toMatch(/^ [a-z]+$/);
  expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
  expect(chunks.at(-1)).toMatchObject({
    model: 'demo',
    choices: [],
    usage: { prompt_tokens: 4, completion_tokens: 6 },
  });
  expect(usages(chunks)).toHaveLength(1);
});

test('reasoning comes in its own field and is counted in usage', async () => {
  const chunks = await chunksOf('reasoning');
  expect(deltas(chunks, 'reasoning')).toHaveLength(4);
  expect(deltas(chunks, 'content').slice(1)).toHaveLength(2);
  expect(usages(chunks)[0]).toMatchObject({
    completion_tokens: 6,
    completion_tokens_details: { reasoning_tokens: 4 },
  });
});

test('a provider may leave reasoning out of its completion tokens', async () => {
  expect(usages(await chunksOf('excluding'))[0]).toMatchObject({
    completion_tokens: 2,
    prompt_tokens_details: { cached_tokens: 7 },
    completion_tokens_details: { reasoning_tokens: 4 },
  });
});

test('usage may stand on the finish chunk, on every chunk, in x_groq, or nowhere', async () => {
  const onFinish = await chunksOf('onFinish');
  expect(onFinish.at(-1)?.usage).toMatchObject({ prompt_tokens: 11, completion_tokens: 6 });
  expect(onFinish.at(-1)?.choices[0]?.finish_reason).toBe('stop');
  expect(usages(await chunksOf('onEvery')).map((usage) => usage.completion_tokens)).toEqual([0, 2, 4, 6, 6]);
  const groq = await chunksOf('groq');
  expect(usages(groq)).toEqual([]);
  expect(groq.at(-1)).toMatchObject({ x_groq: { usage: { completion_tokens: 6 } } });
  expect(usages(await chunksOf('none'))).toEqual([]);
});

test('a truncated stream has neither finish reason nor [DONE], and the SDK does not mind', async () => {
  const chunks = await chunksOf('truncated');
  expect(chunks.every(({ choices }) => choices[0]?.finish_reason === null)).toBe(true);
  expect(deltas(chunks, 'content')).toHaveLength(7);
});

test('comments and stamps are nothing to the SDK', async () => {
  expect(deltas(await chunksOf('comments'), 'content')).toHaveLength(7);
});

test('the served model may be another', async () => {
  expect((await chunksOf('served'))[0]?.model).toBe('another-model');
});

test('an event split within a character arrives whole, controls and markup included', async () => {
  expect(deltas(await chunksOf('split'), 'content')).toEqual([CAFE]);
});

test('an error frame and a refusal are what the SDK takes them for', async () => {
  await expect(chunksOf('error')).rejects.toThrow('went away');
  await expect(chunksOf('limited')).rejects.toMatchObject({ status: 429 });
});
