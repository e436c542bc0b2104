// The reference target: an endpoint of ours, in a process of its own, that is raced in every round. What we stamped
// later than it wrote is the error of this instrument, as seen from outside.
import type { ReferenceCheck } from '../domain/round.ts';
import { rounded } from '../domain/time.ts';
import type { Capture } from './capture.ts';
import { seenStamps } from './stamps.ts';

// The reference writes every 10 ms: within this distance of any moment there is a write to check by.
const NEIGHBOURHOOD_MS = 15;

export interface ReferenceReading {
  readonly check: ReferenceCheck;
  /** The latest that a write of the reference was seen around a moment, ms; `null` where it has none nearby. */
  lateNear(atMs: number): number | null;
  /** Median lateness over the round, ms. */
  readonly medianLateMs: number;
}

/** What the reference says of this round; `null` if it gave no stamps, so that nothing can be said. */
export function readReference(capture: Capture): ReferenceReading | null {
  const stamps = seenStamps(capture);
  const first = stamps?.writes[0];
  if (stamps === null || first === undefined || capture.firedAtMs === null) return null;
  const ttftErrorMs = first.seenMs - capture.firedAtMs - (first.writtenMs - stamps.receivedMs);
  const writes = stamps.writes.map(({ seenMs, writtenMs }) => ({ seenMs, lateMs: seenMs - writtenMs }));
  const lates = writes.map(({ lateMs }) => lateMs).sort((a, b) => a - b);
  return {
    check: { ttftErrorMs: rounded(ttftErrorMs, 3), maxLateMs: rounded(lates.at(-1) ?? null, 3) },
    medianLateMs: lates[Math.floor(lates.length / 2)] ?? 0,
    lateNear(atMs) {
      const near = writes.filter(({ seenMs }) => Math.abs(seenMs - atMs) <= NEIGHBOURHOOD_MS);
      return near.length === 0 ? null : Math.max(...near.map(({ lateMs }) => lateMs));
    },
  };
}
