import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { COMMON_QUIRKS, type Quirks } from '../../lib/domain/target.ts';
import type { Ask } from '../../lib/providers/dialect.ts';
import { geminiGenerateContent } from '../../lib/providers/gemini-generate-content.ts';
import { holdAtStartLine } from '../../lib/race/start-line.ts';
import { askOf, eventsOf, requestOf } from './asking.ts';

const ORIGIN = 'https://generativelanguage.example.test';
const gemini = (ask: Partial<Ask> = {}, target = {}) =>
  requestOf(geminiGenerateContent, askOf({ baseUrl: ORIGIN, ...ask }, target));
const quirksOf = (quirks: Partial<Quirks>) => ({ quirks: { ...COMMON_QUIRKS, ...quirks } });

describe('the request', () => {
  it('is what the SDK writes, with the key in x-goog-api-key', async () => {
    const { url, method, headers, json } = await gemini();
    expect(method).toBe('POST');
    expect(url.href).toBe(`${ORIGIN}/v1beta/models/the-model:streamGenerateContent?alt=sse`);
    expect(headers).toMatchObject({ 'x-goog-api-key': 'the-key', 'accept-encoding': 'identity' });
    expect(json).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'Hello.' }] }],
      generationConfig: { maxOutputTokens: 64, temperature: 0 },
    });
  });

  it.each([
    [`${ORIGIN}/`, '/v1beta/'],
    [`${ORIGIN}/v1beta`, '/v1beta/'],
    [`${ORIGIN}/v1beta/`, '/v1beta/'],
    [`${ORIGIN}/v1`, '/v1/'],
    [`${ORIGIN}/proxy/v1alpha`, '/proxy/v1alpha/'],
  ])('goes from %s to %s', async (baseUrl, path) => {
    expect((await gemini({ baseUrl })).url.pathname).toBe(`${path}models/the-model:streamGenerateContent`);
  });

  it('may carry its key elsewhere, and then only there', async () => {
    const { headers } = await gemini({}, quirksOf({ keyHeader: 'authorization' }));
    expect(headers.authorization).toBe('Bearer the-key');
    expect(headers).not.toHaveProperty('x-goog-api-key');
  });

  it('bears no key where there is none', async () => {
    const { headers } = await gemini({ key: null });
    expect(headers).not.toHaveProperty('x-goog-api-key');
    expect(headers).not.toHaveProperty('authorization');
  });

  it('takes the quirks and the tier of the target', async () => {
    const extraBody = { generationConfig: { thinkingConfig: { includeThoughts: true } } };
    const { json } = await gemini({}, { ...quirksOf({ temperature: false, extraBody }), serviceTier: 'flex' });
    expect(json).toMatchObject({ serviceTier: 'flex' });
    expect(json.generationConfig).toEqual({ maxOutputTokens: 64, thinkingConfig: { includeThoughts: true } });
  });
});

