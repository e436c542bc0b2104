// The mistakes of a person's making that this room can meet. Each message says what, where and what would be right.
import type { Refusal } from './refusal.ts';
import { refusalText } from './refusal.ts';

/** Base of the room: every error it throws on purpose. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** When a config file cannot be read or is refused; `refusals` holds every mistake, in the order of the file. */
export class ConfigRefusedError extends ConfigError {
  override name = 'ConfigRefusedError' as const;
  readonly file: string;
  readonly refusals: readonly Refusal[];

  constructor(file: string, refusals: readonly Refusal[]) {
    const lines = refusals.map((refusal) => refusalText(file, refusal));
    super(lines.length === 1 ? lines[0] : `${file} has ${lines.length} mistakes:\n${lines.join('\n')}`);
    this.file = file;
    this.refusals = refusals;
  }
}

/** When the environment or `.env` cannot be read, or holds something that no request header could carry. */
export class KeyError extends ConfigError {
  override name = 'KeyError' as const;
}

/** When a list given to `config import` is refused, or its results cannot be written. */
export class ImportError extends ConfigError {
  override name = 'ImportError' as const;
}
