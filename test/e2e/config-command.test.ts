// The real program, as a person would start it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'photofinish-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function photofinish(args: readonly string[], env: Record<string, string> = {}) {
  const program = join(root, 'bin/photofinish.ts');
  return spawnSync(process.execPath, [program, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', HOME: folder, ...env },
  });
}

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const noEnv = ['--env', join(folder, 'none.env')];

describe('photofinish', () => {
  it('is a program of its own, for Node', () => {
    const path = join(root, 'bin/photofinish.ts');
    expect(readFileSync(path, 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node');
    expect(statSync(path).mode & 0o111).toBe(0o111);
  });

  it.each([
    [['--help'], 0, /Usage: photofinish[\s\S]*config[\s\S]*Exit status/, /^$/],
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/, /^$/],
    [['config', 'check', '--help'], 0, /Usage: photofinish config check/, /^$/],
    [[], 2, /^$/, /Usage: photofinish/],
    [['config'], 2, /^$/, /Usage: photofinish config/],
    [['confg'], 2, /^$/, /Did you mean config\?/],
    [['config', 'chekc'], 2, /^$/, /Did you mean check\?/],
    [['config', 'check', '--bogus'], 2, /^$/, /unknown option '--bogus'/],
  ])('%j ends with %i', (args, status, stdout, stderr) => {
    const run = photofinish(args);
    expect({ status: run.status }).toEqual({ status });
    expect(run.stdout).toMatch(stdout);
    expect(run.stderr).toMatch(stderr);
  });
});

describe('config check', () => {
  it('lists the targets of the config that ships, and which would race', () => {
    const run = photofinish(['config', 'check', ...noEnv], { GROQ_API_KEY: 'hunter2' });
    expect(run.status).toBe(0);
    expect(run.stderr).toBe('');
    expect(run.stdout).toMatch(/groq\/gpt-oss-120b .* GROQ_API_KEY .* racing/);
    expect(run.stdout).toMatch(/cerebras\/gpt-oss-120b .* CEREBRAS_API_KEY .* not racing: not set/);
    expect(run.stdout).toMatch(/bedrock\/nova-pro .* not racing: no AWS credentials/);
    // 288 rounds a day, 3 regions, 1 target, 128 tokens
    expect(run.stdout).toMatch(/chat .* 5 minutes .* 864 .* 110,592 /);
    expect(run.stdout).toContain('1 of 15 targets would race.');
    expect(run.stdout).not.toContain('hunter2');
  });

  it('says that the demo is a simulation', () => {
    const run = photofinish(['config', 'check', 'config/demo.yaml', ...noEnv]);
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('SIMULATION');
    expect(run.stdout).toContain('11 of 11 targets would race.');
  });

  it('ends with 2 and a line for each mistake, without a stack', () => {
    const path = file('bad.yaml', 'targets:\n  - id: a/b\n    provider: grok\n    modle: x\n');
    const run = photofinish(['config', 'check', path]);
    expect([run.status, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain(
      `${path}:3:15 targets[0].provider is "grok", which is no preset. Did you mean "groq"?`,
    );
    expect(run.stderr).toContain(`${path}:4:5 targets[0].modle is not a known field. Did you mean "model"?`);
    expect(run.stderr).not.toMatch(/\n\s+at /);
  });

  it('ends with 2 on a key that no header could carry', () => {
    const run = photofinish(['config', 'check', ...noEnv], { GROQ_API_KEY: 'hunt er2' });
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(/^GROQ_API_KEY holds a space/);
    expect(run.stdout + run.stderr).not.toContain('hunt');
  });

  it('reads the keys of the named file', () => {
    const env = file('some.env', 'GROQ_API_KEY=hunter2\n');
    expect(photofinish(['config', 'check', '--env', env]).stdout).toContain('1 of 15 targets would race.');
  });

  it('shows the stack of a mistake only to those who ask', () => {
    const run = photofinish(['config', 'check', join(folder, 'none.yaml')], { PHOTOFINISH_DEBUG: '1' });
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(/the file does not exist[\s\S]*\n\s+at /);
  });
});

describe('config import', () => {
  const list = () => file('list.json', '[{"vendor": "groq", "model": "openai/gpt-oss-120b", "api_key": "hunter2"}]');

  it('prints the config on stdout, what happened on stderr, the key nowhere', () => {
    const env = join(folder, 'a.env');
    const run = photofinish(['config', 'import', list(), '--env', env]);
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('id: groq/gpt-oss-120b');
    expect(run.stderr).toContain('GROQ_API_KEY');
    expect(run.stdout + run.stderr).not.toContain('hunter2');
    expect(readFileSync(env, 'utf8')).toBe('GROQ_API_KEY=hunter2\n');
  });

  it('writes a config that the check takes', () => {
    const [env, out] = [join(folder, 'b.env'), join(folder, 'b.yaml')];
    expect(photofinish(['config', 'import', list(), '--env', env, '--out', out]).status).toBe(0);
    const run = photofinish(['config', 'check', out, '--env', env]);
    expect(run.stdout).toContain('1 of 1 targets would race.');
  });

  it('ends with 2 on a wrong list', () => {
    const run = photofinish([
      'config',
      'import',
      file('bad.json', '[{"vendor": "groq"}]'),
      '--env',
      join(folder, 'c.env'),
    ]);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('entry 0.model is missing or wrong.');
  });
});
