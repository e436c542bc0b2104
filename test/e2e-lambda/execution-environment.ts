// One execution environment: a process of AWS's runtime client with one function in it, which does one thing at a time, is
// frozen in between, and is stopped for good at a deadline, with all that it has started.
import { type ChildProcess, spawn } from 'node:child_process';
import { once, setMaxListeners } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type RuntimeApi, startRuntimeApi, type Told } from './runtime-api.ts';

export interface FunctionSettings {
  readonly name: string;
  readonly region: string;
  readonly account: string;
  /** Folder of the bundle. */
  readonly code: string;
  readonly handler: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** What the stack gives it, and where the services are. */
  readonly environment: Readonly<Record<string, string>>;
}

export type Outcome =
  | { readonly type: 'returned'; readonly value: unknown }
  | { readonly type: 'threw'; readonly errorType: string; readonly message: string }
  /** Stopped at its deadline, or before by somebody else. */
  | { readonly type: 'timed-out' | 'killed' };

/** What may befall a function at work, each at the moment that its signal tells. */
export interface Accidents {
  /** Its host is lost. */
  readonly kill?: AbortSignal;
  /** It gets stuck, so that not even its timers run. */
  readonly stick?: AbortSignal;
}

export interface ExecutionEnvironment {
  /** From the start of the process until it asks for work. */
  readonly initMs: number;
  isUsable(): boolean;
  invoke(event: unknown, accidents: Accidents): Promise<Outcome>;
  close(): Promise<void>;
}

const NEVER = new AbortController().signal;
setMaxListeners(0, NEVER);

/** @throws Error with what the function says if it does not start */
export async function startEnvironment(
  client: string,
  settings: FunctionSettings,
  log: (line: string) => void,
): Promise<ExecutionEnvironment> {
  const api = await startRuntimeApi();
  const folder = mkdtempSync(join(tmpdir(), `photofinish-${settings.name}-`));
  const startedMs = performance.now();
  const child = spawn(process.execPath, [client, settings.handler], {
    cwd: settings.code,
    env: environmentOf(settings, api, folder),
    stdio: ['ignore', 'pipe', 'pipe'],
    // a group of its own, so that all it starts can be frozen and stopped with it
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', log);
  const gone = once(child, 'exit');
  let usable = true;
  const end = async (): Promise<void> => {
    signal(child, 'SIGKILL');
    await gone;
    await api.close();
    await rm(folder, { recursive: true, force: true });
  };
  let ending: Promise<void> | null = null;
  const close = (): Promise<void> => {
    usable = false;
    ending ??= end();
    return ending;
  };
  const started = await Promise.race([api.ready, gone.then(([status]) => `it ended with status ${status}`)]);
  if (started !== 'ready') {
    await close();
    throw new Error(`${settings.name} did not start: ${typeof started === 'string' ? started : started.body}`);
  }
  const initMs = performance.now() - startedMs;
  const functionArn = `arn:aws:lambda:${settings.region}:${settings.account}:function:${settings.name}`;

  async function invoke(event: unknown, { kill = NEVER, stick = NEVER }: Accidents): Promise<Outcome> {
    signal(child, 'SIGCONT');
    const deadline = AbortSignal.timeout(settings.timeoutMs);
    const answer = api.invoke(event, Date.now() + settings.timeoutMs, functionArn);
    void aborted(stick).then(() => signal(child, 'SIGSTOP'));
    const outcome = await Promise.race([
      answer.then(outcomeOf),
      gone.then((): Outcome => ({ type: 'killed' })),
      aborted(deadline).then((): Outcome => ({ type: 'timed-out' })),
      aborted(kill).then((): Outcome => ({ type: 'killed' })),
    ]);
    if (outcome.type === 'timed-out' || outcome.type === 'killed') await close();
    else signal(child, 'SIGSTOP');
    return outcome;
  }

  return { initMs, invoke, close, isUsable: () => usable };
}

// What a function of Lambda sees, and nothing of this machine.
function environmentOf(settings: FunctionSettings, api: RuntimeApi, folder: string): Record<string, string> {
  return {
    ...{ AWS_LAMBDA_RUNTIME_API: api.address, _HANDLER: settings.handler, LAMBDA_TASK_ROOT: settings.code },
    ...{ AWS_REGION: settings.region, AWS_DEFAULT_REGION: settings.region },
    ...{ AWS_ACCESS_KEY_ID: settings.account, AWS_SECRET_ACCESS_KEY: 'test', AWS_SESSION_TOKEN: 'test' },
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: settings.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${settings.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/22/[$LATEST]0123456789abcdef',
    ...{ TZ: ':UTC', LANG: 'en_US.UTF-8', TMPDIR: folder, PATH: `${dirname(process.execPath)}:/usr/bin:/bin` },
    ...settings.environment,
  };
}

function outcomeOf(told: Told): Outcome {
  const body: unknown = told.body === '' ? null : JSON.parse(told.body);
  if (told.type === 'response') return { type: 'returned', value: body };
  const { errorType, errorMessage } = body as { readonly errorType: string; readonly errorMessage: string };
  return { type: 'threw', errorType, message: errorMessage };
}

function signal({ pid }: ChildProcess, name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // gone already
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
