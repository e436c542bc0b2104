import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigRefusedError } from '../../lib/config/errors.ts';
import { parseConfig } from '../../lib/config/load.ts';
import { TEST_PRESETS } from './presets-for-tests.ts';

const TARGET = '{ id: a/b, provider: together, model: m }';
const OK = `targets: [${TARGET}]`;

function refusalsOf(text: string): ConfigRefusedError {
  try {
    parseConfig(text, { file: 'c.yaml', presets: TEST_PRESETS });
  } catch (error) {
    if (error instanceof ConfigRefusedError) return error;
    throw error;
  }
  throw new Error('the text was not refused');
}

const target = (fields: string) => `targets:\n  - id: a/b\n    provider: together\n    model: m\n${fields}`;
const own = (fields: string) => `targets:\n  - id: home/qwen\n    model: m\n${fields}`;
const openai = (fields: string) => `targets:\n  - id: a/b\n    provider: openai\n    model: m\n${fields}`;
const azure = (fields: string) => `targets:\n  - id: a/b\n    provider: azure\n    model: m\n${fields}`;
const chat = (fields: string) => `${OK}\nworkloads:\n  chat:\n    prompt: Hello.\n${fields}`;

// name, text, line, column, the field, a part of what is wrong, a part of what would be right
const TABLE: readonly (readonly [string, string, number, number, string, string, string])[] = [
  ['an empty file', '', 1, 1, '', 'is empty', 'at least a target'],
  ['comments only', '# nothing\n', 1, 1, '', 'is empty', 'at least a target'],
  ['a list', '- a\n', 1, 1, '', 'is a list', 'name, regions, workloads and targets'],
  ['no targets', 'name: x\n', 1, 1, 'targets', 'is missing', 'a list of targets'],
  ['empty targets', 'name: x\ntargets: []\n', 2, 10, 'targets', 'is a list', 'a list of targets'],
  ['targets left blank', 'name: x\ntargets:\n', 2, 1, 'targets', 'is empty', 'a list of targets'],
  ['unknown field', `${OK}\nregion: x`, 2, 1, 'region', 'is not a known field', 'Did you mean "regions"?'],
  ['misspelt field', target('    modle: x'), 5, 5, 'targets[0].modle', 'is not a known field', '"model"'],
  ['another tool’s field', target('    api_key: x'), 5, 5, 'targets[0].api_key', 'is not a known field', 'the NAME of'],
  [
    'a field like no other',
    target('    zebra: 1'),
    5,
    5,
    'targets[0].zebra',
    'not a known field',
    'id, provider, label',
  ],
  ['merge key', target('    <<: { label: x }'), 5, 5, 'targets[0].<<', 'not a known field', 'Merge keys'],
  ['prototype key', `${OK}\n__proto__: { a: 1 }`, 2, 1, '__proto__', 'is not a known field', 'The fields here are'],
  ['double field', `${OK}\nname: a\nname: b`, 3, 1, 'name', 'stands twice', 'Keep one'],
  [
    'double id',
    `targets:\n  - ${TARGET}\n  - ${TARGET}`,
    3,
    11,
    'targets[1].id',
    'as of targets[0]',
    'an id of its own',
  ],
  [
    'unknown preset',
    'targets: [{ id: a/b, provider: togehter, model: m }]',
    1,
    32,
    'targets[0].provider',
    'no preset',
    '"together"',
  ],
  [
    'strange preset',
    'targets: [{ id: a/b, provider: zebra, model: m }]',
    1,
    32,
    'targets[0].provider',
    'no preset',
    'are together, openai',
  ],
  [
    'preset named like a method',
    'targets: [{ id: a/b, provider: toString, model: m }]',
    1,
    32,
    'targets[0].provider',
    'no preset',
    'are together',
  ],
  ['no model', 'targets:\n  - id: a/b\n    provider: together', 2, 5, 'targets[0].model', 'is missing', 'the model id'],
  [
    'model as a number',
    'targets: [{ id: a/b, provider: together, model: 4 }]',
    1,
    49,
    'targets[0].model',
    'is 4',
    'the model id',
  ],
  [
    'blank in a model',
    'targets: [{ id: a/b, provider: together, model: a b }]',
    1,
    49,
    'targets[0].model',
    'is "a b"',
    'the model id',
  ],
  ['no id', 'targets: [{ provider: together, model: m }]', 1, 11, 'targets[0].id', 'is missing', 'provider/name'],
  [
    'id without a slash',
    'targets: [{ id: ab, provider: together, model: m }]',
    1,
    17,
    'targets[0].id',
    'is "ab"',
    'provider/name',
  ],
  [
    'id with two underscores',
    'targets: [{ id: a/b__c, provider: together, model: m }]',
    1,
    17,
    'targets[0].id',
    'is "a/b__c"',
    'single underscores',
  ],
  ['no preset, no api', own('    baseUrl: http://x/v1'), 2, 5, 'targets[0].api', 'is missing', 'api: chat-completions'],
  [
    'no preset, no address',
    own('    api: chat-completions'),
    2,
    5,
    'targets[0].baseUrl',
    'is missing',
    'http://127.0.0.1:8000/v1',
  ],
  [
    'preset without an address',
    'targets: [{ id: a/b, provider: azure, model: m }]',
    1,
    11,
    'targets[0].baseUrl',
    'is missing',
    'write yours',
  ],
  [
    'another api than the preset’s',
    target('    api: bedrock-converse'),
    5,
    10,
    'targets[0].api',
    'is bedrock-converse',
    'leave this field out',
  ],
  ['unknown api', own('    api: soap'), 4, 10, 'targets[0].api', 'is "soap"', 'one of chat-completions, completions'],
  [
    'a dialect that the preset does not speak',
    openai('    api: bedrock-converse'),
    5,
    10,
    'targets[0].api',
    'is bedrock-converse',
    'speaks chat-completions, responses, anthropic-messages: write one of them',
  ],
  [
    'a cap’s name where there is one only',
    openai('    api: responses\n    tokenCap: max_tokens'),
    6,
    15,
    'targets[0].tokenCap',
    'is max_tokens',
    'Only chat-completions',
  ],
  [
    'a header where none is chosen',
    'targets: [{ id: a/b, provider: bedrock, model: m, keyHeader: api-key }]',
    1,
    62,
    'targets[0].keyHeader',
    'is api-key',
    'always a bearer token',
  ],
  ['an unknown header', target('    keyHeader: x-key'), 5, 16, 'targets[0].keyHeader', 'is "x-key"', 'x-goog-api-key'],
  [
    'a version where there is no place for one',
    own('    api: gemini-generate-content\n    baseUrl: https://x\n    apiVersion: 2024-10-21'),
    6,
    17,
    'targets[0].apiVersion',
    'is 2024-10-21',
    'leave it out',
  ],
  ['a strange version', target('    apiVersion: newest'), 5, 17, 'targets[0].apiVersion', 'is "newest"', '2024-10-21'],
  ['a tier of two words', target('    serviceTier: very fast'), 5, 18, 'targets[0].serviceTier', '"very fast"', 'flex'],
  [
    'an address of a deployment without a version',
    azure('    baseUrl: https://r.openai.azure.com/openai/deployments/d'),
    2,
    5,
    'targets[0].apiVersion',
    'is missing',
    'apiVersion: 2024-10-21',
  ],
  [
    'the same without the preset',
    own('    api: chat-completions\n    baseUrl: https://gateway.example.com/openai/deployments/d'),
    2,
    5,
    'targets[0].apiVersion',
    'is missing',
    'apiVersion: 2024-10-21',
  ],
  [
    'an address of the version with a date',
    azure('    baseUrl: https://r.openai.azure.com/openai/v1\n    apiVersion: 2024-10-21'),
    6,
    17,
    'targets[0].apiVersion',
    'is 2024-10-21',
    'no dated versions',
  ],
  [
    'an address of the resource only',
    azure('    baseUrl: https://r.openai.azure.com/'),
    5,
    14,
    'targets[0].baseUrl',
    'names no version and no deployment',
    '/openai/v1',
  ],
  [
    'responses of a deployment',
    azure('    baseUrl: https://r.openai.azure.com/openai/deployments/d\n    apiVersion: preview\n    api: responses'),
    5,
    14,
    'targets[0].baseUrl',
    'which has no responses',
    '/openai/v1',
  ],
  [
    'the whole address of Azure as it is copied',
    azure('    baseUrl: https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21'),
    5,
    14,
    'targets[0].baseUrl',
    'not an address',
    'the deployment (/openai/deployments/NAME), and apiVersion: 2024-10-21 beside it',
  ],
  [
    'the whole address of Gemini as it is copied',
    own('    api: gemini-generate-content\n    baseUrl: https://x/v1beta/models/m:streamGenerateContent'),
    5,
    14,
    'targets[0].baseUrl',
    'not an address',
    'only up to the version',
  ],
  ['latency elsewhere', target('    latency: optimized'), 5, 14, 'targets[0].latency', 'is optimized', 'Only Bedrock'],
  [
    'address of a file',
    own('    api: chat-completions\n    baseUrl: ftp://x/v1'),
    5,
    14,
    'targets[0].baseUrl',
    'not an address',
    'https:// or http://',
  ],
  [
    'address with a password',
    own('    api: chat-completions\n    baseUrl: https://u:hunter2@x/v1'),
    5,
    14,
    'targets[0].baseUrl',
    'not an address',
    'Take the user name',
  ],
  [
    'address with a query',
    own('    api: chat-completions\n    baseUrl: https://x/v1?k=hunter2'),
    5,
    14,
    'targets[0].baseUrl',
    'not an address',
    'begins with "?"',
  ],
  [
    'address of the request',
    own('    api: chat-completions\n    baseUrl: https://x/v1/chat/completions'),
    5,
    14,
    'targets[0].baseUrl',
    'not an address',
    'only up to the version',
  ],
  [
    'address with another blank',
    own('    api: chat-completions\n    baseUrl: https://{host}/v1'),
    5,
    14,
    'targets[0].baseUrl',
    'not an address',
    'Only {region}',
  ],
  [
    'a key in place of its name',
    target('    key: hunter2'),
    5,
    10,
    'targets[0].key',
    'is not the name of a variable',
    'the NAME of an environment variable',
  ],
  [
    'an AWS key in place of its name',
    target('    key: AKIAIOSFODNN7HUNTER2'),
    5,
    10,
    'targets[0].key',
    'is not the name',
    'put the key itself into .env',
  ],
  ['bad region', `${OK}\nregions: [us-esat-1]`, 2, 11, 'regions[0]', 'is "us-esat-1"', 'us-east-1'],
  ['region twice', `${OK}\nregions: [us-east-1, us-east-1]`, 2, 22, 'regions[1]', 'again', 'once'],
  ['no regions', `${OK}\nregions: []`, 2, 10, 'regions', 'is a list', 'a list of AWS regions'],
  [
    'target in a foreign region',
    target('    regions: [eu-west-1]'),
    5,
    15,
    'targets[0].regions[0]',
    'does not race from',
    'Its regions are us-east-1',
  ],
  [
    'model in a foreign region',
    'targets:\n  - id: a/b\n    provider: bedrock\n    model: { eu-west-1: m }',
    4,
    14,
    'targets[0].model.eu-west-1',
    'does not race from',
    'Its regions are us-east-1',
  ],
  [
    'model in no such region',
    'targets:\n  - id: a/b\n    provider: bedrock\n    model: { nowhere: m }',
    4,
    14,
    'targets[0].model.nowhere',
    'is not a valid name',
    'an AWS region',
  ],
  [
    'no model for a region',
    'regions: [us-east-1, eu-west-1]\ntargets:\n  - id: a/b\n    provider: bedrock\n    model: { eu-west-1: m }\n    regions: [us-east-1]',
    5,
    12,
    'targets[0].model',
    'has no id for us-east-1',
    'Add one',
  ],
  ['bare number of seconds', `${OK}\ntimeouts: { total: 60 }`, 2, 20, 'timeouts.total', 'is 60', 'with its unit: 5s'],
  ['number as text', chat('    every: "60"'), 5, 12, 'workloads.chat.every', 'is "60"', '30s, 5 minutes, 1 hour'],
  ['unknown unit', chat('    every: 60 parsecs'), 5, 12, 'workloads.chat.every', 'is "60 parsecs"', '5 minutes'],
  ['too often', chat('    every: 500ms'), 5, 12, 'workloads.chat.every', 'is "500ms"', 'from 1 second to 1 day'],
  ['half a second', chat('    every: 1.5s'), 5, 12, 'workloads.chat.every', 'is "1.5s"', 'whole number of seconds'],
  [
    'gun after the next round',
    chat('    every: 30s\n    gun: 30s'),
    6,
    10,
    'workloads.chat.gun',
    'every 30 seconds',
    'immediate',
  ],
  ['gun at noon', chat('    gun: noon'), 5, 10, 'workloads.chat.gun', 'is "noon"', 'Write immediate'],
  [
    'no prompt',
    `${OK}\nworkloads:\n  chat:\n    every: 60s`,
    4,
    5,
    'workloads.chat.prompt',
    'is missing',
    'Write a prompt',
  ],
  ['two kinds of prompt', chat('    prompts: x.jsonl'), 5, 14, 'workloads.chat.prompts', 'beside prompt', 'Keep one'],
  [
    'empty prompt',
    `${OK}\nworkloads: { chat: { prompt: " " } }`,
    2,
    30,
    'workloads.chat.prompt',
    'is empty',
    'as text',
  ],
  [
    'missing file of prompts',
    `${OK}\nworkloads: { chat: { prompts: no.jsonl } }`,
    2,
    31,
    'workloads.chat.prompts',
    'does not exist',
    'Check the name',
  ],
  [
    'workload with a blank',
    `${OK}\nworkloads: { Long Context: { prompt: a } }`,
    2,
    14,
    'workloads.Long Context',
    'not a valid name',
    'long-context',
  ],
  ['no workloads', `${OK}\nworkloads: {}`, 2, 12, 'workloads', 'is empty', 'at least one'],
  ['workload left blank', `${OK}\nworkloads:\n  chat:`, 3, 3, 'workloads.chat', 'is empty', 'at least a prompt'],
  [
    'part of a token',
    chat('    maxOutputTokens: 1.5'),
    5,
    22,
    'workloads.chat.maxOutputTokens',
    'is 1.5',
    'whole number',
  ],
  ['too hot', chat('    temperature: 3'), 5, 18, 'workloads.chat.temperature', 'is 3', 'from 0 to 2'],
  [
    'total under first token',
    `${OK}\ntimeouts: { firstToken: 20s, total: 10s }`,
    2,
    37,
    'timeouts.total',
    'less than firstToken',
    'at least as long',
  ],
  [
    'share above all',
    target('    alarms: { failures: 500% }'),
    5,
    25,
    'targets[0].alarms.failures',
    'is "500%"',
    'up to 100%',
  ],
  [
    'share without its sign',
    target('    alarms: { failures: 5 }'),
    5,
    25,
    'targets[0].alarms.failures',
    'is 5',
    'with its sign',
  ],
  ['bad mail address', `${OK}\nalarms: { email: [ops] }`, 2, 19, 'alarms.email[0]', 'is "ops"', 'ops@example.com'],
  [
    'a field of ours in body',
    target('    body: { stream: false }'),
    5,
    13,
    'targets[0].body.stream',
    'sends itself',
    'leave it out',
  ],
  [
    'a tier in body',
    target('    body: { service_tier: flex }'),
    5,
    13,
    'targets[0].body.service_tier',
    'sends itself',
    'Write serviceTier',
  ],
  [
    'a field of ours within a field of body',
    target('    body: { generationConfig: { topK: 1, maxOutputTokens: 9 } }'),
    5,
    42,
    'targets[0].body.generationConfig.maxOutputTokens',
    'sends itself',
    'maxOutputTokens in the workload',
  ],
  [
    'latency in the body of Bedrock',
    'targets: [{ id: a/b, provider: bedrock, model: m, body: { performanceConfig: { latency: optimized } } }]',
    1,
    59,
    'targets[0].body.performanceConfig',
    'sends itself',
    'Write latency',
  ],
  ['not a number in body', target('    body: { a: { b: .nan } }'), 5, 21, 'targets[0].body.a.b', 'is NaN', 'a number'],
  ['tab', 'targets:\n\t- a', 2, 1, '', 'with a tab', 'spaces only'],
  ['unclosed list', 'targets: [\n', 2, 1, '', 'not valid YAML here', 'a space after the colon'],
  ['two documents', `${OK}\n---\na: 1`, 2, 1, '', 'more than one', '"---"'],
  ['tag', `name: !!binary aGVs\n${OK}`, 1, 7, '', 'a YAML tag', 'in quotes'],
  ['alias of nothing', `name: *nobody\n${OK}`, 1, 7, '*nobody', 'alias of nothing', 'in quotes'],
  ['alias of itself', `${target('    body: &b { x: *b }')}`, 5, 19, '*b', 'what it stands in', 'Write the value out'],
];

