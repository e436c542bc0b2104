import { describe, expect, it } from 'vitest';
import { COMMON_QUIRKS } from '../../lib/domain/target.ts';
import type { StreamEvent } from '../../lib/providers/dialect.ts';
import { responses } from '../../lib/providers/responses.ts';
import { askOf, eventsOf, requestOf } from './asking.ts';

// the name of the event is left out on purpose: not every server sends it
const read = (event: object): Promise<StreamEvent[]> =>
  eventsOf(responses, askOf(), [Buffer.from(`data: ${JSON.stringify(event)}\n\n`)]);
const delta = (type: string, fields: object = { delta: 'hi' }) => ({ type: `response.${type}.delta`, ...fields });
const token = (of: string) => [{ kind: 'token', of, text: 'hi' }];

const USAGE = {
  input_tokens: 9,
  input_tokens_details: { cached_tokens: 8, cache_write_tokens: 0 },
  output_tokens: 40,
  output_tokens_details: { reasoning_tokens: 30 },
  total_tokens: 49,
};
const usage = { kind: 'usage', usage: { inputTokens: 9, outputTokens: 40, reasoningTokens: 30, cachedTokens: 8 } };

it('asks for a response that is streamed and not stored', async () => {
  const extraBody = { stream_options: { include_obfuscation: false }, reasoning: { effort: 'low' } };
  const target = { quirks: { ...COMMON_QUIRKS, tokenCap: 'max_completion_tokens', extraBody } as const };
  const { url, json } = await requestOf(responses, askOf({}, target));
  expect(url.pathname).toBe('/v1/responses');
  expect(json).toEqual({
    model: 'the-model',
    input: 'Hello.',
    max_output_tokens: 64,
    temperature: 0,
    store: false,
    stream: true,
    ...extraBody,
  });
});

describe('what is read', () => {
  it.each<[string, object, object[]]>([
    ['an answer token', delta('output_text'), token('answer')],
    ['reasoning', delta('reasoning_text'), token('reasoning')],
    ['a summary of reasoning', delta('reasoning_summary_text'), token('reasoning')],
    ['a refusal', delta('refusal'), token('refusal')],
    ['a call’s arguments', delta('function_call_arguments'), token('tool')],
    ['a custom tool’s input', delta('custom_tool_call_input'), token('tool')],
    ['a remote tool’s arguments', delta('mcp_call_arguments'), token('tool')],
    ['no text is no token', delta('output_text', { delta: '' }), []],
    ['sound is no token', delta('audio'), []],
    ['the whole text at its end is no token', { type: 'response.output_text.done', text: 'hi' }, []],
    ['an item that begins is no token', { type: 'response.output_item.added', item: { type: 'message' } }, []],
    ['waiting is no token', { type: 'response.queued', response: { status: 'queued' } }, []],
    [
      'the beginning, with the tier that was asked for',
      { type: 'response.created', response: { id: 'resp_1', model: 'm-2', service_tier: 'auto', usage: null } },
      [{ kind: 'identity', servedModel: 'm-2', requestId: 'resp_1' }],
    ],
    [
      'an end that is complete by name and cut short by status',
      { type: 'response.completed', response: { status: 'incomplete' } },
      [{ kind: 'finish', reason: 'incomplete' }],
    ],
    [
      'an end that is complete by name and failed by status',
      { type: 'response.completed', response: { status: 'failed' } },
      [{ kind: 'error', message: 'the response failed', code: null }],
    ],
    [
      'an end with the timings of llama.cpp',
      { type: 'response.completed', response: { status: 'completed' }, timings: { prompt_ms: 20, predicted_ms: 30 } },
      [
        { kind: 'finish', reason: 'stop' },
        { kind: 'server-time', totalMs: 50, firstTokenMs: 20 },
      ],
    ],
    [
      'the end',
      { type: 'response.completed', response: { id: 'resp_1', model: 'm-2', service_tier: 'default', usage: USAGE } },
      [
        { kind: 'identity', servedModel: 'm-2', requestId: 'resp_1' },
        { kind: 'finish', reason: 'stop' },
        { kind: 'identity', serviceTier: 'default' },
        usage,
      ],
    ],
    [
      'an end at the cap',
      { type: 'response.incomplete', response: { incomplete_details: { reason: 'max_output_tokens' }, usage: USAGE } },
      [{ kind: 'finish', reason: 'max_output_tokens' }, usage],
    ],
    [
      'an end without a word',
      { type: 'response.incomplete', response: {} },
      [{ kind: 'finish', reason: 'incomplete' }],
    ],
    [
      'a failure',
      { type: 'response.failed', response: { error: { code: 'rate_limit_exceeded', message: 'slow down' } } },
      [{ kind: 'error', message: 'slow down', code: 'rate_limit_exceeded' }],
    ],
    [
      'a failure without a word',
      { type: 'response.failed' },
      [{ kind: 'error', message: 'the response failed', code: null }],
    ],
    [
      'an error event',
      { type: 'error', code: 'server_error', message: 'it broke', param: null },
      [{ kind: 'error', message: 'it broke', code: 'server_error' }],
    ],
    [
      'fields of other types than expected',
      { type: 'response.completed', response: 'x', delta: 3 },
      [{ kind: 'finish', reason: 'stop' }],
    ],
    ['a type that is none', { type: 7, delta: 'hi' }, []],
  ])('%s', async (_name, event, expected) => {
    expect(await read(event)).toEqual(expected);
  });

  it('tells an error event by its name too', async () => {
    const data = JSON.stringify({ type: 'error', code: 'server_error', message: 'it broke', param: null });
    const reading = eventsOf(responses, askOf(), [Buffer.from(`event: error\ndata: ${data}\n\n`)]);
    const error: unknown = await reading.catch((thrown: unknown) => thrown);
    expect(responses.toldBy(error as Error)).toEqual({ message: 'it broke', code: 'server_error' });
  });
});
