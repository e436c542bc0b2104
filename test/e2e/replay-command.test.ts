// The real program, as a person would start it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplesCsv } from '../../lib/local/terminal/report/samples.ts';
import { keyAt, sampleOf } from '../results/fixtures.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const AT_MS = Date.parse('2026-11-22T03:15:00Z');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'photofinish-replay-'));
  const samples = Array.from({ length: 12 }, (_, round) => sampleOf(keyAt(AT_MS + round * 300_000), 'a/one'));
  writeFileSync(join(folder, 'samples.csv'), samplesCsv(samples, false));
  writeFileSync(join(folder, 'other.csv'), 'a,b\n1,2\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

function replay(...args: readonly string[]) {
  const program = join(ROOT, 'bin/photofinish.ts');
  return spawnSync(process.execPath, [program, 'replay', ...args], { cwd: folder, encoding: 'utf8' });
}

describe('photofinish replay', () => {
  it.each([
    [
      ['--from', 'samples.csv'],
      0,
      /^chat us-east-1: 1 target, a round every 300 s, .*: 0 events, 0\.000 a series/,
      /^$/,
    ],
    [['--from', 'samples.csv', '--format', 'ndjson'], 0, /^$/, /^$/],
    [['--from', 'other.csv'], 2, /^$/, /^other\.csv has no column round, workload/],
    [['--from', 'nowhere.csv'], 2, /^$/, /^nowhere\.csv cannot be read: ENOENT/],
    [['--from', 'samples.csv', '--every', 'often'], 2, /^$/, /Write a whole number from 1 to 86400/],
    [[], 2, /^$/, /required option '--from <file\|table>' not specified/],
  ])('%j ends with %i', (args, status, stdout, stderr) => {
    const run = replay(...args);
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status, stderr: expect.stringMatching(stderr) });
    expect(run.stdout).toMatch(stdout);
  });
});
