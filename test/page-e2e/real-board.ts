// A board of real rounds: the demo fleet raced by the real engine, stored, and published, by the program as people run it.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, runToEnd } from './program.ts';

const DEMO_FILE = new URL('../../config/demo.yaml', import.meta.url);
const PROGRAM = 'bin/photofinish.ts';
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
  const monitor = run(PROGRAM, ['monitor', ...common, '--port', '0', '--every', '1']);
  await monitor.says((text) => (text.match(/^\S+ chat \S+: \d+ ok/gm)?.length ?? 0) >= ROUNDS);
  monitor.stop();
  await monitor.ended;
  await runToEnd(PROGRAM, ['board', ...common]);
}
