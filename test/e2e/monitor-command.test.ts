// The monitor as people run it: the real program, a real fleet, real folders, real signals.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerScript } from '../../lib/fleet/answer.ts';
import { SILENCE } from '../../lib/fleet/faults.ts';
import { type Fleet, startFleet } from '../../lib/fleet/fleet.ts';
import type { Personality } from '../../lib/fleet/personality.ts';
import type { Script } from '../../lib/fleet/script.ts';
import { openDataDir } from '../../lib/local/data-dir.ts';
import { openDatabase } from '../../lib/local/database.ts';
import { createRoundStore } from '../../lib/results/round-store.ts';

const KEY = 'sk-monitor-0123456789abcdef';
const QUICK = answerScript({
  firstTokenMs: 30,
  tokens: 12,
  pace: { tokensPerSecond: 200 },
  servedModel: '<script>alert(1)</script>',
});

let folder: string;
let fleet: Fleet;
const running: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'photofinish-cli-'));
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  await fleet?.close();
  await rm(folder, { recursive: true, force: true });
});

async function fleetOf(one: Script | Personality): Promise<void> {
  const provider = 'respond' in one ? one : ({ personality: 'script', script: one } as const);
  fleet = await startFleet({ tls: false, providers: { one: provider } });
  await writeFile(
    join(folder, 'config.yaml'),
    `name: A test of the monitor
workloads: { chat: { every: 1 second, gun: immediate, prompt: Hello., maxOutputTokens: 12 } }
timeouts: { connect: 1s, firstToken: 3s, stall: 2s, total: 5s }
targets:
  - { id: test/one, api: chat-completions, baseUrl: '${fleet.targets.one?.origin}/v1', key: TEST_KEY, model: one }
`,
  );
}

/** The rounds that a data folder holds, by instant. */
async function statesOf(path: string) {
  const database = await openDatabase({ dataDir: await openDataDir(path), env: {} });
  try {
    const store = createRoundStore({ client: database.client, name: 'photofinish' });
    const nowMs = Date.now();
    return await store.states({ workload: 'chat', region: 'local', fromMs: nowMs - 60_000, toMs: nowMs + 60_000 });
  } finally {
    await database.close();
  }
}

interface Monitor {
  readonly child: ChildProcess;
  /** All that it printed, both streams. */
  text(): string;
  /** Resolves once the text matches; rejects if the program ends before. */
  says(pattern: RegExp): Promise<RegExpMatchArray>;
  readonly ended: Promise<number | null>;
}

function monitor(...words: string[]): Monitor {
  const args = [
    'bin/photofinish.ts',
    'monitor',
    '--config',
    join(folder, 'config.yaml'),
    '--data',
    join(folder, 'data'),
  ];
  const child = spawn(process.execPath, [...args, '--env', join(folder, '.env'), '--port', '0', ...words], {
    env: { ...process.env, TEST_KEY: KEY, NO_COLOR: '1' },
  });
  running.push(child);
  let text = '';
  const heard = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      for (const listen of heard) listen();
    });
  }
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const says = (pattern: RegExp) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const listen = () => {
        const match = text.match(pattern);
        if (match) resolve(match);
      };
      heard.add(listen);
      listen();
      ended.then(() => reject(new Error(`it ended without saying ${pattern}:\n${text}`)));
    });
  return { child, text: () => text, says, ended };
}

