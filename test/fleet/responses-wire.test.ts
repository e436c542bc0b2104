import OpenAI from 'openai';
import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AnswerOptions, answerScript } from '../../lib/fleet/answer.ts';
import { errorAt } from '../../lib/fleet/faults.ts';
import { type Fleet, startFleet } from '../../lib/fleet/fleet.ts';
import type { Script } from '../../lib/fleet/script.ts';

const FAST: AnswerOptions = { firstTokenMs: 1, tokens: 6, pace: { intervalsMs: [0.5] } };
const SCRIPTS = {
  plain: answerScript(FAST),
  capped: answerScript({ ...FAST, finishReason: 'length' }),
  filtered: answerScript({ ...FAST, finishReason: 'content_filter' }),
  reasoning: answerScript({ ...FAST, reasoningTokens: 4, usage: { promptTokens: 11, cachedTokens: 7 } }),
  none: answerScript({ ...FAST, usage: { placement: 'none' } }),
  truncated: answerScript({ ...FAST, finishReason: null }),
  comments: answerScript({ ...FAST, comments: [{ atMs: 0.5, text: 'keep-alive' }], stamps: true }),
  error: errorAt(answerScript({ ...FAST, firstTokenMs: 5 }), 6.2, 'server_error', 'sent was {key}'),
} as const satisfies Record<string, Script>;

let fleet: Fleet;
beforeAll(async () => {
  const providers = Object.entries(SCRIPTS).map(
    ([name, script]) => [name, { personality: 'script', script, api: 'responses' }] as const,
  );
  fleet = await startFleet({ tls: false, providers: Object.fromEntries(providers) });
});
afterAll(() => fleet.close());

async function eventsOf(name: keyof typeof SCRIPTS): Promise<ResponseStreamEvent[]> {
  const baseURL = `${fleet.targets[name]?.origin}/us-east-1/v1`;
  const client = new OpenAI({ baseURL, apiKey: 'sk-test-key', maxRetries: 0 });
  const stream = await client.responses.create({ model: 'demo', input: 'Tell me a story.', stream: true });
  const events: ResponseStreamEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

const types = (events: readonly ResponseStreamEvent[]): string[] => events.map(({ type }) => type);
const TEXT = 'response.output_text.delta';

test('the SDK reads the beginning, six words, and the end with usage', async () => {
  const events = await eventsOf('plain');
  expect(types(events)).toEqual([
    'response.created',
    'response.in_progress',
    'response.output_item.added',
    ...Array<string>(6).fill(TEXT),
    'response.completed',
  ]);
  for (const event of events) if (event.type === TEXT) expect(event.delta).toMatch(/^ [a-z]+$/);
  expect(events.map((event) => 'sequence_number' in event && event.sequence_number)).toEqual(
    events.map((_, index) => index),
  );
  expect(events.at(-1)).toMatchObject({
    response: { status: 'completed', model: 'demo', usage: { input_tokens: 4, output_tokens: 6 } },
  });
});

test.each([
  ['capped', 'max_output_tokens'],
  ['filtered', 'content_filter'],
] as const)('%s: an end before its time says why', async (name, reason) => {
  expect((await eventsOf(name)).at(-1)).toMatchObject({
    type: 'response.incomplete',
    response: { status: 'incomplete', incomplete_details: { reason } },
  });
});

test('reasoning is an item of its own, and is counted in usage', async () => {
  const events = await eventsOf('reasoning');
  const items = events.flatMap((event) => (event.type === 'response.output_item.added' ? event.item.type : []));
  expect(items).toEqual(['reasoning', 'message']);
  expect(types(events).filter((type) => type === 'response.reasoning_summary_text.delta')).toHaveLength(4);
  expect(events.at(-1)).toMatchObject({
    response: {
      usage: {
        ...{ input_tokens: 11, input_tokens_details: { cached_tokens: 7 } },
        ...{ output_tokens: 6, output_tokens_details: { reasoning_tokens: 4 } },
      },
    },
  });
});

test('there may be no usage, and no end', async () => {
  expect((await eventsOf('none')).at(-1)).toMatchObject({ type: 'response.completed', response: { usage: null } });
  expect(types(await eventsOf('truncated')).at(-1)).toBe(TEXT);
});

test('comments and stamps are nothing to the SDK', async () => {
  expect(types(await eventsOf('comments'))).toEqual(types(await eventsOf('plain')));
});

test('an error event is what the SDK takes it for, and echoes the key', async () => {
  await expect(eventsOf('error')).rejects.toThrow('sent was sk-test-key');
});
