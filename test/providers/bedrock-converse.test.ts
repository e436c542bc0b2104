import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bedrockConverse } from '../../lib/providers/bedrock-converse.ts';
import { askOf, requestOf } from './asking.ts';

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

  it('sends a Bedrock key as a bearer token', async () => {
    const { headers } = await bedrock({ key: 'bedrock-api-key' });
    expect(headers.authorization).toBe('Bearer bedrock-api-key');
  });

  it('goes to another address when the target has one', async () => {
    const { url } = await bedrock({ baseUrl: 'https://vpce.example.test' });
    expect(url.origin).toBe('https://vpce.example.test');
  });
});
