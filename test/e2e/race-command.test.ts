// The real program against real servers on loopback ports.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sample } from '../../lib/domain/sample.ts';
import { answerScript } from '../../lib/fleet/answer.ts';
import { refusal, SILENCE } from '../../lib/fleet/faults.ts';
import { type Fleet, startFleet } from '../../lib/fleet/fleet.ts';
import type { Personality } from '../../lib/fleet/personality.ts';

const KEY = 'sk-secret-9f8e7d6c5b4a';
const ANSWER = answerScript({ firstTokenMs: 30, tokens: 12, pace: { tokensPerSecond: 50 } });
const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'photofinish-race-'));

const secondRound = Promise.withResolvers<void>();
/** Answers once, and then never again. */
const oneAnswer: Personality = {
  api: 'chat-completions',
  network: false,
  respond: ({ requestIndex }) => {
    if (requestIndex === 1) secondRound.resolve();
    return requestIndex === 0 ? ANSWER : SILENCE;
  },
};
let http: Fleet;
let https: Fleet;
beforeAll(async () => {
  const good = { personality: 'script', script: ANSWER } as const;
  const echo = refusal({ status: 500, message: 'bad {key} {key:base64} \u001b[2J', code: '' });
  const providers = { good, echo: { personality: 'script', script: echo }, 'one-answer': oneAnswer } as const;
  http = await startFleet({ tls: false, providers });
  https = await startFleet({ tls: true, providers: { good } });
  writeFileSync(join(folder, 'ca.pem'), https.ca ?? '');
});
afterAll(async () => {
  await http.close();
  await https.close();
  rmSync(folder, { recursive: true });
});

function configFor(name: string, fleet: Fleet, targets: readonly string[]): string {
  const lines = targets.map((target) => {
    const baseUrl = `${fleet.targets[target]?.origin}/v1`;
    return `  - { id: test/${target}, api: chat-completions, baseUrl: '${baseUrl}', key: TEST_KEY, model: m }`;
  });
  const workload = 'workloads: { chat: { every: 1 minute, prompt: Say something., maxOutputTokens: 24 } }';
  const path = join(folder, `${name}.yaml`);
  writeFileSync(path, `${workload}\ntargets:\n${lines.join('\n')}\n`);
  return path;
}

