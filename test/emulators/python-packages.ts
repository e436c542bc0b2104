// Packages from PyPI that a suite needs: fetched when it first needs them, into a virtual environment that `npm ci` clears away.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs the packages if they are not there in just these versions.
 * @param home folder of the virtual environment
 * @param packages each as `name==version`
 * @returns the folder with its commands
 */
export function fetchPythonPackages(home: string, packages: readonly string[]): string {
  const commands = join(home, 'bin');
  const made = join(home, 'installed.txt');
  const wanted = packages.join('\n');
  if (existsSync(made) && readFileSync(made, 'utf8') === wanted) return commands;
  run('python3', ['-m', 'venv', '--clear', home], 'Python 3.10 or later with its venv module (python3-venv in Debian)');
  run(join(commands, 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...packages], 'PyPI');
  writeFileSync(made, wanted);
  return commands;
}

function run(program: string, args: readonly string[], needed: string): void {
  try {
    execFileSync(program, args, { stdio: 'pipe' });
  } catch (cause) {
    throw new Error(`"${program} ${args.join(' ')}" failed. It needs ${needed}.`, { cause });
  }
}
