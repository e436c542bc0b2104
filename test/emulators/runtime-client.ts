// AWS's own runtime client for Node.js: the program between Lambda and a function's code. Its native part is built when a suite
// first needs it (a minute), into a folder of its own that `npm ci` clears away.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const PACKAGE = 'aws-lambda-ric@4.0.2';
const HOME = resolve('node_modules/.cache/aws-lambda-ric');
const CLIENT = join(HOME, 'node_modules/aws-lambda-ric');
const NATIVE_PART = join(CLIENT, 'rapid-client.node');

/** @returns the client's program, which is built if need be */
export async function fetchRuntimeClient(): Promise<string> {
  if (!existsSync(NATIVE_PART)) await build();
  return join(CLIENT, 'index.mjs');
}

async function build(): Promise<void> {
  await mkdir(HOME, { recursive: true });
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', HOME, PACKAGE];
  try {
    execFileSync('npm', args, { stdio: 'pipe' });
  } catch (cause) {
    throw new Error(
      `AWS's runtime client could not be built: "npm ${args.join(' ')}" failed. It needs g++, make, cmake, python3 and xz.`,
      { cause },
    );
  }
  if (!existsSync(NATIVE_PART)) throw new Error(`"npm ${args.join(' ')}" built no ${NATIVE_PART}.`);
}
