// The dialects of other SDKs than OpenAI's, raced over real sockets.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sample } from '../../lib/domain/sample.ts';
import type { Api } from '../../lib/domain/target.ts';
import { answerScript } from '../../lib/fleet/answer.ts';
import { errorAt } from '../../lib/fleet/faults.ts';
import type { Fleet } from '../../lib/fleet/fleet.ts';
import { openFleet, raceTargets, scripted } from './racing.ts';

const APIS = ['anthropic-messages', 'gemini-generate-content', 'bedrock-converse'] as const satisfies readonly Api[];
const ANSWER = answerScript({
  firstTokenMs: 20,
  tokens: 20,
  pace: { intervalsMs: [4] },
  reasoningTokens: 5,
  finishReason: 'length',
  servedModel: 'served-model',
  usage: { promptTokens: 40, cachedTokens: 10 },
});
const BROKEN = errorAt(ANSWER, 60, 'modelStreamErrorException', 'went away');

let fleet: Fleet;
let samples: Readonly<Record<string, Sample>>;
beforeAll(async () => {
  const providers = APIS.flatMap((api) => [
    [api, scripted(ANSWER, api)] as const,
    [`${api}-broken`, scripted(BROKEN, api)] as const,
  ]);
  const opened = await openFleet(Object.fromEntries(providers));
  fleet = opened.fleet;
  const { round } = await raceTargets(opened.targets);
  samples = Object.fromEntries(round.samples.map((sample) => [sample.target, sample]));
});
afterAll(() => fleet.close());

describe.each(APIS)('%s', (api) => {
  it('is read whole', () => {
    expect(samples[`test/${api}`]).toMatchObject({
      outcome: 'ok',
      failure: null,
      chunks: expect.any(Number),
      inputTokens: 40,
      outputTokens: 20,
      cachedTokens: 10,
      tokensFrom: 'usage',
      finishReason: api === 'gemini-generate-content' ? 'MAX_TOKENS' : 'max_tokens',
      // Bedrock tells neither
      servedModel: api === 'bedrock-converse' ? null : 'served-model',
      reasoningTokens: api === 'bedrock-converse' ? null : 5,
      requestId: `${api}--0`,
    });
  });

  it('has its first token no later than its first answer token', () => {
    const { ttftMs, firstAnswerMs } = samples[`test/${api}`] ?? {};
    expect(ttftMs).toBeGreaterThan(15);
    // on a busy machine both may come with one read
    expect(firstAnswerMs).toBeGreaterThanOrEqual(ttftMs ?? Number.NaN);
  });

  it('tells an error frame of the stream from its end', () => {
    expect(samples[`test/${api}-broken`]).toMatchObject({
      outcome: 'failed',
      failure: { phase: 'stream', status: 200, message: expect.stringContaining('went away') },
    });
  });
});
