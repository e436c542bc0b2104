import Anthropic from '@anthropic-ai/sdk';
import type { RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages';
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
  usage: { promptTokens: 30, cachedTokens: 20 },
});
const SCRIPTS = {
  answer: ANSWER,
  silent: answerScript({ ...FAST, usage: { placement: 'none' } }),
  broken: errorAt(ANSWER, 8, 'overloaded_error', 'Overloaded'),
  limited: refusal({ status: 429, message: 'slow down', code: 'rate_limit_error' }),
};

let fleet: Fleet;
beforeAll(async () => {
  const providers = Object.entries(SCRIPTS).map(
    ([name, script]) => [name, { personality: 'script', script, api: 'anthropic-messages' }] as const,
  );
  fleet = await startFleet({ tls: false, providers: Object.fromEntries(providers) });
});
afterAll(() => fleet.close());

async function eventsOf(name: keyof typeof SCRIPTS): Promise<RawMessageStreamEvent[]> {
  const baseURL = `${fleet.targets[name]?.origin}/us-east-1`;
  const client = new Anthropic({ baseURL, apiKey: 'test-key', maxRetries: 0, logLevel: 'off' });
  const messages = [{ role: 'user' as const, content: 'Tell me a story.' }];
  const stream = await client.messages.create({ model: 'demo', max_tokens: 9, messages, stream: true });
  const events: RawMessageStreamEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

test('the SDK reads one block for each kind of text, and comments are nothing to it', async () => {
  const events = await eventsOf('answer');
  const block = (deltas: number) => [
    'content_block_start',
    ...Array.from({ length: deltas }, () => 'content_block_delta'),
    'content_block_stop',
  ];
  expect(events.map(({ type }) => type)).toEqual([
    'message_start',
    ...block(2),
    ...block(4),
    'message_delta',
    'message_stop',
  ]);
  expect(events[2]).toMatchObject({
    index: 0,
    delta: { type: 'thinking_delta', thinking: expect.stringMatching(/^ /) },
  });
  expect(events[6]).toMatchObject({ index: 1, delta: { type: 'text_delta', text: expect.stringMatching(/^ /) } });
});

test('usage stands in the start and, cumulative, with the stop reason', async () => {
  const events = await eventsOf('answer');
  expect(events[0]).toMatchObject({
    message: { model: 'demo', usage: { input_tokens: 10, cache_read_input_tokens: 20 } },
  });
  expect(events.at(-2)).toMatchObject({
    delta: { stop_reason: 'max_tokens' },
    usage: { output_tokens: 6, output_tokens_details: { thinking_tokens: 2 } },
  });
});

test('a provider may tell no usage', async () => {
  expect(JSON.stringify(await eventsOf('silent'))).not.toContain('usage');
});

test('an error frame and a refusal are what the SDK takes them for', async () => {
  await expect(eventsOf('broken')).rejects.toMatchObject({ type: 'overloaded_error', apiMessage: 'Overloaded' });
  await expect(eventsOf('limited')).rejects.toMatchObject({ status: 429, type: 'rate_limit_error' });
});
