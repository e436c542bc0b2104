// `config import`: the list is read, checked whole, and only then written: keys first, so that no config names a key
// that is nowhere.
import { existsSync } from 'node:fs';
import type { Preset } from '../domain/target.ts';
import { ImportError } from './errors.ts';
import { importList } from './import.ts';
import { readEnvFile } from './keys.ts';
import { addToEnvFile, isIgnoredByGit, writeNewFile } from './secret-file.ts';
import { readText } from './text-file.ts';

const MAX_FILE_BYTES = 10_000_000;

export interface ImportOptions {
  readonly presets: readonly Preset[];
  /** The config file to write; `null` writes none. */
  readonly out: string | null;
  /** The file the keys are added to. */
  readonly env: string;
}

/**
 * @returns the YAML text, and what a person should be told, a line each; never with a key
 * @throws ImportError, KeyError; then neither file was changed, or only keys were added
 */
export function importFrom(file: string, options: ImportOptions): { yaml: string; said: string[] } {
  const read = readText(file, MAX_FILE_BYTES);
  if ('problem' in read) throw new ImportError(`${file} ${read.problem}. ${read.remedy}`);
  const { out, env, presets } = options;
  if (out !== null && existsSync(out)) throw new ImportError(`${out} is there already. Name another file with --out.`);
  const { yaml, keys, notes } = importList(read.text, { presets, taken: readEnvFile(env) });
  const said = [...notes];
  if (keys.size > 0) {
    const added = addToEnvFile(env, keys);
    if (added.length > 0) said.push(`Added to ${env}, which only you can read: ${added.join(', ')}.`);
    if (isIgnoredByGit(env) === false) said.push(`Warning: git does not ignore ${env}. Add it to .gitignore.`);
    said.push(`${file} still holds the keys: delete it when all is well.`);
  }
  if (out !== null) {
    writeNewFile(out, yaml);
    said.push(`Wrote ${out}. Check it with: npx photofinish config check ${out}`);
  }
  return { yaml, said };
}
