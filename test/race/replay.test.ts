// Replay without a network: bytes cut at any place give the same tokens, each with the arrival of the chunk that completed it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatCompletions } from '../../lib/providers/chat-completions.ts';
import type { Ask } from '../../lib/providers/dialect.ts';
import { emptyCapture } from '../../lib/race/capture.ts';
import { type Reading, replay } from '../../lib/race/replay.ts';
import { holdAtStartLine } from '../../lib/race/start-line.ts';
import { targetAt } from './racing.ts';

const ASK: Ask = {
  target: targetAt('test/one', 'http://127.0.0.1:9/v1'),
  model: 'm',
  baseUrl: 'http://127.0.0.1:9/v1',
  region: 'us-east-1',
  key: 'k',
  prompt: 'Hi',
  maxOutputTokens: 8,
  temperature: 0,
};

/** Reads bytes that arrived cut at these places, one chunk each ms from 1,000. */
async function read(bytes: Uint8Array, cuts: readonly number[]): Promise<Reading> {
  const capture = emptyCapture();
  capture.status = 200;
  capture.headers = { 'content-type': 'text/event-stream' };
  capture.end = { kind: 'complete' };
  const places = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b);
  let from = 0;
  for (const place of [...places, bytes.length]) {
    if (place > from)
      capture.chunks.push({ atMs: 1_000 + capture.chunks.length, bytes: bytes.slice(from, place), lateMs: 0 });
    from = place;
  }
  return replay(await holdAtStartLine(chatCompletions, ASK), capture);
}

function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}
const delta = (content: string) => event({ model: 'served', choices: [{ index: 0, delta: { content } }] });
const FINISH = event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
const USAGE = event({ choices: [], usage: { prompt_tokens: 5, completion_tokens: 3 } });

describe('replay', () => {
  it('gives each token the arrival of the chunk that completed its event', async () => {
    const first = delta('one');
    const bytes = Buffer.from(`: hello\n\n${first}${delta('two')}${FINISH}data: [DONE]\n\n`);
    // the first event is cut one byte before its end, so the second chunk completes it
    const reading = await read(bytes, [': hello\n\n'.length + first.length - 1]);
    expect(reading.tokenChunks).toMatchObject([{ atMs: 1_001, events: 2, characters: 6 }]);
    expect(reading.firstAnswerAtMs).toBe(1_001);
    expect(reading.finishReason).toBe('stop');
    expect(reading.servedModel).toBe('served');
  });

  it('reads the same whatever the cuts, and never earlier than the bytes were there', async () => {
    const words = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(words, fc.array(fc.nat(5_000), { maxLength: 20 }), async (texts, cuts) => {
        const bytes = Buffer.from(`${texts.map(delta).join('')}${FINISH}${USAGE}data: [DONE]\n\n`);
        const whole = await read(bytes, []);
        const cut = await read(bytes, cuts);
        expect(cut.text.answer).toBe(texts.join(''));
        expect(cut.text).toEqual(whole.text);
        expect(cut.usage).toEqual({ inputTokens: 5, outputTokens: 3, reasoningTokens: null, cachedTokens: null });
        expect(cut.tokenChunks.reduce((sum, { events }) => sum + events, 0)).toBe(texts.length);
        expect(cut.tokenChunks.map(({ atMs }) => atMs)).toEqual(completions(bytes, texts.length, cuts));
      }),
      { numRuns: 150 },
    );
  });

  it('takes any bytes at all without throwing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 400 }), fc.array(fc.nat(400)), async (bytes, cuts) => {
        const reading = await read(bytes, cuts);
        expect(reading.tokenChunks.length).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 200 },
    );
  });

  it('says what cannot be parsed', async () => {
    const reading = await read(Buffer.from('data: {"choices":[{\n\n'), []);
    expect(reading.readError).toBeInstanceOf(SyntaxError);
  });
});

/** The distinct arrivals of the chunks that complete the first `count` events, found in the slow and plain way. */
function completions(bytes: Buffer, count: number, cuts: readonly number[]): number[] {
  const places = [...new Set(cuts.map((cut) => cut % bytes.length))].filter((place) => place > 0).sort((a, b) => a - b);
  const ends = [...places, bytes.length];
  const arrivals = new Set<number>();
  let from = 0;
  for (let index = 0; index < count; index++) {
    const end = bytes.indexOf('\n\n', from) + 2;
    arrivals.add(1_000 + ends.findIndex((place) => place >= end));
    from = end;
  }
  return [...arrivals];
}
