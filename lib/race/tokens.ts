// How many tokens a stream had, and how many of them came with its first chunk.
import type { Reading } from './replay.ts';

export interface TokenCount {
  readonly inputTokens: number | null;
  /** Visible and reasoning tokens together. */
  readonly outputTokens: number;
  readonly reasoningTokens: number | null;
  readonly cachedTokens: number | null;
  readonly from: 'usage' | 'counted';
  /** Tokens that were seen in the stream: hidden reasoning was made before it and tells nothing of its pace. */
  readonly streamedTokens: number;
  readonly firstChunkTokens: number;
}

/** Counts by the provider's usage, else by the o200k tokenizer. To be called when no stream runs: counting takes time. */
export async function countTokens(reading: Reading): Promise<TokenCount> {
  const { usage, text } = reading;
  const counted = usage?.outputTokens == null;
  const outputTokens = usage?.outputTokens ?? (await count(Object.values(text).join('')));
  const reasoningTokens = usage?.reasoningTokens ?? null;
  const hidden = !counted && text.reasoning === '' ? (reasoningTokens ?? 0) : 0;
  const streamedTokens = Math.max(0, outputTokens - hidden);
  return {
    inputTokens: usage?.inputTokens ?? null,
    outputTokens,
    reasoningTokens,
    cachedTokens: usage?.cachedTokens ?? null,
    from: counted ? 'counted' : 'usage',
    streamedTokens,
    firstChunkTokens: firstChunkTokens(reading, streamedTokens),
  };
}

// Where the stream gives one event a token, events are counted; else the tokens are shared out by characters.
function firstChunkTokens(reading: Reading, streamedTokens: number): number {
  const first = reading.tokenChunks[0];
  if (first === undefined) return 0;
  const events = reading.tokenChunks.reduce((sum, chunk) => sum + chunk.events, 0);
  if (streamedTokens <= events * 1.05) return Math.min(first.events, streamedTokens);
  const characters = reading.tokenChunks.reduce((sum, chunk) => sum + chunk.characters, 0);
  return Math.max(1, Math.round((streamedTokens * first.characters) / characters));
}

// 1 MB of merges and 160 ms to load: only where a provider gives no usage.
async function count(text: string): Promise<number> {
  const { countTokens: o200k } = await import('gpt-tokenizer');
  return o200k(text);
}
