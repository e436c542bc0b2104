// A board of real rounds: the demo fleet raced by the real engine, stored, and published, by the program as people run it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/photofinish.ts', import.meta.url));
const DEMO_FILE = fileURLToPath(new URL('../../config/demo.yaml', import.meta.url));
const ROUNDS = 12;

/**
 * Races and publishes into `<folder>/data/site`, and stops.
 * @param siteUrl where it will be read
 * @throws if the program ends early, with what it said
 */
export async function raceRealBoard(folder: string, siteUrl: string): Promise<void> {
  const config = join(folder, 'demo.yaml');
  await writeFile(config, `${await readFile(DEMO_FILE, 'utf8')}\npage: { url: "${siteUrl}" }\n`);
  const common = ['--config', config, '--env', join(folder, '.env'), '--data', join(folder, 'data')];
  const monitor = run(['monitor', ...common, '--port', '0', '--every', '5']);
  await monitor.says((text) => (text.match(/^\S+ chat \S+: \d+ ok/gm)?.length ?? 0) >= ROUNDS);
  monitor.child.kill('SIGINT');
  await monitor.ended;
  const board = run(['board', ...common]);
  if ((await board.ended) !== 0) throw new Error(`The board could not be rebuilt:\n${board.text()}`);
}

function run(words: readonly string[]) {
  const child = spawn(process.execPath, [PROGRAM, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const says = (isSaid: (text: string) => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const listen = (part: string): void => {
        text += part;
        if (isSaid(text)) resolve();
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      ended.then(() => reject(new Error(`The program ended early:\n${text}`)));
    });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8');
  return { child, ended, text: () => text, says };
}