describe('the environment', () => {
  beforeEach(() => {
    vi.stubEnv('GEMINI_API_KEY', 'own-key');
    vi.stubEnv('GOOGLE_API_KEY', 'own-key');
    vi.stubEnv('GOOGLE_GENAI_USE_VERTEXAI', 'true');
    vi.stubEnv('GOOGLE_GEMINI_BASE_URL', 'https://own.example.test');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('is not read', async () => {
    const { url, headers } = await gemini({ baseUrl: null, key: null });
    expect(url.origin).toBe('https://generativelanguage.googleapis.com');
    expect(JSON.stringify(headers)).not.toContain('own-');
  });
});

const frame = (body: unknown) => `data: ${JSON.stringify(body)}\r\n\r\n`;
const parts = (...list: readonly unknown[]) => frame({ candidates: [{ content: { role: 'model', parts: list } }] });
const finish = (finishReason: string) => frame({ candidates: [{ content: {}, finishReason }] });
const blocked = (blockReason: string) => frame({ promptFeedback: { blockReason } });
const chunks = (...frames: readonly string[]) => [Buffer.from(frames.join(''))];
const read = (...frames: readonly string[]) => eventsOf(geminiGenerateContent, askOf(), chunks(...frames));
const token = (of: string, text: string) => ({ kind: 'token', of, text });

describe('the events', () => {
  it.each([
    ['an answer', parts({ text: 'a' }), [token('answer', 'a')]],
    ['thoughts', parts({ text: 't', thought: true }, { text: 'a' }), [token('reasoning', 't'), token('answer', 'a')]],
    ['a tool', parts({ functionCall: { name: 'look', args: { a: 1 } } }), [token('tool', 'look{"a":1}')]],
    ['a tool without arguments', parts({ functionCall: { name: 'look' } }), [token('tool', 'look{}')]],
    ['empty text', parts({ text: '' }), []],
    ['a signature alone', parts({ thoughtSignature: 'AAAA' }, null), []],
    ['a comment', ': keep-alive\r\n\r\n', []],
    ['no candidates', frame({ candidates: null }), []],
    ['candidates of another form', frame({ candidates: [null, { content: { parts: 7 } }] }), []],
    ['a finish reason', finish('MAX_TOKENS'), [{ kind: 'finish', reason: 'MAX_TOKENS' }]],
    ['a refused prompt', blocked('PROHIBITED_CONTENT'), [{ kind: 'finish', reason: 'PROHIBITED_CONTENT' }]],
    ['one refused for no told reason', blocked('OTHER'), [{ kind: 'finish', reason: 'content_filter' }]],
    ['the served model', frame({ modelVersion: 'served' }), [{ kind: 'identity', servedModel: 'served' }]],
    ['its id', frame({ responseId: 'r1' }), [{ kind: 'identity', requestId: 'r1' }]],
  ])('%s', async (_, frames, expected) => {
    expect(await read(frames)).toEqual(expected);
  });

  it('adds thoughts to the output, and keeps what a later chunk leaves out', async () => {
    const usages = await read(
      frame({ usageMetadata: { promptTokenCount: 9, cachedContentTokenCount: 4 } }),
      frame({ usageMetadata: { promptTokenCount: 9, thoughtsTokenCount: 30 } }),
      frame({ usageMetadata: { promptTokenCount: 9, thoughtsTokenCount: 30, candidatesTokenCount: 10 } }),
    );
    const usage = (outputTokens: number | null, reasoningTokens: number | null) => ({
      kind: 'usage',
      usage: { inputTokens: 9, outputTokens, reasoningTokens, cachedTokens: 4 },
    });
    expect(usages).toEqual([usage(null, null), usage(30, 30), usage(40, 30)]);
  });

  it('tells the tier that a header names', async () => {
    const held = await holdAtStartLine(geminiGenerateContent, askOf());
    const pieces = chunks(parts({ text: 'a' }));
    const pull = async () => pieces.shift() ?? null;
    const events: unknown[] = [];
    for await (const event of held.answer({ status: 200, headers: { 'x-gemini-service-tier': 'priority' }, pull })) {
      events.push(event);
    }
    expect(events).toEqual([{ kind: 'identity', serviceTier: 'priority' }, token('answer', 'a')]);
  });

  it.each(['serviceTier', 'trafficType'])('tells the tier that was served: %s', async (field) => {
    const events = await read(frame({ usageMetadata: { [field]: 'flex' } }));
    expect(events).toContainEqual({ kind: 'identity', serviceTier: 'flex' });
  });

  it('asks no second time, whatever the server offers', async () => {
    const events = await read(frame({ candidates: [{ finishReason: 'CONTINUATION', continuationToken: 'AAAA' }] }));
    expect(events).toEqual([{ kind: 'finish', reason: 'CONTINUATION' }]);
  });

  it.each([
    [
      { code: 503, status: 'UNAVAILABLE', message: 'busy' },
      { code: 'UNAVAILABLE', message: 'busy' },
    ],
    [
      { code: 429, message: 'slow down' },
      { code: 429, message: 'slow down' },
    ],
    [
      { code: 500, status: 'INTERNAL' },
      { code: 'INTERNAL', message: expect.stringContaining('INTERNAL') },
    ],
  ])('knows an error frame: %o', async (error, expected) => {
    const reason = await read(parts({ text: 'a' }), frame({ error })).catch((thrown: unknown) => thrown);
    expect(geminiGenerateContent.toldBy(reason as Error)).toEqual(expected);
  });

  it('takes no other error for the server’s', () => {
    expect(geminiGenerateContent.toldBy(new SyntaxError('bad'))).toBeNull();
  });

  it('gives up on bytes that never come to an event', async () => {
    const piece = Buffer.from('data: x\n'.repeat(2_048));
    const garbage = Array.from({ length: 200 }, () => piece);
    await expect(eventsOf(geminiGenerateContent, askOf(), garbage)).rejects.toThrow('more bytes than any event');
  });
});
