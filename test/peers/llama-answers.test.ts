import { describe, expect, inject, it } from 'vitest';
import type { Sample } from '../../lib/domain/sample.ts';
import type { Api } from '../../lib/domain/target.ts';
import { LLAMA_KEY } from './llama-server.ts';
import { peerTarget, racePeer, racePeers } from './peer-race.ts';
import { timingsIn } from './timings.ts';
import { unstreamed } from './unstreamed.ts';

const SPOKEN = ['chat-completions', 'completions', 'responses', 'anthropic-messages'] as const satisfies Api[];
const CAP = { maxOutputTokens: 200 };
const baseUrl = `${inject('llamaOrigin')}/v1`;

/** A target whose model can say nothing else. */
function saying(api: Api, text: string) {
  return peerTarget(api, baseUrl, { quirks: { extraBody: { grammar: `root ::= "${text}"` } } });
}

describe('llama.cpp', () => {
  it('is raced in four dialects at once', async () => {
    const probes = await racePeers(
      SPOKEN.map((api) => peerTarget(api, baseUrl)),
      LLAMA_KEY,
      CAP,
    );
    for (const { sample } of probes) {
      expect(sample, sample.target).toMatchObject({ outcome: 'ok', failure: null, servedModel: 'tiny' });
      expect(sample, sample.target).toMatchObject({ tokensFrom: 'usage', outputTokens: CAP.maxOutputTokens });
      expectTimesInOrder(sample);
    }
  });

  // alone: in one batch with others its sums are rounded in another way, and so it says something else
  it.each(SPOKEN)('is read in %s as it answers unstreamed', async (api) => {
    const { sample, evidence, read } = await racePeer(peerTarget(api, baseUrl), LLAMA_KEY, CAP);
    expect(read).toEqual(await unstreamed(evidence.run.runner.ask));
    expect(sample.countedTokens).toBeGreaterThan(0);
  });

  it.each([
    ['chat-completions', 'length'],
    ['completions', 'length'],
    ['anthropic-messages', 'max_tokens'],
    // it says that the response was completed, where OpenAI says incomplete
    ['responses', 'stop'],
  ] as const)('ends %s at the cap with %s', async (api, finishReason) => {
    const { sample } = await racePeer(peerTarget(api, baseUrl), LLAMA_KEY);
    expect(sample).toMatchObject({ outcome: 'ok', finishReason, outputTokens: 24 });
  });

  // no grammar is taken by its messages
  it.each(['chat-completions', 'completions', 'responses'] as const)('ends %s where the model does', async (api) => {
    const { sample, read } = await racePeer(saying(api, 'the lamp was lit at night'), LLAMA_KEY, CAP);
    expect(sample).toMatchObject({ outcome: 'ok', finishReason: 'stop', reasoningTokens: null });
    expect(read).toMatchObject({ answer: 'the lamp was lit at night', reasoning: '' });
    // an end that no token of text stands for is counted too
    expect(sample.outputTokens).toBeGreaterThanOrEqual(sample.chunks ?? Number.POSITIVE_INFINITY);
  });

  it.each(['chat-completions', 'responses'] as const)('has its thoughts read apart in %s', async (api) => {
    const target = saying(api, '<think>a storm at night</think>the lamp was lit');
    const { sample, evidence, read } = await racePeer(target, LLAMA_KEY, CAP);
    expect(read).toMatchObject({ reasoning: 'a storm at night', answer: 'the lamp was lit' });
    expect(read).toEqual(await unstreamed(evidence.run.runner.ask));
    expect(sample).toMatchObject({ outcome: 'ok', finishReason: 'stop' });
    expect(sample.firstAnswerMs).toBeGreaterThanOrEqual(sample.ttftMs ?? Number.POSITIVE_INFINITY);
  });

  it.each(['chat-completions', 'completions', 'responses'] as const)(
    'gives %s the timings that are kept',
    async (api) => {
      const { sample, evidence } = await racePeer(peerTarget(api, baseUrl), LLAMA_KEY, CAP);
      const { promptMs, predictedMs } = timingsIn(evidence);
      expect(sample.serverTtftMs).toBeCloseTo(promptMs, 3);
      expect(sample.serverMs).toBeCloseTo(promptMs + predictedMs, 3);
      // its own account is of a part of what we measure: from somewhere within our write to the first token
      expect((sample.ttftMs ?? 0) + (evidence.run.capture.writeMs ?? 0)).toBeGreaterThan(promptMs);
    },
  );
});

function expectTimesInOrder({ headersMs, ttftMs, firstAnswerMs, lastTokenMs, totalMs, chunks }: Sample): void {
  const times = [headersMs, ttftMs, lastTokenMs, totalMs].map((ms) => ms ?? Number.NaN);
  expect(times[0]).toBeGreaterThan(0);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  expect(firstAnswerMs).toBe(ttftMs);
  expect(chunks).toBeGreaterThan(0);
}
