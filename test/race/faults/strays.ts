// Errors that nobody handles would end the process of a monitor: a promise that was let go of, a listener that throws.
import { setTimeout as sleep } from 'node:timers/promises';

export interface Strays {
  readonly seen: () => readonly string[];
  /** Resolves when what was let go of has had its time to fail. */
  readonly settled: () => Promise<void>;
  readonly stop: () => void;
}

export function watchForStrays(): Strays {
  const seen: string[] = [];
  const note = (error: unknown) =>
    void seen.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.on('unhandledRejection', note).on('uncaughtExceptionMonitor', note);
  return {
    seen: () => seen,
    settled: () => sleep(50),
    stop: () => void process.off('unhandledRejection', note).off('uncaughtExceptionMonitor', note),
  };
}
