import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, ImportError, KeyError } from '../../lib/config/errors.ts';
import { importList } from '../../lib/config/import.ts';
import { importFrom } from '../../lib/config/import-file.ts';
import { readEnvFile } from '../../lib/config/keys.ts';
import { parseConfig } from '../../lib/config/load.ts';
import { presetNameOf } from '../../lib/config/vendors.ts';
import { PRESETS } from '../../lib/providers/presets.ts';

const imported = (list: unknown, taken: Record<string, string> = {}) =>
  importList(JSON.stringify(list), { presets: PRESETS, taken });
const configOf = (yaml: string) => parseConfig(yaml, { file: 'imported.yaml', presets: PRESETS });

describe('a list becomes a config', () => {
  it('knows vendors by any of their names, and moves the keys', () => {
    const { yaml, keys, notes } = imported([
      { vendor: 'TogetherAI', model: 'meta-llama/Llama-3.3-70B', api_key: 'key-one' },
      { vendor: 'together', model: 'openai/gpt-oss-120b', api_key: 'key-one' },
      { vendor: 'Google', model: 'gemini-2.5-flash', api_key: 'key-two' },
      { vendor: 'AWS Bedrock', model: 'us.amazon.nova-pro-v1:0', region: 'us-east-1' },
    ]);
    const { targets, regions } = configOf(yaml);
    expect(targets.map(({ id, provider, keyName }) => [id, provider, keyName])).toEqual([
      ['together/llama-3.3-70b', 'together', 'TOGETHER_API_KEY'],
      ['together/gpt-oss-120b', 'together', 'TOGETHER_API_KEY'],
      ['gemini/gemini-2.5-flash', 'gemini', 'GEMINI_API_KEY'],
      ['bedrock/us.amazon.nova-pro-v1-0', 'bedrock', null],
    ]);
    expect([...keys]).toEqual([
      ['TOGETHER_API_KEY', 'key-one'],
      ['GEMINI_API_KEY', 'key-two'],
    ]);
    expect([targets[3]?.regions, regions]).toEqual([['us-east-1'], ['us-east-1']]);
    expect(notes).toEqual([]);
    expect(yaml).not.toMatch(/key-one|key-two/);
  });

  it('takes the addresses of Azure apart, in both forms', () => {
    const { yaml, notes } = imported([
      { vendor: 'Azure OpenAI', model: 'd', endpoint: 'https://r.openai.azure.com/' },
      {
        vendor: 'azure',
        model: 'e',
        endpoint: 'https://r.openai.azure.com/openai/deployments/e/chat/completions?api-version=2024-10-21',
      },
      { vendor: 'azure', model: 'f', endpoint: 'https://r.openai.azure.com/openai/deployments/f' },
    ]);
    expect(configOf(yaml).targets.map(({ baseUrl, quirks }) => [baseUrl, quirks.apiVersion])).toEqual([
      ['https://r.openai.azure.com/openai/v1', null],
      ['https://r.openai.azure.com/openai/deployments/e', '2024-10-21'],
    ]);
    expect(notes).toEqual([expect.stringContaining('add apiVersion: 2024-10-21')]);
  });

  it.each([
    ['SambaNova Cloud', 'sambanova'],
    ['SambaStudio', 'sambastudio'],
    ['llama.cpp', 'llama-cpp'],
    ['LM Studio', 'lm-studio'],
    ['Bedrock OpenAI', 'bedrock-openai'],
    ['Kimi', 'moonshot'],
  ])('knows %s as %s', (vendor, provider) => {
    expect(presetNameOf(vendor, PRESETS)).toBe(provider);
  });

  it('gives a second key of one vendor a name of its own', () => {
    const { yaml, keys, notes } = imported([
      { vendor: 'openai', model: 'a', api_key: 'key-one' },
      { vendor: 'openai', model: 'b', api_key: 'key-two' },
      { vendor: 'openai', model: 'a', api_key: 'key-two' },
    ]);
    expect(configOf(yaml).targets.map(({ id, keyName }) => [id, keyName])).toEqual([
      ['openai/a', 'OPENAI_API_KEY'],
      ['openai/b', 'OPENAI_API_KEY_2'],
      ['openai/a-2', 'OPENAI_API_KEY_2'],
    ]);
    expect([...keys.keys()]).toEqual(['OPENAI_API_KEY', 'OPENAI_API_KEY_2']);
    expect(notes).toEqual(['Entry 1: OPENAI_API_KEY holds another key already; this one is OPENAI_API_KEY_2.']);
  });

  it('takes an unknown vendor with its address, and the path of the request off it', () => {
    const { yaml, keys } = imported([
      { vendor: 'Acme Cloud', model: 'x/y', api_key: 'k1', base_url: 'https://acme.test/v1/chat/completions' },
      { vendor: '4all', model: 'z', endpoint: 'https://four.test/v1/' },
    ]);
    expect(configOf(yaml).targets).toMatchObject([
      { id: 'acme-cloud/y', baseUrl: 'https://acme.test/v1', keyName: 'ACME_CLOUD_API_KEY' },
      { id: '4all/z', baseUrl: 'https://four.test/v1', keyName: null },
    ]);
    expect(keys.get('ACME_CLOUD_API_KEY')).toBe('k1');
  });

  it('writes what it cannot place as a comment that says what to add', () => {
    const { yaml, notes } = imported([
      { vendor: 'acme', model: 'x' },
      { vendor: 'azure', model: 'dep', api_key: 'k' },
      { vendor: 'groq', model: 'g', temperature: 0 },
    ]);
    expect(configOf(yaml).targets.map(({ id }) => id)).toEqual(['groq/g']);
    expect(yaml).toContain('# To do: "acme" is no preset: add its baseUrl');
    expect(yaml).toContain('#   api: chat-completions');
    expect(notes[1]).toContain('https://RESOURCE.openai.azure.com/openai/v1');
    expect(notes[2]).toBe('Entry 2: not taken over: temperature.');
  });

  it('leaves out what stands twice', () => {
    const entry = { vendor: 'groq', model: 'g', api_key: 'k' };
    const { yaml, notes } = imported([entry, entry]);
    expect(configOf(yaml).targets).toHaveLength(1);
    expect(notes).toEqual(['Entry 1 is the same as an earlier one: left out.']);
  });

  it('is a config that loads, whatever the names', () => {
    const name = fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(...'aZ9-_./: é#"\'{*&!%@'.split('')) });
    const list = fc.array(fc.record({ vendor: name, model: name, api_key: fc.constantFrom('', 'k#1', 'k2') }), {
      minLength: 1,
      maxLength: 6,
    });
    const groq = { vendor: 'groq', model: 'always-one' };
    fc.assert(
      fc.property(list, (entries) => {
        try {
          configOf(imported([...entries, groq]).yaml);
        } catch (error) {
          if (!(error instanceof ImportError)) throw error;
        }
      }),
    );
  });
});

