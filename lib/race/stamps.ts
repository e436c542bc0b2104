// Servers of ours put a stamp of the machine's monotonic clock in front of each write, as an SSE comment, which every
// parser passes over. Matched with the arrival of that write, it is the truth about this instrument.
import type { Capture } from './capture.ts';

/** One write of the server and the moment we saw it; both on our own monotonic clock, ms. */
export interface SeenWrite {
  readonly writtenMs: number;
  readonly seenMs: number;
}

export interface SeenStamps {
  /** When the server had the request. */
  readonly receivedMs: number;
  /** The writes that bore tokens, in order; never empty. */
  readonly writes: readonly SeenWrite[];
}

// `: received <ns>` once, in front of the first; `: written <ns>` in front of each.
const STAMP = /^: (received|written) (\d{1,20})$/gm;

/** The stamps within a captured response; `null` if there are none. */
export function seenStamps(capture: Capture): SeenStamps | null {
  const toOwnClockMs = performance.now() - Number(process.hrtime.bigint()) / 1e6;
  const text = Buffer.concat(capture.chunks.map(({ bytes }) => bytes)).toString('latin1');
  let receivedMs: number | null = null;
  const writes: SeenWrite[] = [];
  let chunk = 0;
  let chunkEnd = capture.chunks[0]?.bytes.byteLength ?? 0;
  for (const match of text.matchAll(STAMP)) {
    while (match.index >= chunkEnd && chunk + 1 < capture.chunks.length) {
      chunk++;
      chunkEnd += capture.chunks[chunk]?.bytes.byteLength ?? 0;
    }
    const stampMs = Number(match[2]) / 1e6 + toOwnClockMs;
    if (match[1] === 'received') receivedMs ??= stampMs;
    else writes.push({ writtenMs: stampMs, seenMs: capture.chunks[chunk]?.atMs ?? Number.NaN });
  }
  return receivedMs === null || writes.length === 0 ? null : { receivedMs, writes };
}
