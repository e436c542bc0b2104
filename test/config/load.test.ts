import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigRefusedError } from '../../lib/config/errors.ts';
import { loadConfig, parseConfig } from '../../lib/config/load.ts';
import { APIS, baseUrlIn, COMMON_QUIRKS, modelIn } from '../../lib/domain/target.ts';
import { TEST_PRESETS } from './presets-for-tests.ts';

const folder = mkdtempSync(join(tmpdir(), 'photofinish-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (text: string) => parseConfig(text, { file: join(folder, 'c.yaml'), presets: TEST_PRESETS });
const first = <T>(list: readonly T[]): T => {
  if (list[0] === undefined) throw new Error('the list is empty');
  return list[0];
};

describe('the smallest config', () => {
  const config = read('targets: [{ id: a/b, provider: together, model: m }]');

  it('has a default for all else', () => {
    expect(config).toMatchObject({
      name: 'LLM API leaderboard',
      regions: ['us-east-1'],
      timeouts: { connectMs: 5_000, firstTokenMs: 20_000, stallMs: 10_000, totalMs: 60_000 },
      alarms: { regression: 'per-target', email: [] },
    });
    expect(config.workloads).toEqual([
      expect.objectContaining({ name: 'chat', everyMs: 300_000, gunDelayMs: 60_000, maxOutputTokens: 128 }),
    ]);
  });

  it('takes the target from its preset', () => {
    expect(config.targets).toEqual([
      {
        id: 'a/b',
        provider: 'together',
        providerLabel: 'Together AI',
        api: 'chat-completions',
        baseUrl: 'https://api.together.ai/v1',
        keyName: 'TOGETHER_API_KEY',
        model: 'm',
        latency: null,
        serviceTier: null,
        regions: null,
        quirks: first(TEST_PRESETS).quirks,
        alarms: { ttftMs: null, failureShare: null },
        simulated: false,
      },
    ]);
  });
});

describe('a target', () => {
  it('without a preset says it all', () => {
    const config = read(
      'targets: [{ id: home/qwen, api: chat-completions, baseUrl: "http://{region}.x:8/v1/", key: HOME_KEY, model: q, label: Home, alarms: { ttft: 1500ms, failures: 5% } }]',
    );
    const target = first(config.targets);
    expect(target).toMatchObject({ provider: 'home', providerLabel: 'Home', keyName: 'HOME_KEY' });
    expect(target.alarms).toEqual({ ttftMs: 1500, failureShare: 0.05 });
    expect(baseUrlIn(target, 'us-east-1')).toBe('http://us-east-1.x:8/v1');
  });

  it('lays its own quirks over those of the preset', () => {
    const config = read(
      'targets: [{ id: a/b, provider: openai, model: m, temperature: true, tokenCap: max_tokens, body: { seed: 7, stream_options: { x: 1 } } }]',
    );
    expect(first(config.targets).quirks).toMatchObject({
      temperature: true,
      tokenCap: 'max_tokens',
      extraBody: { seed: 7, stream_options: { include_obfuscation: false, x: 1 } },
    });
    expect(TEST_PRESETS[1]?.quirks.extraBody).toEqual({ stream_options: { include_obfuscation: false } });
  });

  it('may ask a preset for another dialect, with all that differs there', () => {
    const config = read(
      'targets: [{ id: a/b, provider: openai, api: responses, model: m }, { id: a/c, provider: openai, api: anthropic-messages, model: m }, { id: a/d, provider: openai, api: chat-completions, model: m }]',
    );
    expect(config.targets.map(({ api, baseUrl, quirks }) => [api, baseUrl, quirks.keyHeader])).toEqual([
      ['responses', 'https://api.together.ai/v1', null],
      ['anthropic-messages', 'https://api.openai.com/anthropic', 'authorization'],
      ['chat-completions', 'https://api.together.ai/v1', null],
    ]);
    expect(config.targets.map(({ quirks }) => quirks.temperature)).toEqual([false, false, false]);
  });

  it.each(APIS)('that no preset knows needs api, baseUrl, key and model only: %s', (api) => {
    const { targets } = read(
      `targets: [{ id: h/q, api: ${api}, baseUrl: "https://h.example.com/v1", key: K, model: q }]`,
    );
    expect(targets).toEqual([
      {
        ...{ id: 'h/q', provider: 'h', providerLabel: 'h', api, baseUrl: 'https://h.example.com/v1', keyName: 'K' },
        ...{ model: 'q', latency: null, serviceTier: null, regions: null, quirks: COMMON_QUIRKS, simulated: false },
        alarms: { ttftMs: null, failureShare: null },
      },
    ]);
  });

  it('may name a version, a header for its key and a service tier', () => {
    const config = read(
      'targets: [{ id: a/b, provider: azure, baseUrl: "https://r.openai.azure.com/openai/deployments/d", apiVersion: 2024-10-21, keyHeader: authorization, serviceTier: priority, model: d }]',
    );
    expect(first(config.targets)).toMatchObject({
      serviceTier: 'priority',
      quirks: { apiVersion: '2024-10-21', keyHeader: 'authorization' },
    });
  });

  it.each(['https://r.openai.azure.com/openai/v1', 'https://gateway.example.com/azure/v1'])(
    'of Azure needs no version at %s',
    (baseUrl) => {
      const { targets } = read(`targets: [{ id: a/b, provider: azure, baseUrl: "${baseUrl}", model: d }]`);
      expect(first(targets).quirks).toMatchObject({ apiVersion: null, keyHeader: 'api-key' });
    },
  );

  it('may have a model for each region', () => {
    const config = read(
      'regions: [us-east-1, eu-west-1, ap-northeast-1]\ntargets: [{ id: a/b, provider: bedrock, latency: optimized, regions: [us-east-1], model: { us-east-1: us.m, eu-west-1: eu.m } }]',
    );
    const target = first(config.targets);
    expect(target.latency).toBe('optimized');
    expect(config.regions.map((region) => modelIn(target, region))).toEqual(['us.m', null, null]);
  });

  it('of the demo is marked as a simulation', () => {
    expect(first(read('targets: [{ id: demo/x, provider: demo, model: x }]').targets).simulated).toBe(true);
  });

  it('does not fill in variables of the environment', () => {
    expect(first(read(`targets: [{ id: a/b, provider: together, model: "\${HOME}" }]`).targets).model).toBe(`\${HOME}`);
  });
});

describe('a workload', () => {
  const workload = (fields: string) =>
    first(read(`targets: [{ id: a/b, provider: together, model: m }]\nworkloads: { w: { ${fields} } }`).workloads);

  it.each([
    ['5 minutes', 300_000],
    ['90s', 90_000],
    ['1 hour', 3_600_000],
    ['2000ms', 2_000],
    ['1d', 86_400_000],
    ['1.5 h', 5_400_000],
  ])('reads the cadence %s', (text, everyMs) => {
    expect(workload(`every: ${text}, prompt: Hi`).everyMs).toBe(everyMs);
  });

  it('fires at once where rounds come too close for the usual delay', () => {
    expect(workload('every: 10 seconds, prompt: Hi').gunDelayMs).toBe(0);
    expect(workload('every: 2 minutes, prompt: Hi').gunDelayMs).toBe(60_000);
    expect(workload('every: 2 minutes, gun: immediate, prompt: Hi').gunDelayMs).toBe(0);
  });

  it('keeps the order of the file', () => {
    const config = read(
      'targets: [{ id: a/b, provider: together, model: m }]\nworkloads: { z: { prompt: a }, b: { prompt: a }, m: { prompt: a } }',
    );
    expect(config.workloads.map(({ name }) => name)).toEqual(['z', 'b', 'm']);
  });

  it('draws its prompts from a file beside the config', () => {
    writeFileSync(join(folder, 'p.jsonl'), '{"prompt": "one"}\n\n"two"\r\n');
    expect(workload('prompts: p.jsonl').prompts).toEqual(['one', 'two']);
  });

  it.each([
    ['empty', '', 'is empty'],
    ['not JSON', '{"prompt": "one"}\nplain text\n', 'line 2 holds no prompt'],
    ['of another form', '{"text": "one"}\n', 'line 1 holds no prompt'],
  ])('refuses a file of prompts that is %s', (_name, text, what) => {
    writeFileSync(join(folder, 'bad.jsonl'), text);
    expect(() => workload('prompts: bad.jsonl')).toThrow(what);
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['is not there', () => join(folder, 'none.yaml'), /none\.yaml:1:1 the file does not exist\. Check the name/],
    ['is a folder', () => folder, /:1:1 the file is a folder\. Name a file\./],
    [
      'is not UTF-8',
      () => written('latin.yaml', Buffer.from('name: ok\nx: caf\xe9\n', 'latin1')),
      /:2:1 the file is not UTF-8 text/,
    ],
    [
      'is too large',
      () => written('large.yaml', Buffer.alloc(1_000_001, '#')),
      /:1:1 the file is larger than 1,000 kB/,
    ],
  ])('because it %s is refused', (_name, path, message) => {
    const load = () => loadConfig(path(), { presets: TEST_PRESETS });
    expect(load).toThrow(ConfigRefusedError);
    expect(load).toThrow(message);
  });

  it('is read with a byte order mark', () => {
    const path = written('bom.yaml', Buffer.from('\uFEFFtargets: [{ id: a/b, provider: together, model: m }]'));
    expect(loadConfig(path, { presets: TEST_PRESETS }).targets).toHaveLength(1);
  });
});

function written(name: string, bytes: Buffer): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}
