import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyError } from '../../lib/config/errors.ts';
import { keyOf, readEnv, readEnvFile, splitByKey } from '../../lib/config/keys.ts';
import { parseConfig } from '../../lib/config/load.ts';
import type { Target } from '../../lib/domain/target.ts';
import { TEST_PRESETS } from './presets-for-tests.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'photofinish-keys-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function envFile(text: string): string {
  const path = join(folder, '.env');
  writeFileSync(path, text);
  return path;
}

const { targets } = parseConfig(
  `targets:
  - { id: together/m, provider: together, model: m }
  - { id: openai/m, provider: openai, model: m }
  - { id: bedrock/m, provider: bedrock, model: m }
  - { id: demo/m, provider: demo, model: m }`,
  { file: 'c.yaml', presets: TEST_PRESETS },
);
const ids = (list: readonly Target[]) => list.map((target) => target.id);

describe('readEnv', () => {
  it('reads a .env file', () => {
    expect(readEnvFile(envFile('A=1\n# note\nexport B="two"\r\nC=\n'))).toEqual({ A: '1', B: 'two', C: '' });
  });

  it('takes the real environment before the file, also where it is set to nothing', () => {
    const env = readEnv(envFile('A=file\nB=file\nC=file'), { A: 'real', B: '' });
    expect(env).toEqual({ A: 'real', B: '', C: 'file' });
  });

  it('is content without a file', () => {
    expect(readEnv(join(folder, 'none'), { A: '1' })).toEqual({ A: '1' });
  });

  it('refuses a folder', () => {
    expect(() => readEnvFile(folder)).toThrow(KeyError);
    expect(() => readEnvFile(folder)).toThrow(`${folder} is a folder. Name a file.`);
  });

  it('refuses a path through a file', () => {
    const path = join(envFile('A=1'), '.env');
    expect(() => readEnvFile(path)).toThrow(`${path} does not exist. A part of its path is a file, not a folder.`);
  });
});

describe('splitByKey', () => {
  it('parts those that have their key from those that have not, naming the variable', () => {
    const { racing, notRacing } = splitByKey(targets, { TOGETHER_API_KEY: 'k', OPENAI_API_KEY: '' });
    expect(ids(racing)).toEqual(['together/m', 'demo/m']);
    expect(notRacing.map(({ target, keyName, why }) => [target.id, keyName, why])).toEqual([
      ['openai/m', 'OPENAI_API_KEY', 'OPENAI_API_KEY is not set'],
      ['bedrock/m', 'AWS_ACCESS_KEY_ID', 'no AWS credentials (AWS_ACCESS_KEY_ID or AWS_PROFILE)'],
    ]);
  });

  it.each(['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_BEARER_TOKEN_BEDROCK', 'AWS_WEB_IDENTITY_TOKEN_FILE'])(
    'races Bedrock with %s',
    (name) => {
      expect(ids(splitByKey(targets, { [name]: 'x' }).racing)).toContain('bedrock/m');
    },
  );

  it('races Bedrock with a shared credentials file', () => {
    const file = envFile('[default]');
    expect(ids(splitByKey(targets, { AWS_SHARED_CREDENTIALS_FILE: file }).racing)).toContain('bedrock/m');
    expect(ids(splitByKey(targets, { HOME: folder }).racing)).not.toContain('bedrock/m');
  });

  it.each([
    ['a space', 'sec ret'],
    ['a line break at its end', 'secret\n'],
    ['a letter beyond ASCII', 'sécret'],
    ['a dash made curly by a word processor', 'sk–secret'],
    ['a control character', 'secret\u0000'],
  ])('refuses a key with %s, naming the variable only', (_what, value) => {
    const split = () => splitByKey(targets, { TOGETHER_API_KEY: value, OPENAI_API_KEY: value });
    expect(split).toThrow(KeyError);
    expect(split).toThrow(/^TOGETHER_API_KEY, OPENAI_API_KEY holds? a space/);
    expect(split).not.toThrow(/[sé]cret/);
  });
});

describe('keyOf', () => {
  it('is null where none is needed or none is set', () => {
    const values = targets.map((target) => keyOf(target, { TOGETHER_API_KEY: 'k', OPENAI_API_KEY: ' ' }));
    expect(values).toEqual(['k', null, null, null]);
  });
});