describe('each mistake is told with its line, what is wrong and what would be right', () => {
  it.each(TABLE)('%s', (_name, text, line, column, path, what, remedy) => {
    const { refusals, message } = refusalsOf(text);
    const told = refusals.map(({ line, column, path }) => ({ line, column, path }));

    expect(told).toEqual([{ line, column, path }]);
    expect(refusals[0]?.what).toContain(what);
    expect(refusals[0]?.remedy).toContain(remedy);
    expect(message).toContain(`c.yaml:${line}:${column} `);
  });
});

describe('a config with many mistakes', () => {
  it('tells them all, in the order of the file', () => {
    const error = refusalsOf(
      'regions: [mars]\ntargets:\n  - id: a/b\n    provider: zebra\n    modle: x\n  - id: a/b\n    key: x\ntimeouts: { stall: 1 }\n',
    );
    expect(error.refusals.map(({ line, path }) => `${line} ${path}`)).toEqual([
      '1 regions[0]',
      '3 targets[0].model',
      '4 targets[0].provider',
      '5 targets[0].modle',
      '6 targets[1].model',
      '6 targets[1].id',
      '7 targets[1].key',
      '8 timeouts.stall',
    ]);
    expect(error.message).toMatch(
      /^c\.yaml has 8 mistakes:\nc\.yaml:1:11 regions\[0\] is "mars"\. Write an AWS region/,
    );
  });

  it('goes on after a field that stands twice', () => {
    const error = refusalsOf('name: a\nname: b\ntargets: 5\n');
    expect(error.refusals.map((refusal) => refusal.path)).toEqual(['name', 'targets']);
  });

  it('bounds aliases that grow as a power', () => {
    const rows = Array.from(
      { length: 9 },
      (_, i) =>
        `k${i}: &k${i} [${Array(9)
          .fill(i ? `*k${i - 1}` : 'x')
          .join(',')}]`,
    );
    expect(refusalsOf(rows.join('\n')).refusals[0]?.what).toContain('grow into too much data');
  });

  it('bounds the number of aliases', () => {
    const error = refusalsOf(`a: &a 1\nb: [${Array(200).fill('*a').join(',')}]`);
    expect(error.refusals[0]?.remedy).toContain('at most 100');
  });

  it('bounds nesting', () => {
    expect(() => refusalsOf('['.repeat(20_000))).not.toThrow();
  });
});

