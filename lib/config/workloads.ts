// From the form of a workload to the workload itself.
import type { Workload } from '../domain/workload.ts';
import type { Mistake } from './explain.ts';
import { type Prompts, readPrompts } from './prompts.ts';
import { durationText } from './quantity.ts';
import type { WorkloadForm } from './schema.ts';

const DEFAULT_GUN_MS = 60_000;

/** What is asked where the file names no workload. */
export const DEFAULT_WORKLOAD: Workload = {
  name: 'chat',
  everyMs: 300_000,
  gunDelayMs: DEFAULT_GUN_MS,
  prompts: ['Write a short story about a lighthouse keeper.'],
  inputTokens: null,
  maxOutputTokens: 128,
  temperature: 0,
};

/**
 * The workload, or the mistakes that only show when its fields are seen together.
 * @param folder where the config file is: a file of prompts is looked for from there
 */
export function workloadOf(name: string, form: WorkloadForm, folder: string): Workload | Mistake[] {
  const path = ['workloads', name];
  const mistakes: Mistake[] = [];
  const gunDelayMs = gunOf(form);
  if (gunDelayMs >= form.every) {
    const what = `is ${durationText(gunDelayMs)}, but rounds come every ${durationText(form.every)}`;
    mistakes.push({ path: [...path, 'gun'], of: 'value', what, remedy: 'Write a shorter time, or immediate.' });
  }
  const prompts = promptsOf(form, folder);
  if ('problem' in prompts) {
    const field = form.prompts === undefined ? 'prompt' : 'prompts';
    mistakes.push({ path: [...path, field], of: 'value', what: prompts.problem, remedy: prompts.remedy });
    return mistakes;
  }
  if (mistakes.length > 0) return mistakes;
  return {
    name,
    everyMs: form.every,
    gunDelayMs,
    prompts: prompts.prompts,
    inputTokens: form.inputTokens ?? null,
    maxOutputTokens: form.maxOutputTokens,
    temperature: form.temperature ?? null,
  };
}

function gunOf(form: WorkloadForm): number {
  if (form.gun === 'immediate') return 0;
  return form.gun ?? (form.every > DEFAULT_GUN_MS ? DEFAULT_GUN_MS : 0);
}

function promptsOf(form: WorkloadForm, folder: string): Prompts {
  if (form.prompt !== undefined && form.prompts !== undefined) {
    return { problem: 'stands beside prompt', remedy: 'Keep one of the two.' };
  }
  if (form.prompts !== undefined) return readPrompts(form.prompts, folder);
  if (form.prompt !== undefined) return { prompts: [form.prompt] };
  return { problem: 'is missing', remedy: 'Write a prompt, or in prompts the name of a JSONL file with one a line.' };
}
