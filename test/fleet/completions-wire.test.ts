import OpenAI from 'openai';
import type { Completion } from 'openai/resources/completions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AnswerOptions, answerScript } from '../../lib/fleet/answer.ts';
import { errorAt } from '../../lib/fleet/faults.ts';
import { type Fleet, startFleet } from '../../lib/fleet/fleet.ts';
import type { Script } from '../../lib/fleet/script.ts';

const FAST: AnswerOptions = { firstTokenMs: 1, tokens: 6, pace: { intervalsMs: [0.5] }, finishReason: 'length' };
const SCRIPTS = {
  plain: answerScript(FAST),
  onFinish: answerScript({ ...FAST, usage: { placement: 'finish', promptTokens: 11 } }),
  none: answerScript({ ...FAST, usage: { placement: 'none' } }),
  comments: answerScript({ ...FAST, comments: [{ atMs: 0.5, text: 'keep-alive' }], stamps: true }),
  error: errorAt(answerScript({ ...FAST, firstTokenMs: 5 }), 6.2, 'server_error', 'sent was {key}'),
} as const satisfies Record<string, Script>;

let fleet: Fleet;
beforeAll(async () => {
  const providers = Object.entries(SCRIPTS).map(
    ([name, script]) => [name, { personality: 'script', script, api: 'completions' }] as const,
  );
  fleet = await startFleet({ tls: false, providers: Object.fromEntries(providers) });
});
afterAll(() => fleet.close());

async function chunksOf(name: keyof typeof SCRIPTS, base = 'us-east-1/v1'): Promise<Completion[]> {
  const client = new OpenAI({
    baseURL: `${fleet.targets[name]?.origin}/${base}`,
    apiKey: 'sk-test-key',
    maxRetries: 0,
  });
  const stream = await client.completions.create({ model: 'demo', prompt: 'Once upon a time', stream: true });
  const chunks: Completion[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

test('the SDK reads six words, the finish reason and usage at the end', async () => {
  const chunks = await chunksOf('plain');
  const texts = chunks.flatMap(({ choices }) => choices.map(({ text }) => text));
  expect(texts).toHaveLength(7);
  for (const text of texts.slice(0, 6)) expect(text).toMatch(/^ [a-z]+$/);
  expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('length');
  expect(chunks.at(-1)).toMatchObject({
    object: 'text_completion',
    model: 'demo',
    choices: [],
    usage: { prompt_tokens: 4, completion_tokens: 6 },
  });
});

test('usage may stand on the finish chunk, or nowhere', async () => {
  const last = (await chunksOf('onFinish')).at(-1);
  expect(last?.choices[0]?.finish_reason).toBe('length');
  expect(last?.usage).toMatchObject({ prompt_tokens: 11, completion_tokens: 6 });
  expect((await chunksOf('none')).every(({ usage }) => usage === undefined)).toBe(true);
});

test('comments and stamps are nothing to the SDK', async () => {
  expect(await chunksOf('comments')).toHaveLength(8);
});

test('an error frame is what the SDK takes it for, and echoes the key', async () => {
  await expect(chunksOf('error')).rejects.toThrow('sent was sk-test-key');
});

test('the path of an Azure deployment names the model', async () => {
  const [first] = await chunksOf('plain', 'openai/deployments/dep-1');
  expect(first?.model).toBe('dep-1');
});
