// What this room needs of a logger: the Powertools one fits. Fields are never keys, prompts or answers.

type Fields = Readonly<Record<string, unknown>>;

export interface Log {
  info(message: string, fields: Fields): void;
  warn(message: string, fields: Fields): void;
  error(message: string, fields: Fields): void;
}
