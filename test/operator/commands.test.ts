// The commands as people run them, with the real client, against a parameter store on loopback.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SECRET = 'sk-never-to-be-seen';
const CONFIG = `regions: [us-east-1, eu-west-1]
targets:
  - { id: a/m, api: chat-completions, baseUrl: 'http://127.0.0.1:1/v1', key: A_KEY, model: m }
  - { id: b/m, api: chat-completions, baseUrl: 'http://127.0.0.1:1/v1', key: B_KEY, model: m }`;

interface SsmRequest {
  readonly Name: string;
  readonly Value: string;
  readonly Path: string;
}

let folder = '';
let server: Server;
/** By region and name. */
const stored = new Map<string, string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'photofinish-operator-'));
  writeFileSync(join(folder, 'c.yaml'), CONFIG);
  writeFileSync(join(folder, '.env'), `A_KEY=${SECRET}\nB_KEY=\nOTHER_KEY=${SECRET}-too\n`);
  server = createServer((request, response) => {
    const region = /\/([a-z]+-[a-z]+-\d)\/ssm\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    void json(request).then((input) => {
      const [status, answer] = answerOf(action, region, input as SsmRequest);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

// eu-west-1 refuses every put, with the value in its words, as AWS can.
function answerOf(action: string, region: string, input: SsmRequest): readonly [status: number, answer: object] {
  if (action === 'PutParameter' && region === 'eu-west-1') {
    const message = `Value '${input.Value}' at 'value' failed to satisfy a constraint`;
    return [400, { __type: 'ValidationException', message }];
  }
  if (action === 'PutParameter') {
    stored.set(`${region} ${input.Name}`, input.Value);
    return [200, { Version: 1 }];
  }
  const here = [...stored].filter(([name]) => name.startsWith(`${region} ${input.Path}`));
  const changed = Date.parse('2026-11-20T08:00:00Z') / 1_000;
  const parameters = here.map(([name, value]) => ({
    ...{ Name: name.split(' ')[1], Value: value, LastModifiedDate: changed },
  }));
  return [200, { Parameters: parameters }];
}

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(program: string, words: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_ENDPOINT_URL: endpoint };
  const all = [join(ROOT, program), ...words, '--config', join(folder, 'c.yaml')];
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env: { PATH: process.env.PATH ?? '', HOME: folder, ...credentials, ...env } };
    const child = execFile(process.execPath, all, options, (_, stdout, stderr) =>
      resolve({ status: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

const keys = (words: readonly string[]) => run('bin/photofinish.ts', ['keys', ...words]);
const env = () => ['--env', join(folder, '.env')];

describe('photofinish keys', () => {
  it('pushes where it can, tells where it cannot, and shows no value anywhere', async () => {
    const pushed = await keys(['push', ...env()]);
    expect(pushed).toEqual({
      status: 1,
      stdout: [
        'us-east-1',
        '  created     A_KEY',
        'eu-west-1',
        '  not pushed  A_KEY',
        '  AWS in eu-west-1 answered ValidationException. Repeat the command.',
        'Not set here, so not pushed: B_KEY.\n',
      ].join('\n'),
      stderr: '',
    });
    expect([...stored]).toEqual([['us-east-1 /photofinish/keys/A_KEY', SECRET]]);

    const again = await keys(['push', '--regions', 'us-east-1', ...env()]);
    expect(again.status).toBe(0);
    expect(again.stdout).toContain('  unchanged   A_KEY');

    const listed = await keys(['list']);
    expect(listed.status).toBe(0);
    expect(listed.stdout).toMatch(/A_KEY +│ 2026-11-20 │ missing/);
    expect(listed.stdout + listed.stderr).not.toContain(SECRET);
  });
});

describe('deployment', () => {
  it('refuses a cadence that AWS does not have, before it asks AWS or the CDK for anything', async () => {
    writeFileSync(join(folder, 'c.yaml'), `workloads: { chat: { every: 7 minutes, prompt: x } }\n${CONFIG}`);
    const ended = await run('bin/deployment.ts', ['deploy'], { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
    expect(ended.status).toBe(2);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toMatch(/^workloads\.chat\.every: on AWS rounds come every 1, 2, 3/);
  });
});
