// A server in a process of its own: started, waited for, and ended with all that it has started itself.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ServerProcess {
  /** Ends it and waits until it is gone. */
  close(): Promise<void>;
}

export interface ServerCommand {
  /** What people call it. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly options: SpawnOptions;
  /** Whether it is ready to serve. */
  readonly isReady: () => Promise<boolean>;
}

const START_TIMEOUT_MS = 60_000;
const CLOSE_TIMEOUT_MS = 10_000;

/** Starts a server. @throws Error if it ends at once, or is not ready within a minute */
export async function startServer({ name, program, args, options, isReady }: ServerCommand): Promise<ServerProcess> {
  // detached: the leader of a group, which can be ended as one
  const child = spawn(program, [...args], { ...options, detached: true });
  const close = () => ended(child);
  try {
    await Promise.race([untilReady(name, isReady, child), failure(name, child)]);
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}

async function failure(name: string, child: ChildProcess): Promise<never> {
  const [error] = (await once(child, 'error')) as [Error];
  throw new Error(`${name} could not be started: ${error.message}`);
}

async function untilReady(name: string, isReady: () => Promise<boolean>, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`${name} ended at once with status ${child.exitCode}.`);
    if (await isReady()) return;
    await sleep(100);
  }
  throw new Error(`${name} was not ready within ${START_TIMEOUT_MS / 1_000} s.`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit');
    child.kill();
    const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_TIMEOUT_MS);
    await gone;
    clearTimeout(timer);
  }
  endGroup(child.pid);
}

function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // nothing of it is left
  }
}

/** Whether anything answers at an address. */
export async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
