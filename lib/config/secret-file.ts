// Writing `.env`: whole or not at all, readable by its owner only, and never through a link to somewhere else.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'dotenv';
import { ImportError, KeyError } from './errors.ts';

const OWNER_ONLY = 0o600;
const FOR_ALL = 0o644;

/**
 * Adds the variables that a `.env` file does not hold yet; it is made if it is not there, and closed to other users
 * in any case.
 * @returns the names added
 * @throws KeyError if the file is a link or cannot be written
 */
export function addToEnvFile(path: string, keys: ReadonlyMap<string, string>): string[] {
  const before = existingText(path);
  const held = parse(before);
  const added = [...keys].filter(([name, value]) => held[name] !== value);
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  const lines = added.map(([name, value]) => `${envLine(name, value)}\n`);
  try {
    replaceFile(path, `${before}${gap}${lines.join('')}`, OWNER_ONLY);
  } catch (error) {
    throw new KeyError(`${path} could not be written (${codeOf(error)}). Name another file with --env.`, {
      cause: error,
    });
  }
  return added.map(([name]) => name);
}

/**
 * Writes a file that is not there yet.
 * @throws ImportError if it is there, or cannot be written
 */
export function writeNewFile(path: string, text: string): void {
  try {
    withTemporary(path, text, FOR_ALL, (temporary) => linkSync(temporary, path));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') throw new ImportError(`${path} is there already. Name another file with --out.`);
    throw new ImportError(`${path} could not be written (${code}). Name another file with --out.`, { cause: error });
  }
}

/** Whether git would leave the file out: `null` where there is no repository, or no git, to ask. */
export function isIgnoredByGit(path: string): boolean | null {
  try {
    execFileSync('git', ['check-ignore', '-q', '--', basename(path)], { cwd: dirname(path), stdio: 'ignore' });
    return true;
  } catch (error) {
    return error instanceof Error && 'status' in error && error.status === 1 ? false : null;
  }
}

function existingText(path: string): string {
  try {
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) throw new KeyError(`${path} is a symbolic link. Name the file itself with --env.`);
    if (!stat.isFile()) throw new KeyError(`${path} is not a file. Name another one with --env.`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof KeyError) throw error;
    if (codeOf(error) === 'ENOENT') return '';
    throw new KeyError(`${path} cannot be read (${codeOf(error)}). Name another file with --env.`, { cause: error });
  }
}

// A key may hold "#", quotes or "$": the first form is taken that the reader gives back unchanged.
function envLine(name: string, value: string): string {
  const forms = ['', "'", '"', '`'].map((quote) => `${name}=${quote}${value}${quote}`);
  const faithful = forms.find((form) => parse(form)[name] === value);
  if (faithful === undefined)
    throw new KeyError(`The key for ${name} cannot be written to a .env file: set it yourself.`);
  return faithful;
}

function replaceFile(path: string, text: string, mode: number): void {
  withTemporary(path, text, mode, (temporary) => renameSync(temporary, path));
}

function withTemporary(path: string, text: string, mode: number, put: (temporary: string) => void): void {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    const descriptor = openSync(temporary, 'wx', mode);
    try {
      writeSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    put(temporary);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
