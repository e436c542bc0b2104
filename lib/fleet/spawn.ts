// Starts the fleet in a process of its own, so that its clock is not late together with the loop it is to check.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { FleetCrashedError, FleetStartError } from './errors.ts';
import type { FleetPlan, FleetTarget } from './fleet.ts';

export type FleetMessage =
  | { readonly type: 'ready'; readonly targets: Readonly<Record<string, FleetTarget>>; readonly ca: string | null }
  | { readonly type: 'failed'; readonly message: string };

export interface SpawnedFleet {
  readonly targets: Readonly<Record<string, FleetTarget>>;
  readonly ca: string | null;
  readonly pid: number;
  /** Told once if the process ends although nobody closed it; at once if it has already. */
  readonly onCrash: (listener: (error: FleetCrashedError) => void) => void;
  /** Ends the process and waits until it is gone. */
  readonly close: () => Promise<void>;
}

const START_TIMEOUT_MS = 20_000;
const CLOSE_TIMEOUT_MS = 2_000;
const KEPT_STDERR_CHARACTERS = 2_000;

const PROGRAM = new URL('./process.ts', import.meta.url);

/**
 * Starts a fleet in a child process, which does not keep its parent alive and does not outlive it.
 * @param program what the process runs: where the sources are bundled, the bundle of process.ts
 * @throws FleetStartError when it cannot start
 */
export async function spawnFleet(plan: FleetPlan, program: URL = PROGRAM): Promise<SpawnedFleet> {
  const child = fork(program, {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const stderr = tailOf(child);
  const ready = await startOf(child, plan, stderr);
  const crash = crashOf(child, stderr);
  child.unref();
  child.channel?.unref();
  return {
    targets: ready.targets,
    ca: ready.ca,
    pid: child.pid ?? 0,
    onCrash: crash.listen,
    close: async () => {
      crash.expect();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.ref();
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_TIMEOUT_MS);
      await gone;
      clearTimeout(timer);
    },
  };
}

async function startOf(child: ChildProcess, plan: FleetPlan, stderr: () => string) {
  child.send(plan);
  const answer = await new Promise<FleetMessage>((resolve) => {
    const fail = (message: string): void => resolve({ type: 'failed', message });
    const timer = setTimeout(() => fail(`it was not ready after ${START_TIMEOUT_MS} ms`), START_TIMEOUT_MS);
    child.once('message', (message: FleetMessage) => resolve(message));
    child.once('error', (error) => fail(error.message));
    child.once('close', (code, signal) => fail(`it ended with ${signal ?? `status ${code}`}. ${stderr()}`.trim()));
    child.once('message', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
  });
  if (answer.type === 'ready') return answer;
  child.kill('SIGKILL');
  throw new FleetStartError(`The fleet's process did not start: ${answer.message}`);
}

function crashOf(child: ChildProcess, stderr: () => string) {
  let error: FleetCrashedError | null = null;
  let expected = false;
  const listeners: ((error: FleetCrashedError) => void)[] = [];
  // 'close' rather than 'exit': by then all that it complained has arrived
  child.once('close', (code, signal) => {
    if (expected) return;
    const how = signal ?? `status ${code}`;
    error = new FleetCrashedError(`The fleet's process ended with ${how} while in use. ${stderr()}`.trim());
    for (const listener of listeners) listener(error);
  });
  return {
    listen: (listener: (error: FleetCrashedError) => void): void => {
      listeners.push(listener);
      if (error !== null) listener(error);
    },
    expect: (): void => {
      expected = true;
    },
  };
}

/** Keeps the end of what the child complains, without letting the pipe keep this process alive. */
function tailOf(child: ChildProcess): () => string {
  let tail = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-KEPT_STDERR_CHARACTERS);
  });
  if (child.stderr instanceof Socket) child.stderr.unref();
  return () => tail.trim();
}
