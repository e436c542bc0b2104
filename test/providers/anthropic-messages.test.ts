import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMON_QUIRKS, type Quirks } from '../../lib/domain/target.ts';
import { anthropicMessages } from '../../lib/providers/anthropic-messages.ts';
import type { Ask } from '../../lib/providers/dialect.ts';
import { ADDRESS, askOf, eventsOf, requestOf } from './asking.ts';

const anthropic = (ask: Partial<Ask> = {}, target = {}) => requestOf(anthropicMessages, askOf(ask, target));
const quirksOf = (quirks: Partial<Quirks>) => ({ quirks: { ...COMMON_QUIRKS, ...quirks } });

describe('the request', () => {
  it('is what the SDK writes, with the key in x-api-key', async () => {
    const { url, method, headers, json } = await anthropic();
    expect(method).toBe('POST');
    expect(url.href).toBe(`${ADDRESS}/messages`);
    expect(headers).toMatchObject({ 'x-api-key': 'the-key', 'accept-encoding': 'identity' });
    expect(headers['anthropic-version']).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(headers).not.toHaveProperty('authorization');
    expect(json).toEqual({
      model: 'the-model',
      max_tokens: 64,
      messages: [{ role: 'user', content: 'Hello.' }],
      stream: true,
      temperature: 0,
    });
  });

  it.each([
    ['https://api.example.test', 'https://api.example.test/v1/messages'],
    ['https://api.example.test/v1/', 'https://api.example.test/v1/messages'],
    ['https://api.example.test/anthropic/v1', 'https://api.example.test/anthropic/v1/messages'],
    ['https://api.example.test/anthropic', 'https://api.example.test/anthropic/v1/messages'],
    [null, 'https://api.anthropic.com/v1/messages'],
  ])('goes from %s to %s', async (baseUrl, address) => {
    expect((await anthropic({ baseUrl })).url.href).toBe(address);
  });

  it.each([
    ['authorization', { authorization: 'Bearer the-key' }],
    ['api-key', { 'api-key': 'the-key' }],
  ] as const)('may carry its key in %s', async (keyHeader, expected) => {
    const { headers } = await anthropic({}, quirksOf({ keyHeader }));
    expect(headers).toMatchObject(expected);
    expect(JSON.stringify(headers).split('the-key')).toHaveLength(2);
  });

  it('bears no key where there is none', async () => {
    const { headers } = await anthropic({ key: null });
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).not.toHaveProperty('x-api-key');
  });

  it('takes the quirks and the tier of the target', async () => {
    const quirks = { temperature: false, apiVersion: '2026-01-01', extraBody: { thinking: { type: 'adaptive' } } };
    const { url, json } = await anthropic({}, { ...quirksOf(quirks), serviceTier: 'standard_only' });
    expect(url.search).toBe('?api-version=2026-01-01');
    expect(json).toMatchObject({ thinking: { type: 'adaptive' }, service_tier: 'standard_only' });
    expect(json).not.toHaveProperty('temperature');
  });
});

describe('the environment', () => {
  const OWN = {
    ANTHROPIC_API_KEY: 'own-key',
    ANTHROPIC_AUTH_TOKEN: 'own-token',
    ANTHROPIC_BASE_URL: 'https://own.example.test',
    ANTHROPIC_CUSTOM_HEADERS: 'x-gateway: own-secret\nanthropic-version: 2000-01-01',
  };
  const before = { ...process.env };
  beforeEach(() => {
    Object.assign(process.env, OWN);
  });
  afterEach(() => {
    for (const name of Object.keys(OWN)) delete process.env[name];
    Object.assign(process.env, before);
  });

  it('is not read, and stays as it is', async () => {
    const { url, headers } = await anthropic({ baseUrl: null, key: null });
    expect(url.origin).toBe('https://api.anthropic.com');
    expect(JSON.stringify(headers)).not.toContain('own-');
    expect(headers['anthropic-version']).not.toBe('2000-01-01');
    expect(process.env).toMatchObject(OWN);
  });
});

const frame = (body: { readonly type: string; readonly [field: string]: unknown }) =>
  `event: ${body.type}\ndata: ${JSON.stringify(body)}\n\n`;
