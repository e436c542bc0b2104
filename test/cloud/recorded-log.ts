// A logger that keeps what it was told.
import type { Log } from '../../lib/cloud/log.ts';

export interface RecordedLog extends Log {
  /** `level message`, in order. */
  readonly lines: string[];
  /** All that was told, as text: to look for what must not be in it. */
  text(): string;
}

export function recordedLog(): RecordedLog {
  const lines: string[] = [];
  const told: unknown[] = [];
  const at = (level: string) => (message: string, fields: unknown) => {
    lines.push(`${level} ${message}`);
    told.push(message, fields);
  };
  return {
    ...{ lines, info: at('info'), warn: at('warn'), error: at('error') },
    text: () => JSON.stringify(told, (_, value) => (value instanceof Error ? `${value.stack}` : value)),
  };
}