function start(args: readonly string[], env: Record<string, string> = { TEST_KEY: KEY }): ChildProcess {
  const program = join(root, 'bin/photofinish.ts');
  const noFile = ['--env', join(folder, 'none.env')];
  return spawn(process.execPath, [program, 'race', ...noFile, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HOME: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function ended(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [status] = await once(child, 'close');
  for (const secret of [KEY, KEY.slice(3, 15), Buffer.from(KEY).toString('base64').slice(0, 20)]) {
    expect(stdout + stderr).not.toContain(secret);
  }
  expect(stdout + stderr).not.toContain('\u001b');
  return { status, stdout, stderr };
}

const run = (args: readonly string[], env?: Record<string, string>) => ended(start(args, env));
const samplesIn = (ndjson: string): Sample[] =>
  ndjson
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe.concurrent('photofinish race', () => {
  it('prints every sample over http, and ends with 1 where a target failed every probe', async () => {
    const config = configFor('two', http, ['good', 'echo']);
    const { status, stdout, stderr } = await run(['--config', config, '--rounds', '2', '--format', 'ndjson']);
    expect(status).toBe(1);
    const samples = samplesIn(stdout);
    expect(samples.map(({ target, outcome }) => [target, outcome])).toEqual([
      ['test/good', 'ok'],
      ['test/echo', 'failed'],
      ['test/good', 'ok'],
      ['test/echo', 'failed'],
    ]);
    expect(samples[0]).toMatchObject({ schema: 'photofinish/sample@1', region: 'local', outputTokens: 12 });
    expect(samples[1]?.failure).toMatchObject({
      class: 'server-error',
      status: 500,
      message: expect.stringMatching(/bad \[key\] \[key\]=* \[2J$/),
    });
    expect(new Set(samples.map(({ round }) => round)).size).toBe(2);
    expect(stderr).toContain('2 targets x 2 rounds: 4 requests, about 96 input tokens, at most 96 output tokens.\n');
    expect(stderr).toMatch(/^round 2 of 2: \S+ chat local: /m);
    expect(stderr).toMatch(/^local: (?:Too few rounds to rank \(2 of 10\)|No verdict)/m);
  });

  it('trusts over https what NODE_EXTRA_CA_CERTS names, and nothing else', async () => {
    const args = ['--config', configFor('tls', https, ['good']), '--rounds', '1', '--format', 'ndjson', '--quiet'];
    const trusted = await run(args, { TEST_KEY: KEY, NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') });
    expect(trusted).toMatchObject({ status: 0, stderr: '' });
    expect(samplesIn(trusted.stdout)[0]).toMatchObject({ outcome: 'ok', failure: null });
    expect(samplesIn(trusted.stdout)[0]?.connection?.tlsMs).toBeGreaterThan(0);
    const distrusted = await run(args);
    expect(distrusted.status).toBe(1);
    expect(samplesIn(distrusted.stdout)[0]?.failure).toMatchObject({ class: 'connect' });
  });

  // on a machine that is busy with other tests a sample may be void: then there is no figure, and it says so
  it('prints a table, and who was first', async () => {
    const config = configFor('table', http, ['good', 'echo']);
    const { status, stdout } = await run(['--config', config, '--rounds', '1', '--targets', 'test/good']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Target +TTFT p50 .*ok \/ n\n/m);
    expect(stdout).toMatch(/^test\/good .* (?:1\/1|0\/0)$/m);
    expect(stdout).toMatch(
      /^(?:Too few rounds to rank \(1 of 10\)\. First in the latest round: test\/good|No verdict)/m,
    );
    expect(stdout).not.toContain('test/echo');
  });

  it('says of the demo that it is a simulation, in a table for each region', async () => {
    const demo = ['--config', 'config/demo.yaml', '--rounds', '1', '--targets', 'demo/steady'];
    const { status, stdout, stderr } = await run(demo, {});
    expect(status).toBe(0);
    expect(stdout.match(/^SIMULATION: /gm)).toHaveLength(3);
    expect(stderr).toContain('(simulated: they cost nothing)');
    expect(stderr).not.toContain('Warning');
  });

  it('writes a file, in the format that its name says', async () => {
    const out = join(folder, 'samples.csv');
    const config = configFor('out', http, ['good', 'echo']);
    const { status, stdout, stderr } = await run(['--config', config, '--rounds', '1', '--out', out]);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`Written to ${out}.`);
    expect(readFileSync(out, 'utf8').split('\n')).toHaveLength(4);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('throws the round in progress away on Ctrl-C, prints what is done, and ends with 130', async () => {
    const config = configFor('stop', http, ['one-answer']);
    const child = start(['--config', config, '--rounds', '5', '--format', 'json']);
    const result = ended(child);
    await secondRound.promise;
    child.kill('SIGINT');
    const { status, stdout, stderr } = await result;
    expect(status).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: true, roundsAsked: 5 });
    expect(JSON.parse(stdout).rounds).toHaveLength(1);
    expect(stderr).toContain('Ending without the round in progress; once more ends at once.');
  });

  it('is quiet when its reader is gone', async () => {
    const child = start(['--config', configFor('gone', http, ['good']), '--rounds', '1', '--format', 'ndjson']);
    child.stdout?.destroy();
    const { stderr } = await ended(child);
    expect(stderr).not.toMatch(/EPIPE|\n\s+at /);
  });
});

describe.concurrent('photofinish race ends with 2 on', () => {
  it.each<[string, readonly string[], Record<string, string>, string]>([
    [
      'an unknown target',
      ['--targets', 'test/god'],
      { TEST_KEY: KEY },
      'has no target "test/god". Did you mean test/good?',
    ],
    ['an unknown workload', ['--workload', 'caht'], { TEST_KEY: KEY }, 'has no workload "caht". Did you mean chat?'],
    ['nobody with a key', [], {}, 'Nobody can race: no key is set. Set TEST_KEY in the environment'],
    ['a wrong number', ['--rounds', 'ten'], { TEST_KEY: KEY }, '--rounds "ten" is not right. Give a whole number'],
    ['an unknown option', ['--round', '1'], { TEST_KEY: KEY }, "unknown option '--round'"],
    ['a folder in place of a file', ['--out', '.'], { TEST_KEY: KEY }, '--out .: is a folder; name a file'],
  ])('%s', async (_, args, env, message) => {
    const { status, stdout, stderr } = await run(['--config', configFor('wrong', http, ['good']), ...args], env);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
