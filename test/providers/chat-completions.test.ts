import { afterEach, describe, expect, it } from 'vitest';
import { COMMON_QUIRKS, type Quirks } from '../../lib/domain/target.ts';
import { chatCompletions } from '../../lib/providers/chat-completions.ts';
import type { StreamEvent } from '../../lib/providers/dialect.ts';
import { askOf, eventsOf, requestOf } from './asking.ts';

const withQuirks = (quirks: Partial<Quirks>) => ({ quirks: { ...COMMON_QUIRKS, ...quirks } });
const request = (quirks: Partial<Quirks> = {}, ask = {}) => requestOf(chatCompletions, askOf(ask, withQuirks(quirks)));

describe('what is asked', () => {
  afterEach(() => {
    delete process.env.OPENAI_ORG_ID;
  });

  it('is OpenAI’s chat request, streamed, with usage asked for', async () => {
    const { url, method, headers, json } = await request();
    expect(url.href).toBe('https://api.example.test/v1/chat/completions');
    expect(method).toBe('POST');
    expect(headers).toMatchObject({
      authorization: 'Bearer the-key',
      'accept-encoding': 'identity',
      'content-type': 'application/json',
    });
    expect(headers['x-stainless-retry-count']).toBe('0');
    expect(json).toEqual({
      model: 'the-model',
      messages: [{ role: 'user', content: 'Hello.' }],
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 64,
      temperature: 0,
    });
  });

  it.each<[string, Partial<Quirks>, Record<string, unknown>]>([
    [
      'the cap by its other name',
      { tokenCap: 'max_completion_tokens' },
      { max_completion_tokens: 64, max_tokens: undefined },
    ],
    ['no temperature where it is refused', { temperature: false }, { temperature: undefined }],
    ['no stream options where they are refused', { streamUsage: false }, { stream_options: undefined }],
    ['further fields as they are', { extraBody: { reasoning_effort: 'low' } }, { reasoning_effort: 'low' }],
    [
      'further stream options beside ours',
      { extraBody: { stream_options: { include_obfuscation: false } } },
      { stream_options: { include_usage: true, include_obfuscation: false } },
    ],
  ])('%s', async (_name, quirks, expected) => {
    const { json } = await request(quirks);
    for (const [field, value] of Object.entries(expected)) expect(json[field]).toEqual(value);
  });

  it('carries the key bare where the provider wants it so', async () => {
    const { headers } = await request({ keyHeader: 'api-key' });
    expect(headers['api-key']).toBe('the-key');
    expect(headers.authorization).toBeUndefined();
  });

  it('carries no key where none is needed', async () => {
    const { headers } = await request({}, { key: null });
    expect(headers.authorization).toBeUndefined();
    expect(headers['api-key']).toBeUndefined();
  });

  it('takes nothing of OpenAI’s own from the environment to other providers', async () => {
    process.env.OPENAI_ORG_ID = 'org-of-mine';
    const { headers } = await request();
    expect(JSON.stringify(headers)).not.toContain('org-of-mine');
  });
});

const chunk = (fields: object) => Buffer.from(`data: ${JSON.stringify(fields)}\n\n`);
const delta = (fields: object) => ({ choices: [{ index: 0, delta: fields }] });
const read = (fields: object, quirks: Partial<Quirks> = {}): Promise<StreamEvent[]> =>
  eventsOf(chatCompletions, askOf({}, withQuirks(quirks)), [chunk(fields)]);
const usage = (fields: object) => ({
  kind: 'usage',
  usage: { inputTokens: null, outputTokens: null, reasoningTokens: null, cachedTokens: null, ...fields },
});

