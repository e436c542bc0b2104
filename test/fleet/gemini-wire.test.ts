import { type GenerateContentResponse, GoogleGenAI } from '@google/genai/web';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerScript } from '../../lib/fleet/answer.ts';
import { errorAt, refusal } from '../../lib/fleet/faults.ts';
import { type Fleet, startFleet } from '../../lib/fleet/fleet.ts';

const FAST = { firstTokenMs: 5, tokens: 6, pace: { intervalsMs: [2] } } as const;
const ANSWER = answerScript({
  ...FAST,
  reasoningTokens: 2,
  finishReason: 'length',
  comments: [{ atMs: 1, text: 'keep-alive' }],
  stamps: true,
});
const SCRIPTS = {
  answer: ANSWER,
  onEvery: answerScript({ ...FAST, usage: { placement: 'every', cachedTokens: 2 } }),
  onFinish: answerScript({ ...FAST, usage: { placement: 'finish' } }),
  filtered: answerScript({ ...FAST, finishReason: 'content_filter', usage: { placement: 'none' } }),
  broken: errorAt(ANSWER, 8, 'UNAVAILABLE', 'went away'),
  limited: refusal({ status: 429, message: 'slow down' }),
};

let fleet: Fleet;
beforeAll(async () => {
  const providers = Object.entries(SCRIPTS).map(
    ([name, script]) => [name, { personality: 'script', script, api: 'gemini-generate-content' }] as const,
  );
  fleet = await startFleet({ tls: false, providers: Object.fromEntries(providers) });
});
afterAll(() => fleet.close());

async function chunksOf(name: keyof typeof SCRIPTS): Promise<GenerateContentResponse[]> {
  const httpOptions = { baseUrl: `${fleet.targets[name]?.origin}/us-east-1`, apiVersion: 'v1beta' };
  const client = new GoogleGenAI({ apiKey: 'test-key', httpOptions });
  const stream = await client.models.generateContentStream({ model: 'demo', contents: 'Tell me a story.' });
  const chunks: GenerateContentResponse[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

const partsOf = (chunks: readonly GenerateContentResponse[]) =>
  chunks.flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? []).filter(({ text }) => text);
const usages = (chunks: readonly GenerateContentResponse[]) =>
  chunks.flatMap(({ usageMetadata }) => usageMetadata ?? []);
const finishOf = (chunks: readonly GenerateContentResponse[]) =>
  chunks.flatMap(({ candidates }) => candidates?.[0]?.finishReason ?? []);

test('the SDK reads thoughts and words, and comments are nothing to it', async () => {
  const chunks = await chunksOf('answer');
  const parts = partsOf(chunks);
  expect(parts.map(({ thought }) => thought === true)).toEqual([true, true, false, false, false, false]);
  for (const { text } of parts) expect(text).toMatch(/^ [a-z]+$/);
  expect(chunks[0]).toMatchObject({ modelVersion: 'demo', responseId: 'answer-us-east-1-0' });
  expect(finishOf(chunks)).toEqual(['MAX_TOKENS']);
  expect(usages(chunks)).toMatchObject([{ promptTokenCount: 4, candidatesTokenCount: 4, thoughtsTokenCount: 2 }]);
});

test('usage may stand on every chunk, on the finish chunk, or nowhere', async () => {
  const onEvery = usages(await chunksOf('onEvery'));
  expect(onEvery.map(({ candidatesTokenCount }) => candidatesTokenCount)).toEqual([0, 1, 2, 3, 4, 5, 6, 6]);
  expect(onEvery.at(-1)?.cachedContentTokenCount).toBe(2);
  expect((await chunksOf('onFinish')).at(-1)?.usageMetadata?.candidatesTokenCount).toBe(6);
  const filtered = await chunksOf('filtered');
  expect(usages(filtered)).toEqual([]);
  expect(finishOf(filtered)).toEqual(['SAFETY']);
});

test('an error frame and a refusal are what the SDK takes them for', async () => {
  await expect(chunksOf('broken')).rejects.toMatchObject({ name: 'ApiError', status: 503 });
  await expect(chunksOf('limited')).rejects.toMatchObject({ name: 'ApiError', status: 429 });
});
