// One mistake in a config file, and how a person is told of it.

export interface Refusal {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** The field as one would say it, `targets[2].model`; empty for the file as a whole. */
  readonly path: string;
  /** What is wrong, to be read after the path: `is "60"`. Never holds a secret. */
  readonly what: string;
  /** What would be right: a sentence. */
  readonly remedy: string;
}

export type Path = readonly (string | number)[];

/** `file:line:column path what. remedy`, the form that editors and terminals turn into a link. */
export function refusalText(file: string, refusal: Refusal): string {
  const subject = refusal.path === '' ? 'the file' : refusal.path;
  return `${file}:${refusal.line}:${refusal.column} ${subject} ${refusal.what}. ${refusal.remedy}`;
}

/** A path as text: `targets[2].alarms.ttft`. */
export function pathText(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}
