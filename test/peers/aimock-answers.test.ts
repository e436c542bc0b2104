import type { LLMock } from '@copilotkit/aimock';
import { countTokens } from 'gpt-tokenizer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../lib/domain/target.ts';
import { AIMOCK_KEY, mockedTarget, SAID, SURFACES, type SurfaceName, startAimock, THOUGHT } from './aimock-server.ts';
import { racePeer } from './peer-race.ts';
import { unstreamed } from './unstreamed.ts';

let mock: LLMock;
beforeAll(async () => {
  mock = await startAimock();
});
afterAll(() => mock.stop());

type Finishes = Readonly<Partial<Record<Api, string>>>;
const STOP: Finishes = {
  'anthropic-messages': 'end_turn',
  'gemini-generate-content': 'STOP',
  'bedrock-converse': 'end_turn',
};
const CAPPED: Finishes = {
  // it says so in the status of a response that it ends as completed
  responses: 'incomplete',
  'anthropic-messages': 'max_tokens',
  'gemini-generate-content': 'MAX_TOKENS',
  'bedrock-converse': 'max_tokens',
};

describe.each(Object.keys(SURFACES) as SurfaceName[])('the mock of %s', (name) => {
  const { api } = SURFACES[name];
  const raced = (model: string) => racePeer(mockedTarget(mock, name, model), AIMOCK_KEY);

  it('is read as it answers unstreamed', async () => {
    const { sample, evidence, read } = await raced('plain');
    expect(read).toEqual({ answer: SAID, reasoning: '', tool: '', inputTokens: 9, outputTokens: 11 });
    expect(read).toEqual(await unstreamed(evidence.run.runner.ask));
    expect(sample).toMatchObject({ outcome: 'ok', failure: null, tokensFrom: 'usage' });
    expect(sample.finishReason).toBe(STOP[api] ?? 'stop');
    expect(sample.chunks).toBeGreaterThan(1);
    expect(sample.ttftMs).toBeGreaterThan(0);
    expect(sample.totalMs).toBeGreaterThan(sample.ttftMs ?? Number.POSITIVE_INFINITY);
  });

  it('understands our question', async () => {
    const { evidence } = await raced('plain');
    const { prompt } = evidence.run.runner.ask;
    const understood = mock.getLastRequest()?.body;
    expect(understood).toMatchObject({ model: 'plain', stream: true, temperature: 0 });
    expect(JSON.stringify(understood)).toContain(JSON.stringify(prompt).slice(1, -1));
    expect(JSON.stringify(understood)).toMatch(/max_(output_)?tokens":24/);
  });

  it('has its thoughts read apart', async () => {
    const { evidence, read } = await raced('thinker');
    expect(read).toMatchObject({ answer: SAID, reasoning: THOUGHT });
    expect(read).toEqual(await unstreamed(evidence.run.runner.ask));
  });

  it('has its calls of tools read as tokens', async () => {
    const { sample, evidence, read } = await raced('caller');
    expect(sample).toMatchObject({ outcome: 'ok', firstAnswerMs: null });
    expect(read.tool).toContain('{"lamp":"north"}');
    expect(read).toEqual(await unstreamed(evidence.run.runner.ask));
  });

  it('has its tokens counted where it gives no usage', async () => {
    const { sample } = await raced('unaccounted');
    // asked for usage, its chat estimates one
    const tokensFrom = api === 'chat-completions' ? 'usage' : 'counted';
    expect(sample).toMatchObject({ outcome: 'ok', tokensFrom, countedTokens: countTokens(SAID) });
  });

  it('ends at the cap in its own word', async () => {
    const { sample } = await raced('capped');
    expect(sample).toMatchObject({ outcome: 'ok', finishReason: CAPPED[api] ?? 'length' });
  });
});

it('names who served, as a router does', async () => {
  const { sample } = await racePeer(mockedTarget(mock, 'OpenRouter', 'plain'), AIMOCK_KEY);
  expect(sample).toMatchObject({ outcome: 'ok', servedModel: 'plain', servedBy: expect.any(String) });
});
