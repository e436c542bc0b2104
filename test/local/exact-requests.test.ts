import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KNOWN_PRESETS } from '../../bin/known-presets.ts';
import type { ExactRequest } from '../../lib/board/input.ts';
import { loadConfig } from '../../lib/config/load.ts';
import { APIS, COMMON_QUIRKS, type Target } from '../../lib/domain/target.ts';
import type { Workload } from '../../lib/domain/workload.ts';
import { exactRequests } from '../../lib/local/exact-requests.ts';
import { targetAt as simulatedAt, WORKLOAD } from '../race/racing.ts';

const targetAt: typeof simulatedAt = (id, baseUrl, more) => simulatedAt(id, baseUrl, { simulated: false, ...more });

const GROQ = 'https://api.groq.com/openai/v1';

async function requestOf(target: Target, workload: Partial<Workload> = {}): Promise<ExactRequest> {
  const config = { targets: [target], workloads: [{ ...WORKLOAD, ...workload }], regions: ['us-east-1', 'eu-west-1'] };
  const [request, ...rest] = await exactRequests(config);
  expect(rest).toEqual([]);
  if (request === undefined) throw new Error('no request');
  return request;
}

const AWS = Object.keys(process.env).filter((name) => name.startsWith('AWS_'));
const before = Object.fromEntries(AWS.map((name) => [name, process.env[name]]));
beforeEach(() => {
  for (const name of AWS) delete process.env[name];
});
afterEach(() => {
  for (const name of ['AWS_BEARER_TOKEN_BEDROCK', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])
    delete process.env[name];
  Object.assign(process.env, before);
});

