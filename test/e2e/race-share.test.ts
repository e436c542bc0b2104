// `race --share` as people run it: the link is read as the share page reads it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerScript } from '../../lib/fleet/answer.ts';
import { refusal } from '../../lib/fleet/faults.ts';
import { type Fleet, startFleet } from '../../lib/fleet/fleet.ts';
import { runFromHash } from '../../lib/page/share/link.ts';
import { runFromText } from '../../lib/page/share/pasted.ts';

const KEY = 'sk-secret-9f8e7d6c5b4a';
const MESSAGE = 'a message that is nobody else’s business';
const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'photofinish-share-'));
const config = join(folder, 'config.yaml');
let fleet: Fleet;

beforeAll(async () => {
  const script = answerScript({ firstTokenMs: 30, tokens: 12, pace: { tokensPerSecond: 50 } });
  const good = { personality: 'script', script } as const;
  const bad = { personality: 'script', script: refusal({ status: 500, message: MESSAGE, code: '' }) } as const;
  fleet = await startFleet({ tls: false, providers: { good, bad } });
  const targets = ['good', 'bad'].map(
    (name) =>
      `  - { id: test/${name}, label: '<b>Test</b>', api: chat-completions, baseUrl: '${fleet.targets[name]?.origin}/v1', key: TEST_KEY, model: secret-model }`,
  );
  const workload = 'workloads: { chat: { every: 1 minute, prompt: A secret prompt., maxOutputTokens: 24 } }';
  const page = 'page: { url: https://board.example.com/races }';
  writeFileSync(config, `name: My races\n${page}\n${workload}\ntargets:\n${targets.join('\n')}\n`);
});
afterAll(async () => {
  await fleet.close();
  rmSync(folder, { recursive: true });
});

async function race(...args: readonly string[]) {
  const words = ['bin/photofinish.ts', 'race', '--config', config, '--env', join(folder, 'none.env'), ...args];
  const child = spawn(process.execPath, words, {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HOME: folder, TEST_KEY: KEY },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const read = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      read[name] += text;
    });
  }
  const [status] = await once(child, 'close');
  const link = /^https?:\S+$/m.exec(read.stderr)?.[0] ?? null;
  return { status, link, ...read };
}

describe.concurrent('photofinish race --share', () => {
  it('prints a link on stderr that holds the race, and leaves the data on stdout as they are', async () => {
    const { link, stdout, stderr } = await race('--share', '--rounds', '2', '--format', 'ndjson');
    expect(stdout.trimEnd().split('\n')).toHaveLength(4);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(link);
    expect(link).toMatch(/^https:\/\/board\.example\.com\/races\/share\/#race=[\w-]+$/);
    const run = await runFromHash(new URL(link ?? '').hash);
    expect(run).toMatchObject({ name: 'My races', workload: 'chat', maxOutputTokens: 24 });
    expect(run?.targets).toEqual(
      ['test/good', 'test/bad'].map((id) => ({ id, provider: '<b>Test</b>', simulated: false })),
    );
    // what was printed beside it, pasted, is the same race
    expect((await runFromText(stdout)).regions).toEqual(run?.regions);
    for (const secret of [KEY, MESSAGE, 'secret-model', 'secret prompt']) {
      expect(JSON.stringify(run)).not.toContain(secret);
    }
  });

  it('leads to the board that it is given, and is all that is said with --quiet', async () => {
    const { link, stderr } = await race('--share', 'http://127.0.0.1:9/', '--rounds', '1', '--quiet');
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:9\/share\/#race=/);
    expect(stderr).toBe(`${link}\n`);
  });

  it('is refused before anything is sent where the address is none', async () => {
    const { status, stdout, stderr } = await race('--share', 'board.example.com');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--share "board.example.com" is not right. Give the address of a board');
  });

  it('is not there unless it is asked for', async () => {
    const { link } = await race('--rounds', '1', '--targets', 'test/good');
    expect(link).toBeNull();
  });
});
