// From `npm start` to a page with figures, and what the monitor costs while it waits for the next round.
//
//   npm run bench:start
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, shown } from './figures.ts';

const STARTS = 3;
const GIVE_UP_MS = 60_000;
const IDLE_MS = 20_000;
const CLOCK_TICKS_PER_SECOND = 100;

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'photofinish-start-'));
  try {
    const startsMs: number[] = [];
    for (let start = 0; start < STARTS; start++) startsMs.push(await timeToFigures(join(folder, String(start))));
    print(
      `npm start to a page with figures: median ${shown(median(startsMs) / 1_000)} s of ${STARTS} (${list(startsMs)})`,
    );
    print(`idle between rounds: ${shown((await idleShare(folder)) * 100)} % of a core, over ${IDLE_MS / 1_000} s`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function timeToFigures(data: string): Promise<number> {
  const startMs = performance.now();
  const { child, url } = await started('npm', ['start', '--silent', '--', '--demo', '--data', data, '--port', '0']);
  try {
    while (performance.now() - startMs < GIVE_UP_MS) {
      const view = await fetch(`${url}data/v1/view/chat.all.7d.json`).catch(() => null);
      const series = view?.ok ? ((await view.json()) as { rows: { ok: number }[] }).rows : [];
      if (series.some(({ ok }) => ok > 0)) return performance.now() - startMs;
      await sleep(50);
    }
    throw new Error(`no figure on the page after ${GIVE_UP_MS} ms`);
  } finally {
    await ended(child);
  }
}

// One round a day: after the first there is nothing to do but to wait and to serve.
async function idleShare(folder: string): Promise<number> {
  const config = join(folder, 'idle.yaml');
  const demo = await readFile('config/demo.yaml', 'utf8');
  await writeFile(config, demo.replace('every: 10 seconds', 'every: 1 day'));
  const words = ['bin/photofinish.ts', 'monitor', '--config', config, '--data', join(folder, 'idle'), '--port', '0'];
  const { child, said } = await started(process.execPath, words);
  try {
    while ((said().match(/ ok/g) ?? []).length < 3) await sleep(100);
    await sleep(3_000);
    const beforeS = await cpuSeconds(child.pid ?? 0);
    await sleep(IDLE_MS);
    return ((await cpuSeconds(child.pid ?? 0)) - beforeS) / (IDLE_MS / 1_000);
  } finally {
    await ended(child);
  }
}

async function started(
  command: string,
  words: string[],
): Promise<{ child: ChildProcess; url: string; said(): string }> {
  // a group of its own, because npm stands between us and the monitor
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  let text = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const match = text.match(/Board at (\S+)/);
      if (match?.[1]) resolve(match[1]);
    });
    child.once('exit', () => reject(new Error(`it ended before it served anything:\n${text}`)));
  });
  return { child, url, said: () => text };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const gone = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await gone;
}

/** CPU time so far of a process and all below it. */
async function cpuSeconds(root: number): Promise<number> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = (await Promise.all(processes.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')))).map(
    (stat) => stat.slice(stat.lastIndexOf(')') + 2).split(' '),
  );
  const table = processes.map((pid, index) => ({ pid: Number(pid), stat: stats[index] ?? [] }));
  const tree = new Set([root]);
  for (let size = 0; size !== tree.size; ) {
    size = tree.size;
    for (const { pid, stat } of table) if (tree.has(Number(stat[1]))) tree.add(pid);
  }
  const ticks = table.filter(({ pid }) => tree.has(pid)).map(({ stat }) => Number(stat[11]) + Number(stat[12]));
  return ticks.reduce((sum, each) => sum + each, 0) / CLOCK_TICKS_PER_SECOND;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function list(valuesMs: readonly number[]): string {
  return valuesMs.map((ms) => `${shown(ms / 1_000)} s`).join(', ');
}

await main();