describe('photofinish monitor', () => {
  it('races, stores, publishes, serves, and ends cleanly at Ctrl-C', async () => {
    await fleetOf(QUICK);
    const first = monitor();
    const [, url] = await first.says(/Board at (http:\S+)/);
    await first.says(/chat local: 1 ok.*\n.*chat local: 1 ok/);
    const view = await (await fetch(`${url}data/v1/view/chat.local.1h.json`)).text();
    expect(view).toContain('test/one');
    const page = await (await fetch(url ?? '')).text();
    expect(page).toContain('A test of the monitor');
    expect(page).not.toContain('<script>alert');
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(130);
    expect(first.text() + page + view).not.toContain(KEY);
  });

  it('goes on after SIGKILL in mid-round: a gap, no damage, no double', async () => {
    let asked = 0;
    const inMidRound = Promise.withResolvers<void>();
    const respond = () => {
      asked++;
      if (asked === 1) inMidRound.resolve();
      return asked === 1 ? SILENCE : QUICK;
    };
    await fleetOf({ api: 'chat-completions', network: false, respond });
    const first = monitor();
    await inMidRound.promise;
    first.child.kill('SIGKILL');
    await first.ended;

    const second = monitor();
    await second.says(/chat local: 1 ok.*\n.*chat local: 1 ok/);
    second.child.kill('SIGINT');
    await second.ended;
    expect(second.text()).not.toMatch(/lost|damaged|could not/);

    const states = await statesOf(join(folder, 'data'));
    expect(states[0]?.finished).toBe(false);
    const finished = states.filter((state) => state.finished).map(({ key }) => key.scheduledAt);
    expect(finished.length).toBe(asked - 1);
    expect(new Set(finished).size).toBe(finished.length);
  });

  it.runIf(process.platform === 'linux')(
    'says so when its reference server is gone, and voids what it cannot check',
    async () => {
      await fleetOf(QUICK);
      const watched = monitor();
      await watched.says(/chat local: 1 ok/);
      const { pid } = watched.child;
      const [reference] = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).split(' ');
      process.kill(Number(reference), 'SIGKILL');
      await watched.says(
        /ended with SIGKILL while in use.* Rounds fail or are void until the monitor is started again/,
      );
      await watched.says(/chat local: 0 ok, 1 void/);
    },
  );

  it('refuses a data folder that another monitor is using', async () => {
    await fleetOf(QUICK);
    const first = monitor();
    await first.says(/Board at/);
    const second = monitor();
    expect(await second.ended).toBe(2);
    expect(second.text()).toContain('Another photofinish is using the data folder');
    expect(second.text()).not.toContain('    at ');
  });

  it('refuses a folder that holds something else, and leaves it alone', async () => {
    await fleetOf(QUICK);
    const refused = monitor('--data', folder);
    expect(await refused.ended).toBe(2);
    expect(refused.text()).toContain('holds something else');
    await expect(access(join(folder, 'photofinish.json'))).rejects.toThrow();
  });

  it('refuses a port that is taken, with the remedy', async () => {
    await fleetOf(QUICK);
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const refused = monitor('--port', String(port));
    expect(await refused.ended).toBe(2);
    expect(refused.text()).toContain(`Port ${port} on 127.0.0.1 is taken`);
    taken.close();
  });

  it.each([
    ['--port', 'eighty', 'a port is a whole number'],
    ['--every', '0', 'whole seconds from 1 to 86400'],
    ['--evry', '5', 'unknown option'],
  ])('refuses %s %s', async (name, value, said) => {
    await fleetOf(QUICK);
    const refused = monitor(name, value);
    expect(await refused.ended).toBe(2);
    expect(refused.text()).toContain(said);
  });

  it('races the demo fleet when no key is set, and says so', async () => {
    await fleetOf(QUICK);
    await writeFile(join(folder, '.env'), '');
    const config = join(folder, 'config.yaml');
    await writeFile(config, 'targets: [{ id: groq/x, provider: groq, model: x }]\n');
    const demo = monitor();
    await demo.says(/so the demo fleet is raced: a simulation/);
    await demo.says(/for example: GROQ_API_KEY=/);
    const [, url] = await demo.says(/Board at (http:\S+)/);
    await demo.says(/chat us-east-1: \d+ ok/);
    await expect
      .poll(async () => (await fetch(url ?? '')).text(), { timeout: 8_000 })
      .toContain('Simulation: these figures come from the built-in demo fleet');
  });
});
