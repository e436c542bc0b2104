// By whose count a stream's tokens go, and whether our prompt came out of a cache.
import { describe, expect, it } from 'vitest';
import type { Usage } from '../../lib/providers/dialect.ts';
import type { Reading } from '../../lib/race/replay.ts';
import { countTokens, mostWasCached } from '../../lib/race/tokens.ts';
import { emptyReading } from './readings.ts';

const PROMPT = '[0123456789abcdef] Write a short story about a lighthouse keeper.';
const TEXT = { answer: 'A keeper climbs the stairs.', reasoning: '', tool: '', refusal: '' }; // 6 tokens

function usageOf(more: Partial<Usage>): Usage {
  return { inputTokens: 30, outputTokens: 6, reasoningTokens: null, cachedTokens: null, ...more };
}

function counted(usage: Usage | null, text: Partial<Reading['text']> = {}) {
  const chunk = { atMs: 1, lateMs: 0, events: 1, characters: 27 };
  return countTokens({ ...emptyReading(), usage, text: { ...TEXT, ...text }, tokenChunks: [chunk] }, PROMPT);
}

describe('countTokens', () => {
  it.each([
    ['the provider’s count', usageOf({ outputTokens: 7 }), { from: 'usage', outputTokens: 7, countedTokens: 6 }],
    ['no usage', null, { from: 'counted', outputTokens: 6, countedTokens: 6, inputTokens: null }],
    ['usage without output', usageOf({ outputTokens: null }), { from: 'counted', outputTokens: 6, inputTokens: 30 }],
    ['no output, and yet there was text', usageOf({ outputTokens: 0 }), { from: 'counted', outputTokens: 6 }],
    ['far more than there was', usageOf({ outputTokens: 900 }), { from: 'usage', outputTokens: 900, countedTokens: 6 }],
    ['far less than there was', usageOf({ outputTokens: 1 }), { from: 'usage', outputTokens: 1, countedTokens: 6 }],
  ])('%s', async (_, usage, expected) => {
    expect(await counted(usage)).toMatchObject(expected);
  });

  it('counts every kind of text', async () => {
    const more = { reasoning: 'Let me think.', tool: 'look_up', refusal: 'No.' };
    expect((await counted(null, more)).countedTokens).toBe(6 + 4 + 2 + 2);
  });

  it('leaves hidden reasoning out of what was streamed, and keeps it in the output', async () => {
    const usage = usageOf({ outputTokens: 106, reasoningTokens: 100 });
    expect(await counted(usage)).toMatchObject({ outputTokens: 106, streamedTokens: 6 });
    expect(await counted(usage, { reasoning: 'Let me think.' })).toMatchObject({ streamedTokens: 106 });
  });

  it('takes nothing that is hidden from a count of its own', async () => {
    const usage = usageOf({ outputTokens: 0, reasoningTokens: 100 });
    expect(await counted(usage)).toMatchObject({ from: 'counted', streamedTokens: 6 });
  });

  it.each([
    ['nothing is said', usageOf({}), null],
    ['none was cached', usageOf({ cachedTokens: 0 }), false],
    ['all of it was', usageOf({ cachedTokens: 30 }), true],
    ['there is no usage', null, null],
  ])('tells of a cache where %s', async (_, usage, expected) => {
    expect((await counted(usage)).promptWasCached).toBe(expected);
  });
});

// of a prompt of 24 tokens by our own count
describe('mostWasCached', () => {
  it.each([
    ['a template in front, cached as it is each time', 224, 200, false],
    ['a template and the prompt behind it', 224, 220, true],
    ['the prompt alone, in blocks of 16', 24, 16, true],
    ['just less than half of the prompt', 24, 12, false],
    ['all', 24, 24, true],
    ['input tokens that leave the cached ones out: the prompt is fresh', 24, 200, false],
    ['input tokens that leave the cached ones out: little is fresh', 4, 220, true],
    ['another tokenizer, that makes a third more of it', 232, 200, false],
    ['no input tokens at all', null, 20, null],
    ['nothing said of a cache', 24, null, null],
  ])('%s', (_, inputTokens, cachedTokens, expected) => {
    expect(mostWasCached(usageOf({ inputTokens, cachedTokens }), 24)).toBe(expected);
  });
});
