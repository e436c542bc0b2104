// What a response really did, by the server's own clock around each write. It is asked for afterwards, so that it is had
// alike for every dialect: not every one has room for a stamp in its stream.
import { STAMPS_PATH, type WriteStamps } from '../../lib/fleet/stamps.ts';
import type { TokenChunk } from '../../lib/race/replay.ts';
import type { SeenStamps, SeenWrite } from '../../lib/race/stamps.ts';

/** The stamps of the response to a prompt. @throws where the server knows of none */
export async function stampsOf(origin: string, prompt: string): Promise<WriteStamps> {
  const response = await fetch(`${origin}${STAMPS_PATH}?nonce=${encodeURIComponent(prompt)}`);
  if (!response.ok) throw new Error(`${origin} has no stamps of the response to: ${prompt}`);
  return (await response.json()) as WriteStamps;
}

/** From the request's receipt to the first write that bore a token, ms. */
export function trueTtftMs({ received, writes }: WriteStamps): number {
  return writes[0] === undefined ? Number.NaN : Number(BigInt(writes[0][0]) - BigInt(received)) / 1e6;
}

/**
 * Each write beside the chunk in which the race read its first token, on our own clock. So it is held against all that
 * the race does: the stamp, and the replay that gives each event its chunk.
 */
export function seenWrites({ received, writes }: WriteStamps, chunks: readonly TokenChunk[]): SeenStamps {
  const toOwnClockMs = performance.now() - Number(process.hrtime.bigint()) / 1e6;
  const seen: SeenWrite[] = [];
  let chunk = 0;
  let readTokens = chunks[0]?.events ?? 0;
  let writtenTokens = 0;
  for (const [ns, tokens] of writes) {
    // one read may bring two writes; every wire of ours gives a token an event of its own
    while (readTokens <= writtenTokens && chunk + 1 < chunks.length) {
      chunk++;
      readTokens += chunks[chunk]?.events ?? 0;
    }
    seen.push({ writtenMs: Number(ns) / 1e6 + toOwnClockMs, seenMs: chunks[chunk]?.atMs ?? Number.NaN });
    writtenTokens += tokens;
  }
  return { receivedMs: Number(received) / 1e6 + toOwnClockMs, writes: seen };
}