describe('what is read', () => {
  it.each<[string, object, object[]]>([
    ['an answer token', delta({ content: 'hi' }), [{ kind: 'token', of: 'answer', text: 'hi' }]],
    ['a role alone is no token', delta({ role: 'assistant', content: '' }), []],
    ['null content is no token', delta({ content: null }), []],
    ['reasoning', delta({ reasoning: 'hm' }), [{ kind: 'token', of: 'reasoning', text: 'hm' }]],
    ['reasoning_content', delta({ reasoning_content: 'hm' }), [{ kind: 'token', of: 'reasoning', text: 'hm' }]],
    [
      'both names, counted once',
      delta({ reasoning: 'hm', reasoning_content: 'hm' }),
      [{ kind: 'token', of: 'reasoning', text: 'hm' }],
    ],
    [
      'reasoning_details',
      delta({ reasoning_details: [{ text: 'h' }, { text: 'm' }] }),
      [{ kind: 'token', of: 'reasoning', text: 'hm' }],
    ],
    [
      'content in parts',
      delta({
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
          { type: 'text', text: 'hi' },
        ],
      }),
      [
        { kind: 'token', of: 'reasoning', text: 'hm' },
        { kind: 'token', of: 'answer', text: 'hi' },
      ],
    ],
    ['a refusal', delta({ refusal: 'no' }), [{ kind: 'token', of: 'refusal', text: 'no' }]],
    [
      'a tool call',
      delta({ tool_calls: [{ index: 0, function: { name: 'f', arguments: '{' } }] }),
      [{ kind: 'token', of: 'tool', text: 'f{' }],
    ],
    [
      'a finish reason',
      { choices: [{ index: 0, delta: {}, finish_reason: 'length' }] },
      [{ kind: 'finish', reason: 'length' }],
    ],
    ['no choices at all', { choices: [], prompt_filter_results: [] }, []],
    ['choices of null', { choices: null }, []],
    [
      'a finish reason of error',
      { choices: [{ delta: {}, finish_reason: 'error' }] },
      [{ kind: 'error', message: 'finish_reason "error"' }],
    ],
    [
      'usage',
      { choices: [], usage: { prompt_tokens: 9, completion_tokens: 4 } },
      [usage({ inputTokens: 9, outputTokens: 4 })],
    ],
    ['usage of null', { choices: [], usage: null }, []],
    [
      'usage, Groq’s way, with its time',
      { choices: [], x_groq: { id: 'req_1', usage: { prompt_tokens: 9, completion_tokens: 4, total_time: 0.25 } } },
      [
        { kind: 'identity', requestId: 'req_1' },
        usage({ inputTokens: 9, outputTokens: 4 }),
        { kind: 'server-time', ms: 250 },
      ],
    ],
    [
      'cached and reasoning tokens',
      {
        choices: [],
        usage: {
          ...{ prompt_tokens: 9, completion_tokens: 40 },
          ...{ completion_tokens_details: { reasoning_tokens: 30 }, prompt_tokens_details: { cached_tokens: 8 } },
        },
      },
      [usage({ inputTokens: 9, outputTokens: 40, reasoningTokens: 30, cachedTokens: 8 })],
    ],
    [
      'a part that is larger than its whole: reasoning was left out',
      {
        choices: [],
        usage: { prompt_tokens: 9, completion_tokens: 4, completion_tokens_details: { reasoning_tokens: 30 } },
      },
      [usage({ inputTokens: 9, outputTokens: 34, reasoningTokens: 30 })],
    ],
    [
      'who served it',
      { model: 'm-2', service_tier: 'flex', choices: [] },
      [
        { kind: 'identity', servedModel: 'm-2' },
        { kind: 'identity', serviceTier: 'flex' },
      ],
    ],
    ['numbers that are none', { choices: [], usage: { prompt_tokens: 'many', completion_tokens: -1 } }, []],
  ])('%s', async (_name, fields, expected) => {
    expect(await read(fields)).toEqual(expected);
  });

  it('adds reasoning where the preset says that it is left out', async () => {
    const fields = {
      choices: [],
      usage: { completion_tokens: 40, completion_tokens_details: { reasoning_tokens: 30 } },
    };
    expect(await read(fields, { usageExcludesReasoning: true })).toEqual([
      usage({ outputTokens: 70, reasoningTokens: 30 }),
    ]);
  });

  it('throws an error frame as an error that was told', async () => {
    const failing = read({ error: { message: 'it broke', code: 'server_error' } });
    await expect(failing).rejects.toThrow();
    const error = await failing.catch((thrown: Error) => thrown);
    expect(error instanceof Error && chatCompletions.toldBy(error)).toContain('it broke');
  });
});
