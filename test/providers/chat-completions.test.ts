import { describe, expect, it } from 'vitest';
import { COMMON_QUIRKS, type Quirks } from '../../lib/domain/target.ts';
import { chatCompletions } from '../../lib/providers/chat-completions.ts';
import type { StreamEvent } from '../../lib/providers/dialect.ts';
import { askOf, eventsOf, requestOf } from './asking.ts';

const withQuirks = (quirks: Partial<Quirks>) => ({ quirks: { ...COMMON_QUIRKS, ...quirks } });
const request = (quirks: Partial<Quirks> = {}) => requestOf(chatCompletions, askOf({}, withQuirks(quirks)));

describe('what is asked', () => {
  it('is OpenAI’s chat request, streamed, with usage asked for', async () => {
    const { url, method, headers, json } = await request();
    expect(url.href).toBe('https://api.example.test/v1/chat/completions');
    expect(method).toBe('POST');
    expect(headers['content-type']).toBe('application/json');
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
    [
      'further stream options alone',
      { streamUsage: false, extraBody: { stream_options: { include_obfuscation: false } } },
      { stream_options: { include_obfuscation: false } },
    ],
    ['a stream, whatever the further fields say', { extraBody: { stream: false } }, { stream: true }],
  ])('%s', async (_name, quirks, expected) => {
    const { json } = await request(quirks);
    for (const [field, value] of Object.entries(expected)) expect(json[field]).toEqual(value);
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
    ['reasoning_text', delta({ reasoning_text: 'hm' }), [{ kind: 'token', of: 'reasoning', text: 'hm' }]],
    ['thinking', delta({ thinking: 'hm' }), [{ kind: 'token', of: 'reasoning', text: 'hm' }]],
    [
      'both names, counted once',
      delta({ reasoning: 'hm', reasoning_content: 'hm' }),
      [{ kind: 'token', of: 'reasoning', text: 'hm' }],
    ],
    [
      'reasoning_details',
      delta({
        reasoning_details: [
          { type: 'reasoning.text', text: 'h' },
          { type: 'reasoning.summary', summary: 'm' },
          { type: 'reasoning.encrypted', data: '8j1k' },
        ],
      }),
      [{ kind: 'token', of: 'reasoning', text: 'hm' }],
    ],
    ['null reasoning is no token', delta({ reasoning: null, reasoning_content: '', reasoning_details: [] }), []],
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
      'a custom tool’s call',
      delta({ tool_calls: [{ index: 0, custom: { name: 'f', input: 'x' } }] }),
      [{ kind: 'token', of: 'tool', text: 'fx' }],
    ],
    [
      'a call from before there were tools',
      delta({ function_call: { name: 'f', arguments: '{' } }),
      [{ kind: 'token', of: 'tool', text: 'f{' }],
    ],
    ['what is spoken', delta({ audio: { transcript: 'hi' } }), [{ kind: 'token', of: 'answer', text: 'hi' }]],
    [
      'thinking within the answer, as the model writes it',
      delta({ content: '<think>' }),
      [{ kind: 'token', of: 'answer', text: '<think>' }],
    ],
    [
      'the delta, and not the whole message beside it',
      { choices: [{ index: 0, delta: { content: 'hi' }, message: { content: 'oh hi' } }] },
      [{ kind: 'token', of: 'answer', text: 'hi' }],
    ],
    [
      'a finish reason',
      { choices: [{ index: 0, delta: {}, finish_reason: 'length' }] },
      [{ kind: 'finish', reason: 'length' }],
    ],
    ['a finish reason that is still to come', { choices: [{ index: 0, delta: {}, finish_reason: '' }] }, []],
    [
      'Azure’s verdict on the prompt',
      {
        choices: [],
        prompt_filter_results: [{ prompt_index: 0, content_filter_results: { hate: { filtered: false } } }],
      },
      [],
    ],
    [
      'Azure’s verdict on the answer',
      { choices: [{ index: 0, content_filter_results: { hate: { filtered: false } }, content_filter_offsets: {} }] },
      [],
    ],
    ['no choices at all', {}, []],
    ['choices of null', { choices: null }, []],
    [
      'a finish reason of error',
      { choices: [{ delta: {}, finish_reason: 'error' }] },
      [{ kind: 'error', message: 'finish_reason "error"', code: null }],
    ],
    [
      'a choice that says what broke',
      { choices: [{ delta: {}, finish_reason: 'error', error: { code: 502, message: 'no host left' } }] },
      [{ kind: 'error', message: 'no host left', code: 502 }],
    ],
    [
      'Groq’s error',
      { choices: [], x_groq: { error: 'over capacity' } },
      [{ kind: 'error', message: 'over capacity', code: null }],
    ],
    [
      'an error that is the whole chunk',
      { object: 'error', message: 'it broke', type: 'InternalServerError', code: 500 },
      [{ kind: 'error', message: 'it broke', code: 500 }],
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
        { kind: 'server-time', totalMs: 250 },
      ],
    ],
    [
      'usage, Moonshot’s way',
      { choices: [{ delta: {}, finish_reason: 'stop', usage: { prompt_tokens: 9, completion_tokens: 4 } }] },
      [{ kind: 'finish', reason: 'stop' }, usage({ inputTokens: 9, outputTokens: 4 })],
    ],
    [
      'usage, Perplexity’s way',
      { choices: [], usage: { prompt_tokens: 9, completion_tokens: 40, reasoning_tokens: 30 } },
      [usage({ inputTokens: 9, outputTokens: 40, reasoningTokens: 30 })],
    ],
    [
      'cached tokens, DeepSeek’s way',
      { choices: [], usage: { prompt_tokens: 9, completion_tokens: 4, prompt_cache_hit_tokens: 8 } },
      [usage({ inputTokens: 9, outputTokens: 4, cachedTokens: 8 })],
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
      [{ kind: 'identity', servedModel: 'm-2', serviceTier: 'flex' }],
    ],
    [
      'the build, and the host that a router chose',
      { system_fingerprint: 'fp_1', provider: 'Acme', choices: [] },
      [{ kind: 'identity', fingerprint: 'fp_1', servedBy: 'Acme' }],
    ],
    [
      'fields of other types than expected',
      {
        ...{ model: 7, service_tier: {}, usage: 'none', provider: null, x_groq: 'no', timings: [], perf_metrics: 3 },
        choices: [{ delta: { content: 5, reasoning: {}, tool_calls: ['f'], audio: 'a' }, finish_reason: 3 }, 'two'],
      },
      [],
    ],
    ['numbers that are none', { choices: [], usage: { prompt_tokens: 'many', completion_tokens: -1 } }, []],
  ])('%s', async (_name, fields, expected) => {
    expect(await read(fields)).toEqual(expected);
  });
});