describe('a key that stands in the file by mistake', () => {
  const secret = 'sk-proj-abcdefghijklmnop1234';
  it.each([
    ['as the key', target(`    key: ${secret}`)],
    ['as a provider', `targets: [{ id: a/b, provider: ${secret}, model: m }]`],
    ['as an id', `targets: [{ id: ${secret}, provider: together, model: m }]`],
    ['as a field’s name', target(`    ${secret}: x`)],
    ['as a field’s name twice', `${secret}: 1\n${secret}: 2`],
    ['as a workload', `${OK}\nworkloads: { ${secret}_X: { prompt: a } }`],
    ['as an alias', `name: *${secret}\n${OK}`],
    ['in an address', own(`    api: chat-completions\n    baseUrl: https://x/?key=${secret}`)],
    ['as a version', target(`    apiVersion: ${secret}`)],
    ['as a tier', target(`    serviceTier: [${secret}]`)],
    ['behind a version', azure(`    baseUrl: https://x/openai/v1?api-version=2024-10-21&key=${secret}`)],
    ['as the version of an address', azure(`    baseUrl: https://x/openai/v1?api-version=${secret}`)],
    ['in broken YAML', `a: b: ${secret}\n`],
    ['as a file of prompts', `${OK}\nworkloads: { chat: { prompts: ${secret} } }`],
  ])('%s is never repeated', (_where, text) => {
    const error = refusalsOf(text);
    expect(JSON.stringify([error.message, error.refusals])).not.toContain(secret.slice(3, 15));
  });
});

describe('any text at all', () => {
  const words = fc.constantFrom(
    ...[
      'targets:',
      'regions:',
      'workloads:',
      'chat:',
      '- ',
      '  ',
      '\n',
      '\n  ',
      '\n    ',
      'id: ',
      'a/b',
      'provider: ',
      'model: ',
    ],
    ...[
      'together',
      'key: ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '&x ',
      '*x',
      '<<: ',
      '!!set ',
      '? ',
      '"',
      "'",
      '|',
      '\t',
      ': ',
      '#',
      '5s',
      '5%',
    ],
    ...[
      '.nan',
      '~',
      '%YAML 1.1\n---\n',
      '---',
      'body: ',
      'alarms: ',
      'timeouts: ',
      '__proto__: ',
      'constructor: ',
      '\u0000',
      '🏁',
    ],
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 40 }).map((list) => list.join('')),
  );

  it('is read or refused, never anything else', () => {
    fc.assert(
      fc.property(text, (anything) => {
        try {
          parseConfig(anything, { file: 'c.yaml', presets: TEST_PRESETS });
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigRefusedError);
          for (const refusal of (error as ConfigRefusedError).refusals) {
            expect(refusal.line).toBeGreaterThan(0);
            expect(refusal.remedy).not.toBe('');
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
