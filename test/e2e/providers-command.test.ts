// The real program, as a person would start it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
function providers(...args: readonly string[]) {
  const program = join(root, 'bin/photofinish.ts');
  const env = { PATH: process.env.PATH ?? '', HOME: '/nonexistent', XAI_API_KEY: 'hunter2' };
  return spawnSync(process.execPath, [program, 'providers', '--env', '/nonexistent/.env', ...args], {
    cwd: root,
    encoding: 'utf8',
    env,
  });
}

describe('photofinish providers', () => {
  it.each([
    [[], 0, /^xai +✓ XAI_API_KEY/m, /^$/],
    [['sambastudio'], 0, /^ {4}baseUrl: https:\/\/DOMAIN\/v1\/PROJECT\/ENDPOINT$/m, /^$/],
    [['--format', 'json', 'xai'], 0, /"key": "set"/, /^$/],
    [['--format', 'md'], 0, /^### Makers of models$/m, /^$/],
    [['gorq'], 2, /^$/, /^There is no preset "gorq"\. Did you mean groq\?\n$/],
    [['--fromat', 'md'], 2, /^$/, /unknown option '--fromat'/],
  ])('%j ends with %i', (args, status, stdout, stderr) => {
    const run = providers(...args);
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status, stderr: expect.stringMatching(stderr) });
    expect(run.stdout).toMatch(stdout);
    expect(run.stdout + run.stderr).not.toContain('hunter2');
  });
});
