// Starts the publisher's process and asks it to publish.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Publication, PublisherSetup } from './publisher.ts';

export interface PublisherProcess {
  /** Publishes the board as of a moment. @throws Error if the process has ended */
  publish(nowMs: number): Promise<Publication>;
  stop(): Promise<void>;
}

export function startPublisher(setup: Omit<PublisherSetup, 'folder'>): PublisherProcess {
  const folder = mkdtempSync(join(tmpdir(), 'photofinish-scale-'));
  const child = fork(join(import.meta.dirname, 'publisher.ts'), [JSON.stringify({ ...setup, folder })]);
  const gone = once(child, 'exit');
  return {
    async publish(nowMs) {
      const answer = once(child, 'message') as Promise<[Publication]>;
      child.send(nowMs);
      const ended = gone.then(([status]) =>
        Promise.reject(new Error(`The publisher has ended with status ${status}.`)),
      );
      const [publication] = await Promise.race([answer, ended]);
      return publication;
    },
    async stop() {
      child.disconnect();
      await gone;
      rmSync(folder, { recursive: true });
    },
  };
}
