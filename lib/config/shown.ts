// How a value from a config file is quoted in a message. A file may hold a key in any place by mistake: it is not repeated.
import { printable } from '../domain/text.ts';

const KNOWN_KEY =
  /(?:sk|pk|rk|gsk|csk|hf|xai|nvapi|fw|tgp|pplx|ghp|r8)[-_][\w-]{6,}|(?:AIza|ABSK|AKIA|ASIA|eyJ)[\w-]{8,}/;
const LONG_RUN = /[\w+=-]{20,}/g;
const MAX_SHOWN = 60;

/** Whether a text holds something that may be a secret; errs on the side of yes. */
export function looksSecret(text: string): boolean {
  if (KNOWN_KEY.test(text)) return true;
  return (text.match(LONG_RUN) ?? []).some((run) => /\d/.test(run) && /[A-Za-z]/.test(run));
}

/** A value as it is quoted in a message: short, printable, never what may be a secret. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map of fields';
  if (typeof value !== 'string') return printable(String(value), MAX_SHOWN);
  if (value.trim() === '') return 'empty';
  return looksSecret(value) ? 'a text that may be a key (not shown)' : `"${printable(value, MAX_SHOWN)}"`;
}

/** A field's name as it is quoted in a message. */
export function shownName(name: string): string {
  return looksSecret(name) ? '(a name that may be a key, not shown)' : printable(name, MAX_SHOWN);
}