describe('a wrong list', () => {
  it('is refused with every wrong entry by its index, and no key', () => {
    const wrong = () =>
      imported([
        { vendor: 'groq', model: 'g', api_key: 'hunter2 hunter2' },
        'hunter2',
        { vendor: 'groq' },
        { vendor: 'groq', model: 'g', api_key: 'k', base_url: 'hunter2' },
        { vendor: 'groq', model: 'g', region: 'mars' },
      ]);
    expect(wrong).toThrow(ImportError);
    expect(wrong).toThrow(
      /entry 0\.api_key .*\nentry 1 .*\nentry 2\.model .*\nentry 3\.base_url .*https.*\nentry 4\.region .*AWS region/,
    );
    expect(wrong).not.toThrow(/hunter2/);
  });

  it.each(['', '{', '{}', '[]', '[{"api_key": "hunter2"'])('%j is refused', (text) => {
    const wrong = () => importList(text, { presets: PRESETS, taken: {} });
    expect(wrong).toThrow(ImportError);
    expect(wrong).not.toThrow(/hunter2/);
  });
});

describe('the files', () => {
  let folder = '';
  const at = (name: string) => join(folder, name);
  const run = (list: unknown, out: string | null = null) => {
    writeFileSync(at('list.json'), JSON.stringify(list));
    return importFrom(at('list.json'), { presets: PRESETS, out, env: at('.env') });
  };
  const mode = (name: string) => statSync(at(name)).mode & 0o777;
  const LIST = [{ vendor: 'groq', model: 'g', api_key: 'key-one' }];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'photofinish-import-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are written: the config, and the keys for their owner only', () => {
    const { said } = run(LIST, at('new.yaml'));
    expect(configOf(readFileSync(at('new.yaml'), 'utf8')).targets).toHaveLength(1);
    expect(readEnvFile(at('.env'))).toEqual({ GROQ_API_KEY: 'key-one' });
    expect(mode('.env')).toBe(0o600);
    expect(said.join('\n')).toContain('GROQ_API_KEY');
    expect(said.join('\n')).not.toContain('key-one');
    expect(readdirSync(folder).toSorted()).toEqual(['.env', 'list.json', 'new.yaml']);
  });

  it('keep what .env holds, and close it to others', () => {
    writeFileSync(at('.env'), '# mine\nGROQ_API_KEY=another');
    chmodSync(at('.env'), 0o644);
    const { yaml, said } = run(LIST);
    expect(readFileSync(at('.env'), 'utf8')).toBe('# mine\nGROQ_API_KEY=another\nGROQ_API_KEY_2=key-one\n');
    expect(mode('.env')).toBe(0o600);
    expect(configOf(yaml).targets[0]?.keyName).toBe('GROQ_API_KEY_2');
    expect(said[0]).toContain('GROQ_API_KEY holds another key already');
  });

  it('do not change when the same list comes again', () => {
    run(LIST);
    const before = readFileSync(at('.env'), 'utf8');
    chmodSync(at('.env'), 0o644);
    run(LIST);
    expect(readFileSync(at('.env'), 'utf8')).toBe(before);
    expect(mode('.env')).toBe(0o600);
  });

  it('give back odd keys unchanged', () => {
    const odd = ['a#b', 'a"b', "a'b", 'a$b', '$' + '{HOME}', 'a\\nb', 'a=b==', '`', '"quoted"', '#'];
    run(odd.map((api_key, index) => ({ vendor: 'groq', model: `m${index}`, api_key })));
    expect(Object.values(readEnvFile(at('.env'))).toSorted()).toEqual(odd.toSorted());
  });

  it('refuse a .env that is a link, and leave what it points to', () => {
    writeFileSync(at('elsewhere'), 'X=1');
    symlinkSync(at('elsewhere'), at('.env'));
    expect(() => run(LIST, at('new.yaml'))).toThrow(KeyError);
    expect(lstatSync(at('.env')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('elsewhere'), 'utf8')).toBe('X=1');
    expect(existsSync(at('new.yaml'))).toBe(false);
  });

  it('refuse to write over a config, before any key is written', () => {
    writeFileSync(at('old.yaml'), 'mine');
    expect(() => run(LIST, at('old.yaml'))).toThrow(/old\.yaml is there already\. Name another file with --out/);
    expect([readFileSync(at('old.yaml'), 'utf8'), existsSync(at('.env'))]).toEqual(['mine', false]);
  });

  it('refuse a folder that is not there, by a message for people', () => {
    expect(() => run(LIST, at('no/such/new.yaml'))).toThrow(ConfigError);
    expect(() => run(LIST, at('no/such/new.yaml'))).toThrow(/ENOENT/);
  });

  it('bring a warning where git would take .env along', () => {
    expect(run(LIST).said.join('\n')).not.toContain('Warning');
    execFileSync('git', ['init', '-q', folder]);
    expect(run(LIST).said.join('\n')).toContain('Add it to .gitignore');
    writeFileSync(at('.gitignore'), '.env\n');
    expect(run(LIST).said.join('\n')).not.toContain('Warning');
  });
});
