import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutputFileError } from '../../../lib/local/errors.ts';
import { fileOutput } from '../../../lib/local/terminal/output-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'photofinish-out-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('fileOutput', () => {
  it('shows the file only when all is written, in the place of the old one', async () => {
    const path = join(folder, 'out.csv');
    writeFileSync(path, 'old');
    await using output = await fileOutput(path);
    await output.write('one\n');
    await output.write('two\n');
    expect(readFileSync(path, 'utf8')).toBe('old');
    await output.finish();
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });

  it('leaves no trace of what was not finished', async () => {
    {
      await using output = await fileOutput(join(folder, 'out.csv'));
      await output.write('one\n');
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it('follows a link, so that it stays one', async () => {
    writeFileSync(join(folder, 'real.csv'), 'old');
    symlinkSync('real.csv', join(folder, 'link.csv'));
    await using output = await fileOutput(join(folder, 'link.csv'));
    await output.write('new');
    await output.finish();
    expect(readFileSync(join(folder, 'real.csv'), 'utf8')).toBe('new');
    expect(readdirSync(folder).toSorted()).toEqual(['link.csv', 'real.csv']);
  });

  it.each([
    ['a folder', 'sub', 'is a folder; name a file'],
    ['a folder that is not there', 'none/out.csv', 'its folder does not exist'],
    ['a path through a file', 'file/out.csv', 'a part of its path is a file'],
    ['a device', '/dev/null', 'is no plain file'],
  ])('refuses %s', async (_, name, reason) => {
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'file'), '');
    const path = name.startsWith('/') ? name : join(folder, name);
    const opening = fileOutput(path);
    await expect(opening).rejects.toThrow(OutputFileError);
    await expect(opening).rejects.toThrow(`--out ${path}: ${reason}`);
  });
});
