// How many tokens a stream had, by its provider's count and by ours, and how many of them came with its first chunk.
import type { Usage } from '../providers/dialect.ts';
import { countO200k } from './o200k.ts';
import type { Reading } from './replay.ts';

export interface TokenCount {
  readonly inputTokens: number | null;
  /** Visible and reasoning tokens together. */
  readonly outputTokens: number;
  readonly reasoningTokens: number | null;
  readonly cachedTokens: number | null;
  readonly from: 'usage' | 'counted';
  /** All text of the stream, by one tokenizer for all. */
  readonly countedTokens: number;
  /** Whether most of our prompt came out of a cache; `null` where the provider does not say. */
  readonly promptWasCached: boolean | null;
  /** Tokens that were seen in the stream: hidden reasoning was made before it and tells nothing of its pace. */
  readonly streamedTokens: number;
  readonly firstChunkTokens: number;
}

/**
 * Counts by the provider's usage, else by the o200k tokenizer. To be called when no stream runs: counting takes time.
 * @param prompt the text that was sent
 */
export async function countTokens(reading: Reading, prompt: string): Promise<TokenCount> {
  const { usage, text } = reading;
  const countedTokens = await countAll(Object.values(text));
  const told = usage?.outputTokens ?? null;
  // no output at all, and yet there was text: then it was not counted
  const isTold = told !== null && (told > 0 || countedTokens === 0);
  const outputTokens = isTold ? told : countedTokens;
  const reasoningTokens = usage?.reasoningTokens ?? null;
  const hidden = isTold && text.reasoning === '' ? (reasoningTokens ?? 0) : 0;
  const streamedTokens = Math.max(0, outputTokens - hidden);
  return {
    // something was asked: a 0 says that it was not told
    inputTokens: usage?.inputTokens || null,
    outputTokens,
    reasoningTokens,
    cachedTokens: usage?.cachedTokens ?? null,
    from: isTold ? 'usage' : 'counted',
    countedTokens,
    promptWasCached: await wasCached(usage, prompt),
    streamedTokens,
    firstChunkTokens: firstChunkTokens(reading, streamedTokens),
  };
}

async function countAll(texts: readonly string[]): Promise<number> {
  let tokens = 0;
  for (const text of texts) tokens += await countO200k(text);
  return tokens;
}

async function wasCached(usage: Usage | null, prompt: string): Promise<boolean | null> {
  if (usage?.cachedTokens == null) return null;
  return usage.cachedTokens === 0 ? false : mostWasCached(usage, await countO200k(prompt));
}

/**
 * Whether most of our prompt came out of a cache. It begins with a number that was never sent before, so none of it should;
 * what a provider's own template puts in front of it is the same each time, and may well be cached. So the rule looks at
 * what was not: it is at least our prompt, and less than half of that tells of a cache.
 * @param promptTokens our prompt, by our own count
 */
export function mostWasCached({ inputTokens, cachedTokens }: Usage, promptTokens: number): boolean | null {
  if (inputTokens === null || cachedTokens === null) return null;
  // some leave what was cached out of the input tokens
  const fresh = cachedTokens > inputTokens ? inputTokens : inputTokens - cachedTokens;
  return fresh < promptTokens / 2;
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
