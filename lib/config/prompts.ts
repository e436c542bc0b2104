// A file of prompts: one JSON object `{ "prompt": "..." }` or one JSON text a line.
import { resolve } from 'node:path';
import { shown } from './shown.ts';
import { readText } from './text-file.ts';

/** A large file of prompts is held in memory whole. */
const MAX_FILE_BYTES = 20_000_000;

export type Prompts = { readonly prompts: readonly string[] } | { readonly problem: string; readonly remedy: string };

const LINE_REMEDY = 'Write one JSON object a line: {"prompt": "Tell me a story."}';

/** @param folder a relative file name counts from here */
export function readPrompts(file: string, folder: string): Prompts {
  const path = resolve(folder, file);
  const read = readText(path, MAX_FILE_BYTES);
  if ('problem' in read) return { problem: `names ${shown(file)}, which ${read.problem}`, remedy: read.remedy };
  const prompts: string[] = [];
  for (const [index, line] of read.text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const prompt = promptOf(line);
    if (prompt === null) {
      return { problem: `names ${shown(file)}, whose line ${index + 1} holds no prompt`, remedy: LINE_REMEDY };
    }
    prompts.push(prompt);
  }
  if (prompts.length === 0) return { problem: `names ${shown(file)}, which is empty`, remedy: LINE_REMEDY };
  return { prompts };
}

function promptOf(line: string): string | null {
  try {
    const value: unknown = JSON.parse(line);
    const prompt = typeof value === 'object' && value !== null && 'prompt' in value ? value.prompt : value;
    return typeof prompt === 'string' && prompt.trim() !== '' ? prompt : null;
  } catch {
    return null;
  }
}
