import { createHash, createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bedrockEvent, bedrockFailure } from '../../lib/fleet/bedrock-wire.ts';
import { bedrockConverse } from '../../lib/providers/bedrock-converse.ts';
import type { WireRequest } from '../../lib/providers/dialect.ts';
import { askOf, eventsOf, requestOf } from './asking.ts';

const NAMES = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_BEARER_TOKEN_BEDROCK'] as const;
const bedrock = (ask = {}, target = {}) =>
  requestOf(bedrockConverse, askOf({ baseUrl: null, key: null, ...ask }, { api: 'bedrock-converse', ...target }));

describe('bedrock-converse', () => {
  const before = NAMES.map((name) => process.env[name]);
  beforeEach(() => {
    process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE';
    process.env.AWS_SECRET_ACCESS_KEY = 'not-a-real-secret';
    delete process.env.AWS_BEARER_TOKEN_BEDROCK;
  });
  afterEach(() => {
    NAMES.forEach((name, index) => {
      const value = before[index];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    });
  });

  it('knows the region’s address, and signs with the account’s credentials', async () => {
    const { url, headers, json } = await bedrock();
    expect(url.href).toBe('https://bedrock-runtime.eu-west-1.amazonaws.com/model/the-model/converse-stream');
    expect(headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/bedrock\//);
    expect(JSON.stringify(headers)).not.toContain('not-a-real-secret');
    expect(json).toEqual({
      messages: [{ role: 'user', content: [{ text: 'Hello.' }] }],
      inferenceConfig: { maxTokens: 64, temperature: 0 },
    });
  });

  it('asks for the latency class of the target', async () => {
    const { json } = await bedrock({}, { latency: 'optimized' });
    expect(json.performanceConfig).toEqual({ latency: 'optimized' });
  });

  it('asks for the service tier of the target', async () => {
    const { json } = await bedrock({}, { serviceTier: 'flex' });
    expect(json.serviceTier).toEqual({ type: 'flex' });
  });

  it.each(['eu.amazon.nova-pro-v1:0', 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc'])(
    'takes %s for a model, and signs that path',
    async (model) => {
      const request = await bedrock({ model });
      expect(request.url.pathname).toBe(`/model/${encodeURIComponent(model)}/converse-stream`);
      expect(request.headers.authorization).toContain(`Signature=${signatureOf(request, 'not-a-real-secret')}`);
    },
  );

  it.each([
    ['without credentials', {}],
    ['whatever the environment has', { AWS_BEARER_TOKEN_BEDROCK: 'own-key', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE' }],
  ])('sends a Bedrock key as a bearer token, %s', async (_, environment) => {
    delete process.env.AWS_ACCESS_KEY_ID;
    delete process.env.AWS_SECRET_ACCESS_KEY;
    Object.assign(process.env, environment);
    const { headers } = await bedrock({ key: 'bedrock-api-key' });
    expect(headers.authorization).toBe('Bearer bedrock-api-key');
    expect(JSON.stringify(headers)).not.toContain('own-key');
  });

  it('goes to another address when the target has one', async () => {
    const { url } = await bedrock({ baseUrl: 'https://vpce.example.test' });
    expect(url.origin).toBe('https://vpce.example.test');
  });
});

/** Signature Version 4, done the slow and plain way. */
function signatureOf({ url, method, headers, body }: WireRequest, secret: string): string {
  const authorization = headers.authorization ?? '';
  const [, scope = ''] = /Credential=[^/]+\/([^,]+)/.exec(authorization) ?? [];
  const [, names = ''] = /SignedHeaders=([^,]+)/.exec(authorization) ?? [];
  const head = names.split(';').map((name) => `${name}:${headers[name]?.trim()}\n`);
  // each part of the path once more encoded, as every service but S3 has it
  const path = url.pathname.split('/').map(encodeURIComponent).join('/');
  const request = [method, path, '', head.join(''), names, sha256(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(request)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((from, part) => hmac(from, part), `AWS4${secret}`);
  return hmac(key, text).toString('hex');
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

const read = (...frames: readonly Buffer[]) =>
  eventsOf(bedrockConverse, askOf({ baseUrl: null }), [Buffer.concat(frames)]);
const delta = (body: object) => bedrockEvent('contentBlockDelta', { contentBlockIndex: 0, delta: body });
const token = (of: string, text: string) => ({ kind: 'token', of, text });

describe('the events', () => {
  const toolStart = bedrockEvent('contentBlockStart', {
    contentBlockIndex: 0,
    start: { toolUse: { toolUseId: 'x', name: 'look' } },
  });

  it.each([
    ['an answer', delta({ text: 'a' }), [token('answer', 'a')]],
    ['empty text', delta({ text: '' }), []],
    ['reasoning', delta({ reasoningContent: { text: 'r' } }), [token('reasoning', 'r')]],
    ['redacted reasoning', delta({ reasoningContent: { redactedContent: 'AAAA' } }), []],
    ['a signature', delta({ reasoningContent: { signature: 'AAAA' } }), []],
    ['tool input', delta({ toolUse: { input: '{"a' } }), [token('tool', '{"a')]],
    ['the name of a tool', toolStart, [token('tool', 'look')]],
    ['an event of a kind to come', bedrockEvent('weather', { sun: true }), []],
    ['a delta of a kind to come', delta({ smell: 'roses' }), []],
    [
      'a stop reason',
      bedrockEvent('messageStop', { stopReason: 'guardrail_intervened' }),
      [{ kind: 'finish', reason: 'guardrail_intervened' }],
    ],
  ])('%s', async (_, frames, expected) => {
    expect(await read(frames)).toEqual(expected);
  });

  it('tells from the metadata what was used and what was served', async () => {
    const metadata = bedrockEvent('metadata', {
      usage: {
        inputTokens: 5,
        outputTokens: 7,
        totalTokens: 132,
        cacheReadInputTokens: 100,
        cacheWriteInputTokens: 20,
      },
      metrics: { latencyMs: 321 },
      serviceTier: { type: 'default' },
      performanceConfig: { latency: 'standard' },
    });
    expect(await read(metadata)).toEqual([
      { kind: 'usage', usage: { inputTokens: 125, outputTokens: 7, reasoningTokens: null, cachedTokens: 100 } },
      { kind: 'server-time', totalMs: 321 },
      { kind: 'identity', serviceTier: 'default/standard' },
    ]);
  });

  it.each([
    ['throttlingException', 'exception', 'ThrottlingException'],
    ['internalServerException', 'exception', 'InternalServerException'],
    ['modelStreamErrorException', 'exception', 'ModelStreamErrorException'],
    ['serviceUnavailableException', 'exception', 'ServiceUnavailableException'],
    ['validationException', 'exception', 'ValidationException'],
    ['weatherException', 'exception', 'weatherException'],
    ['InternalFailure', 'error', 'InternalFailure'],
  ] as const)('knows %s, told as %s', async (type, kind, code) => {
    const reason = await read(delta({ text: 'a' }), bedrockFailure(type, 'went away', kind)).catch((error) => error);
    const told = bedrockConverse.toldBy(reason);
    expect(told?.code).toBe(code);
    expect(told?.message).toContain('went away');
  });

  it('takes no other error for the server’s', async () => {
    const broken = Buffer.from(delta({ text: 'a' })).fill(0, 20, 30);
    const reason = await read(broken).catch((error) => error);
    expect(reason).toBeInstanceOf(Error);
    expect(bedrockConverse.toldBy(reason)).toBeNull();
  });

  it('reads the same of single bytes, with empty pieces between them', async () => {
    const frames = Buffer.concat([delta({ text: 'é' }), delta({ text: '🙂' }), bedrockEvent('messageStop', {})]);
    const pieces = Array.from(frames, (byte) => [Buffer.of(byte), Buffer.alloc(0)]).flat();
    expect(await eventsOf(bedrockConverse, askOf({ baseUrl: null }), pieces)).toEqual(await read(frames));
  });

  it('sets no memory aside for a frame longer than any answer', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const frames = [delta({ text: 'a' }), Buffer.of(0xff, 0xff), Buffer.of(0xff, 0xff, 0, 0)];
    await expect(eventsOf(bedrockConverse, askOf({ baseUrl: null }), frames)).rejects.toThrow('4294967295 bytes');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  });
});
