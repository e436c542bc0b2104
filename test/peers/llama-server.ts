// llama.cpp's own HTTP server with a tiny model of random weights: a real inference engine, and four of our dialects in one.
import { mkdtempSync, openSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../emulators/free-port.ts';
import { fetchPythonPackages } from '../emulators/python-packages.ts';
import { type ServerProcess, startServer } from '../emulators/server-process.ts';

const PACKAGES = ['xllamacpp==2026.10.11549', 'gguf==0.19.0'];
const HOME = resolve('node_modules/.cache/llama-server');
const PROGRAM = fileURLToPath(new URL('./serve_llama.py', import.meta.url));

/** The key that it wants. */
export const LLAMA_KEY = 'key-of-the-llama-server';

export interface LlamaServer extends ServerProcess {
  readonly origin: string;
}

export async function startLlamaServer(): Promise<LlamaServer> {
  const commands = fetchPythonPackages(HOME, PACKAGES);
  const folder = mkdtempSync(join(tmpdir(), 'photofinish-llama-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const logFile = join(folder, 'server.log');
  const log = openSync(logFile, 'w');
  const server = await startServer({
    name: 'llama.cpp',
    program: join(commands, 'python'),
    args: [PROGRAM, join(folder, 'tiny.gguf'), String(port), LLAMA_KEY],
    // its input ends with us, and it with its input
    options: { stdio: ['pipe', log, log], env: { HOME: folder, PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1' } },
    isReady: () => isHealthy(origin),
  }).catch(async (cause: unknown) => {
    const said = readFileSync(logFile, 'utf8').slice(-2_000);
    await rm(folder, { recursive: true, force: true });
    throw new Error(`llama.cpp could not be started. It said: ${said}`, { cause });
  });
  return {
    origin,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// It answers 503 while it loads its model.
function isHealthy(origin: string): Promise<boolean> {
  return fetch(`${origin}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}
