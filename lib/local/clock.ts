// Clocks, and waiting by them, so that tests need not wait.

export interface Clock {
  /** Epoch ms; it may be set, forward or back. */
  wallMs(): number;
  /** Ms that only ever go forward. */
  monotonicMs(): number;
  /** Resolves after so many ms, or at once when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const SYSTEM_CLOCK: Clock = {
  wallMs: Date.now,
  monotonicMs: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(done, Math.max(0, ms));
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done, { once: true });
      if (signal.aborted) done();
    }),
};