const delta = (body: object) => frame({ type: 'content_block_delta', index: 0, delta: body });
const block = (body: object) => frame({ type: 'content_block_start', index: 0, content_block: body });
const START_USAGE = {
  input_tokens: 5,
  cache_creation_input_tokens: 20,
  cache_read_input_tokens: 100,
  output_tokens: 1,
};
const start = (usage: object | null) => frame({ type: 'message_start', message: { model: 'served', usage } });
const end = (reason: string | null, usage?: object) =>
  frame({ type: 'message_delta', delta: { stop_reason: reason }, ...(usage ? { usage } : {}) });
const read = (...frames: readonly string[]) => eventsOf(anthropicMessages, askOf(), [Buffer.from(frames.join(''))]);
const token = (of: string, text: string) => ({ kind: 'token', of, text });

describe('the events', () => {
  it.each([
    ['an answer', delta({ type: 'text_delta', text: 'a' }), [token('answer', 'a')]],
    ['thinking', delta({ type: 'thinking_delta', thinking: 't' }), [token('reasoning', 't')]],
    ['tool input', delta({ type: 'input_json_delta', partial_json: '{"a' }), [token('tool', '{"a')]],
    ['the name of a tool', block({ type: 'tool_use', id: 'x', name: 'look', input: {} }), [token('tool', 'look')]],
    ['text that a block starts with', block({ type: 'text', text: 'a' }), [token('answer', 'a')]],
    ['a block’s empty start', block({ type: 'text', text: '' }), []],
    ['redacted thinking', block({ type: 'redacted_thinking', data: 'AAAA' }), []],
    ['a signature', delta({ type: 'signature_delta', signature: 'AAAA' }), []],
    ['a citation', delta({ type: 'citations_delta', citation: { cited_text: 'a' } }), []],
    ['a ping', frame({ type: 'ping' }), []],
    ['a comment', ': keep-alive\n\n', []],
    ['an event of a kind to come', frame({ type: 'message_pause' }), []],
    ['null', 'event: message_delta\ndata: null\n\n', []],
    ['a stop reason', end('refusal'), [{ kind: 'finish', reason: 'refusal' }]],
    ['no stop reason yet', end(null), []],
    ['the served model', start(null), [{ kind: 'identity', servedModel: 'served' }]],
  ])('%s', async (_, frames, expected) => {
    expect(await read(frames)).toEqual(expected);
  });

  it('takes each count as it was told last, and the cache’s share as part of the input', async () => {
    const usages = (
      await read(
        start(START_USAGE),
        end('end_turn', { input_tokens: null, output_tokens: 40, output_tokens_details: { thinking_tokens: 30 } }),
        end(null, { output_tokens: 41 }),
      )
    ).filter(({ kind }) => kind === 'usage');
    expect(usages).toEqual([
      usage({ outputTokens: null, reasoningTokens: null }),
      usage({ outputTokens: 40, reasoningTokens: 30 }),
      usage({ outputTokens: 41, reasoningTokens: 30 }),
    ]);
  });

  function usage(counts: object) {
    return { kind: 'usage', usage: { inputTokens: 125, cachedTokens: 100, ...counts } };
  }

  it.each([
    [{ service_tier: 'priority', speed: null }, 'priority'],
    [{ service_tier: 'standard', speed: 'fast' }, 'standard/fast'],
  ])('tells the tier that was served: %o', async (told, serviceTier) => {
    expect(await read(start({ ...START_USAGE, ...told }))).toContainEqual({ kind: 'identity', serviceTier });
  });

  it.each([
    ['{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}', 'overloaded_error', 'Overloaded'],
    ['{"error":{}}', null, '{"error":{}}'],
    ['{"error":{"type":7,"message":{"a":1}}}', null, '{"error":{"type":7,"message":{"a":1}}}'],
    ['gone', null, '"gone"'],
  ])('knows an error frame: %s', async (data, code, message) => {
    const error = await read(`event: error\ndata: ${data}\n\n`).catch((reason: unknown) => reason);
    expect(anthropicMessages.toldBy(error as Error)).toEqual({ code, message });
  });

  it('takes no other error for the server’s', () => {
    expect(anthropicMessages.toldBy(new SyntaxError('bad'))).toBeNull();
  });
});
