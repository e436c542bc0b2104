// The three dialects of OpenAI, raced over real sockets.
import { afterEach, expect, it } from 'vitest';
import type { Sample } from '../../lib/domain/sample.ts';
import { COMMON_QUIRKS, type Target } from '../../lib/domain/target.ts';
import { type AnswerOptions, answerScript } from '../../lib/fleet/answer.ts';
import { errorAt } from '../../lib/fleet/faults.ts';
import type { Fleet } from '../../lib/fleet/fleet.ts';
import type { Script } from '../../lib/fleet/script.ts';
import { openFleet, raceTargets, scripted } from './racing.ts';

type OpenaiApi = 'chat-completions' | 'completions' | 'responses';
const ALL: readonly OpenaiApi[] = ['chat-completions', 'completions', 'responses'];

const ANSWER: AnswerOptions = {
  firstTokenMs: 40,
  tokens: 24,
  pace: { intervalsMs: [1] },
  finishReason: 'length',
  usage: { promptTokens: 31, cachedTokens: 7 },
  servedModel: 'served-model',
};

let fleet: Fleet | null = null;
afterEach(async () => {
  await fleet?.close();
  fleet = null;
});

/** Races one script in several dialects at once. */
async function raced(
  script: Script,
  apis: readonly OpenaiApi[] = ALL,
  changed: (target: Target) => Target = (target) => target,
): Promise<(readonly [OpenaiApi, Sample])[]> {
  const opened = await openFleet(Object.fromEntries(apis.map((api) => [api, scripted(script, api)])));
  fleet = opened.fleet;
  const { round } = await raceTargets(opened.targets.map(changed));
  return round.samples.map((sample) => [sample.target.replace('test/', '') as OpenaiApi, sample]);
}

it('a whole answer is ok, with all that it said', async () => {
  for (const [api, sample] of await raced(answerScript(ANSWER))) {
    expect(sample).toMatchObject({
      ...{ outcome: 'ok', failure: null, servedModel: 'served-model', requestId: `${api}--0` },
      ...{ inputTokens: 31, outputTokens: 24, cachedTokens: 7, tokensFrom: 'usage' },
      finishReason: api === 'responses' ? 'max_output_tokens' : 'length',
    });
    expect(sample.ttftMs).toBeGreaterThan(39);
    expect(sample.firstAnswerMs).toBe(sample.ttftMs);
  }
});

it('an error within the stream is told in the server’s words', async () => {
  for (const [, sample] of await raced(errorAt(answerScript(ANSWER), 45, 'server_error', 'the worker went away'))) {
    const message: unknown = expect.stringContaining('the worker went away');
    expect(sample).toMatchObject({ outcome: 'failed', failure: { phase: 'stream', status: 200, message } });
  }
});

it('a stream without an end is truncated', async () => {
  const script = answerScript({ ...ANSWER, finishReason: null, done: false, usage: { placement: 'none' } });
  for (const [, sample] of await raced(script)) expect(sample.failure?.class).toBe('truncated');
});

it('reasoning comes before the answer', async () => {
  const pace = { intervalsMs: [...Array<number>(11).fill(1), 150, 1] };
  const script = answerScript({ ...ANSWER, pace, reasoningTokens: 12 });
  for (const [, sample] of await raced(script, ['chat-completions', 'responses'])) {
    expect(sample).toMatchObject({ outcome: 'ok', outputTokens: 24, reasoningTokens: 12 });
    expect(sample.firstAnswerMs ?? 0).toBeGreaterThan(sample.ttftMs ?? 0);
  }
});

it('the event without choices that an Azure deployment begins with is no token', async () => {
  const filter = `data: ${JSON.stringify({ choices: [], prompt_filter_results: [{ prompt_index: 0 }] })}\n\n`;
  const answer = answerScript({ ...ANSWER, roleAtMs: null });
  const script: Script = {
    ...answer,
    events: [{ type: 'raw', text: filter, encoding: 'utf8', atMs: 0 }, ...answer.events],
  };
  const deployed = (target: Target): Target => ({
    ...target,
    baseUrl: `${new URL(target.baseUrl ?? '').origin}/openai/deployments/dep-1`,
    quirks: { ...COMMON_QUIRKS, keyHeader: 'api-key', apiVersion: '2026-01-01' },
  });
  for (const [, sample] of await raced(script, ['chat-completions', 'completions'], deployed)) {
    expect(sample).toMatchObject({ outcome: 'ok', outputTokens: 24 });
    expect(sample.ttftMs).toBeGreaterThan(39);
  }
});
