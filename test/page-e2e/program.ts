// A program in a process of its own, and what it says.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Program {
  /** Its exit status; `null` if it was killed. */
  readonly ended: Promise<number | null>;
  /** All that it has said so far. */
  readonly text: () => string;
  /** Waits until it has said enough. @throws if it ends before */
  readonly says: (isEnough: (text: string) => boolean) => Promise<void>;
  readonly stop: () => void;
}

/** @param path from the root of the repository */
export function run(path: string, words: readonly string[]): Program {
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  const child = spawn(process.execPath, [file, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const heard = new Set<() => void>();
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      for (const listen of heard) listen();
    });
  }
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return {
    ended,
    text: () => text,
    says: (isEnough) =>
      new Promise((resolve, reject) => {
        const listen = (): void => {
          if (isEnough(text)) resolve();
        };
        heard.add(listen);
        listen();
        ended.then(() => reject(new Error(`${path} ended early:\n${text}`)));
      }),
    stop: () => void child.kill('SIGINT'),
  };
}

/** @throws with what it said, unless it ends well */
export async function runToEnd(path: string, words: readonly string[]): Promise<void> {
  const program = run(path, words);
  const status = await program.ended;
  if (status !== 0) throw new Error(`${path} ended with ${status}:\n${program.text()}`);
}