describe('the exact request', () => {
  it('is what the SDK writes, with the name of the key in its place', async () => {
    const request = await requestOf(targetAt('groq/x', GROQ, { keyName: 'GROQ_API_KEY', model: 'm' }));
    expect(request).toMatchObject({ target: 'groq/x', workload: 'chat', method: 'POST' });
    expect(request.url).toBe(`${GROQ}/chat/completions`);
    expect(request.headers).toMatchObject({ authorization: 'Bearer $GROQ_API_KEY', 'accept-encoding': 'identity' });
    expect(JSON.parse(request.body)).toEqual({
      model: 'm',
      messages: [{ role: 'user', content: '[nonce] Say something.' }],
      max_tokens: 24,
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(request.body).toContain('\n  "model"');
  });

  it.each(APIS)('is there for %s, and bears no key', async (api) => {
    const request = await requestOf(
      targetAt('own/x', 'https://own.example.test/secret-path/v1', { api, keyName: 'THE_KEY' }),
    );
    const text = JSON.stringify(request);
    expect(text).toContain('$THE_KEY');
    expect(text).not.toMatch(/photofinishKeyMark|own\.example|secret-path/);
    expect(request.url).toMatch(/^<own endpoint>\/\w/);
    expect(request.body).toContain('[nonce] Say something.');
  });

  it.each([
    ['api-key', '$K'],
    ['x-goog-api-key', '$K'],
    ['authorization', 'Bearer $K'],
  ] as const)('keeps the header %s', async (keyHeader, value) => {
    const quirks = { ...COMMON_QUIRKS, keyHeader };
    const { headers } = await requestOf(targetAt('a/b', GROQ, { keyName: 'K', quirks }));
    expect(headers[keyHeader]).toBe(value);
  });

  it('shows of an address of its own only what the SDK adds', async () => {
    const quirks = { ...COMMON_QUIRKS, apiVersion: '2024-10-21' };
    const target = targetAt('az/x', 'https://my-company.openai.azure.com/openai/deployments/D', { quirks });
    const { url } = await requestOf(target);
    expect(url).toBe('<own endpoint>/chat/completions?api-version=2024-10-21');
  });

  it('says of the demo fleet that it is one', async () => {
    const target = targetAt('demo/x', 'https://demo-fleet.invalid/{region}/v1', { simulated: true, keyName: null });
    const request = await requestOf(target);
    expect(request.url).toBe('<demo fleet>/chat/completions');
    expect(JSON.stringify(request)).not.toContain('demo-fleet.invalid');
  });

  it('is that of the first region that races the target', async () => {
    const model = { 'eu-west-1': 'eu.model' };
    const request = await requestOf(
      targetAt('b/x', '', { api: 'bedrock-converse', baseUrl: null, keyName: null, model }),
    );
    expect(request.url).toBe('https://bedrock-runtime.eu-west-1.amazonaws.com/model/eu.model/converse-stream');
  });
});

describe('a request that AWS signs', () => {
  const bedrock = (more: Partial<Target> = {}) =>
    requestOf(targetAt('b/x', '', { api: 'bedrock-converse', baseUrl: null, keyName: null, ...more }));
  const signed = {
    authorization: 'AWS signature',
    'x-amz-date': 'AWS signature',
    'amz-sdk-invocation-id': 'AWS signature',
  };

  it('needs no credentials, and shows none', async () => {
    const request = await bedrock();
    expect(request.headers).toMatchObject(signed);
    expect(JSON.stringify(request)).not.toMatch(/AKID|AWS4|Signature=/);
  });

  it('shows none of those in the environment either', async () => {
    Object.assign(process.env, {
      AWS_BEARER_TOKEN_BEDROCK: 'bearer-of-the-account',
      AWS_ACCESS_KEY_ID: 'AKIDACCOUNT',
      AWS_SECRET_ACCESS_KEY: 'secret-of-the-account',
    });
    const request = await bedrock();
    expect(request.headers).toMatchObject(signed);
    expect(JSON.stringify(request)).not.toMatch(/of-the-account|AKIDACCOUNT/);
  });

  it('is the same each time', async () => {
    expect(await bedrock()).toEqual(await bedrock());
  });

  it('with a key of its own shows the name of that', async () => {
    const { headers } = await bedrock({ keyName: 'BEDROCK_KEY' });
    expect(headers.authorization).toBe('Bearer $BEDROCK_KEY');
  });
});

describe('what is long is cut in its middle:', () => {
  it('the filling of a prompt', async () => {
    const { body } = await requestOf(targetAt('a/b', GROQ), { inputTokens: 10_000, prompts: ['Sum it up: $& $1.'] });
    expect(body.length).toBeLessThan(600);
    expect(JSON.parse(body).messages[0].content).toMatch(
      /^\[nonce\] [a-z ]{40,60} … about 99\d\d tokens of filling …\n\nSum it up: \$& \$1\.$/,
    );
  });

  it('a prompt', async () => {
    const prompt = `BEGIN ${'🏁'.repeat(5_000)} END`;
    const { body } = await requestOf(targetAt('a/b', GROQ), { prompts: [prompt] });
    const { content } = JSON.parse(body).messages[0];
    expect(content).toMatch(/^\[nonce\] BEGIN .* … 3818 more characters … .* END$/u);
    expect(content.isWellFormed()).toBe(true);
  });

  it('all of it, at 4,000 characters', async () => {
    const extraBody = { tools: Array.from({ length: 500 }, (_, index) => ({ name: `tool-${index}` })) };
    const { body } = await requestOf(targetAt('a/b', GROQ, { quirks: { ...COMMON_QUIRKS, extraBody } }));
    expect(body.length).toBeLessThanOrEqual(4_000);
    expect(body).toMatch(/\n… \d+ more characters$/);
  });
});

describe('the exact requests of a config', () => {
  it('are there for every target of the shipped one, in every workload', async () => {
    const config = loadConfig('config/photofinish.yaml', { presets: KNOWN_PRESETS });
    const workloads = [WORKLOAD, { ...WORKLOAD, name: 'long' }];
    const requests = await exactRequests({ ...config, workloads });
    expect(requests.map(({ target, workload }) => `${target} ${workload}`)).toEqual(
      config.targets.flatMap(({ id }) => [`${id} chat`, `${id} long`]),
    );
    // all of them are of public providers
    expect(requests.filter(({ url }) => !url.startsWith('https://'))).toEqual([]);
  });

  it('leave out a target whose SDK refuses, and one that nobody races', async () => {
    const targets = [
      targetAt('a/broken', 'no address at all'),
      targetAt('a/nowhere', GROQ, { regions: ['sa-east-1'] }),
      targetAt('a/good', GROQ),
    ];
    const requests = await exactRequests({ targets, workloads: [WORKLOAD], regions: ['us-east-1'] });
    expect(requests.map(({ target }) => target)).toEqual(['a/good']);
  });
});
