// From zod's issues to refusals that name the field as a person would.
import type * as z from 'zod';
import type { Path } from './refusal.ts';
import { shown, shownName } from './shown.ts';

/** A mistake at a path of the data; the file adds line and column. */
export interface Mistake {
  readonly path: Path;
  /** Whether the field's name or its value is wrong. */
  readonly of: 'key' | 'value';
  readonly what: string;
  readonly remedy: string;
}

/** One mistake for each thing that is wrong. @param root the data that was checked */
export function explain(issue: z.core.$ZodIssue, root: unknown, around: Path = []): Mistake[] {
  const path = [...around, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const remedies = issue.message.split('\n');
      return issue.keys.map((name, index) => ({
        path: [...path, name],
        of: 'key',
        what: 'is not a known field',
        remedy: remedies[index] ?? '',
      }));
    }
    case 'invalid_union': {
      // the branch that the value was meant for is the one that took its type
      const branch = issue.errors.find((issues) =>
        issues.every((one) => one.path.length > 0 || one.code !== 'invalid_type'),
      );
      const meant = branch?.every((one) => one.code !== 'invalid_value') ? branch : undefined;
      if (meant !== undefined) return meant.flatMap((one) => explain(one, root, path));
      return [{ path, of: 'value', what: whatIsWrong(path, root), remedy: jsonRemedy(issue, path) }];
    }
    case 'invalid_key':
      return [{ path, of: 'key', what: 'is not a valid name', remedy: issue.issues[0]?.message ?? issue.message }];
    default: {
      const remedy = jsonRemedy(issue, path);
      return [{ path, of: 'value', what: whatIsWrong(path, root), remedy }];
    }
  }
}

function jsonRemedy(issue: z.core.$ZodIssue, path: Path): string {
  return path.includes('body') ? 'Write text, a number, true, false, a list or a map.' : issue.message;
}

function whatIsWrong(path: Path, root: unknown): string {
  const value = valueAt(path, root);
  if (value === undefined) return 'is missing';
  const field = path.at(-1);
  if (field === 'key') return typeof value === 'string' ? 'is not the name of a variable (not shown)' : 'is not a name';
  if (field === 'baseUrl') return 'is not an address that can be used';
  return value === null || value === '' ? 'is empty' : `is ${shown(value)}`;
}

/** The value at a path; `undefined` where there is none. */
export function valueAt(path: Path, root: unknown): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** A path whose steps are safe to show. */
export function shownPath(path: Path): Path {
  return path.map((step) => (typeof step === 'number' ? step : shownName(step)));
}
