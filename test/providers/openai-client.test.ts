import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMON_QUIRKS, type Quirks, type Target } from '../../lib/domain/target.ts';
import { chatCompletions } from '../../lib/providers/chat-completions.ts';
import { completions } from '../../lib/providers/completions.ts';
import type { Ask, Dialect } from '../../lib/providers/dialect.ts';
import { toldErrorOf } from '../../lib/providers/openai-client.ts';
import { responses } from '../../lib/providers/responses.ts';
import { askOf, eventsOf, requestOf } from './asking.ts';

const ENVIRONMENT: Readonly<Record<string, string>> = {
  OPENAI_ORG_ID: 'mine-1',
  OPENAI_PROJECT_ID: 'mine-2',
  OPENAI_ADMIN_KEY: 'mine-3',
  OPENAI_API_KEY: 'mine-4',
  OPENAI_BASE_URL: 'https://mine-5.example.test/v1',
  OPENAI_CUSTOM_HEADERS: 'X-Own: mine-6\nAuthorization: Bearer mine-7',
};

describe.each<[Dialect, path: string]>([
  [chatCompletions, '/chat/completions'],
  [completions, '/completions'],
  [responses, '/responses'],
])('$api', (dialect, path) => {
  const request = (quirks: Partial<Quirks> = {}, ask: Partial<Ask> = {}, target: Partial<Target> = {}) =>
    requestOf(dialect, askOf(ask, { ...target, quirks: { ...COMMON_QUIRKS, ...quirks } }));

  it('is asked once, uncompressed, with the key as bearer', async () => {
    const { url, method, headers, json } = await request();
    expect([method, url.href]).toEqual(['POST', `https://api.example.test/v1${path}`]);
    expect(headers).toMatchObject({
      authorization: 'Bearer the-key',
      'accept-encoding': 'identity',
      'x-stainless-retry-count': '0',
    });
    expect(json).toMatchObject({ model: 'the-model', stream: true, temperature: 0 });
  });

  it('asks for a tier where one is wanted, and sends no temperature where it is refused', async () => {
    const { json } = await request({ temperature: false }, {}, { serviceTier: 'on_demand' });
    expect(json.service_tier).toBe('on_demand');
    expect(json).not.toHaveProperty('temperature');
  });

  it.each(['api-key', 'x-api-key', 'key'] as const)('carries the key bare in %s', async (keyHeader) => {
    const { headers } = await request({ keyHeader });
    expect(headers[keyHeader]).toBe('the-key');
    expect(headers).not.toHaveProperty('authorization');
  });

  it('carries no key where none is needed', async () => {
    const { headers } = await request({}, { key: null });
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).not.toHaveProperty('api-key');
  });

  it('speaks to an Azure deployment under its version', async () => {
    const baseUrl = 'https://mine.example.test/openai/deployments/dep-1';
    const { url, headers } = await request({ keyHeader: 'api-key', apiVersion: '2026-01-01' }, { baseUrl });
    expect(url.href).toBe(`${baseUrl}${path}?api-version=2026-01-01`);
    expect(headers['api-key']).toBe('the-key');
  });

  it('tells an error frame with its code, and nothing else', async () => {
    const frame = `data: ${JSON.stringify({ error: { message: 'it broke', type: 'server_error', code: null } })}\n\n`;
    const error: unknown = await eventsOf(dialect, askOf(), [Buffer.from(frame)]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(dialect.toldBy(error as Error)).toEqual({ message: 'it broke', code: 'server_error' });
    expect(dialect.toldBy(new Error('something of ours'))).toBeNull();
  });

  describe('where the environment speaks to OpenAI’s own SDK', () => {
    const before = new Map<string, string | undefined>();
    beforeEach(() => {
      for (const [name, value] of Object.entries(ENVIRONMENT)) {
        before.set(name, process.env[name]);
        process.env[name] = value;
      }
    });
    afterEach(() => {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    });

    it('takes nothing of it to other providers', async () => {
      const { url, headers } = await request();
      expect(JSON.stringify([url.href, headers])).not.toContain('mine-');
      expect(headers.authorization).toBe('Bearer the-key');
    });
  });
});

it.each<[string, unknown, object]>([
  ['a text', 'over capacity', { message: 'over capacity', code: null }],
  ['a code before a type', { message: 'no', code: 'quota', type: 'requests' }, { message: 'no', code: 'quota' }],
  [
    'a type where there is no code',
    { message: 'no', code: null, type: 'overloaded_error' },
    { code: 'overloaded_error' },
  ],
  ['a type that says nothing', { message: 'no', type: 'error' }, { message: 'no', code: null }],
  ['a number', { message: 'no', code: 502 }, { code: 502 }],
  ['a number written as text', { message: 'no', code: '429' }, { code: 429 }],
  ['a status', { message: 'no', status_code: 503 }, { code: 503 }],
  ['a message that is none', { message: { deep: 1 } }, { message: '{"deep":1}', code: null }],
  ['no message', { detail: 'x' }, { message: '{"detail":"x"}', code: null }],
  ['nothing', null, { message: 'null', code: null }],
])('an error as %s', (_name, error, expected) => {
  expect(toldErrorOf(error)).toMatchObject(expected);
});
