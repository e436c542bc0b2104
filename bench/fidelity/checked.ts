// One probe against its truth.
import type { Sample } from '../../lib/domain/sample.ts';
import type { Evidence } from '../../lib/race/race.ts';
import type { SeenStamps } from '../../lib/race/stamps.ts';

/** What one probe was measured at, against the truth; absolute errors, ms and shares. */
export interface Checked {
  readonly ttftMs: number;
  /** Against the first write, plus the whole of our write call, within which the request left. */
  readonly ttftErrorMs: number;
  readonly stampErrorMs: number;
  /** Against first write minus receipt: the server's own delay in taking requests included. */
  readonly serverTtftErrorMs: number;
  readonly gapErrorsMs: readonly number[];
  readonly rateError: number;
  readonly voided: boolean;
  readonly receivedMs: number;
}

/** `null` where the probe did not finish. @param tokens that every answer has */
export function check({ run, reading }: Evidence, sample: Sample, truth: SeenStamps, tokens: number): Checked | null {
  const [first] = truth.writes;
  const last = truth.writes.at(-1);
  if (!first || !last || !reading || sample.outcome !== 'ok' || sample.ttftMs === null) return null;
  const gaps = truth.writes.slice(1).map((write, index) => {
    const before = truth.writes[index] ?? first;
    return Math.abs(write.seenMs - before.seenMs - (write.writtenMs - before.writtenMs));
  });
  // the server writes tokens together that are due together, so the tokens are counted and not the writes
  const laterTokens = tokens - (reading.tokenChunks[0]?.events ?? 1);
  const writtenRate = (laterTokens / (last.writtenMs - first.writtenMs)) * 1000;
  return {
    ttftMs: sample.ttftMs,
    ttftErrorMs: Math.abs(first.seenMs - first.writtenMs) + (run.capture.writeMs ?? 0),
    stampErrorMs: Math.abs(first.seenMs - first.writtenMs),
    serverTtftErrorMs: Math.abs(sample.ttftMs - (first.writtenMs - truth.receivedMs)),
    gapErrorsMs: gaps,
    rateError: Math.abs((sample.outputTokensPerSecond ?? 0) / writtenRate - 1),
    voided: sample.void !== null,
    receivedMs: truth.receivedMs,
  };
}
