// Ctrl-C and its like, as two abort signals: the first asks for a clean end, the second for one now.

export interface StopSignals {
  readonly first: AbortSignal;
  readonly second: AbortSignal;
}

/** Listens from now on. @param notice said on stderr at the first signal */
export function stopSignals(notice: string): StopSignals {
  const first = new AbortController();
  const second = new AbortController();
  const onSignal = () => {
    if (first.signal.aborted) {
      second.abort(new Error('stopped'));
    } else {
      process.stderr.write(`\n${notice}\n`);
      first.abort(new Error('stopped'));
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return { first: first.signal, second: second.signal };
}
