import { describe, expect, inject, it } from 'vitest';
import { LLAMA_KEY } from './llama-server.ts';
import { peerTarget, racePeer } from './peer-race.ts';

const baseUrl = `${inject('llamaOrigin')}/v1`;
const SPOKEN = ['chat-completions', 'completions', 'responses', 'anthropic-messages'] as const;

describe.each(SPOKEN)('llama.cpp, when it refuses %s,', (api) => {
  it('is told to want another key', async () => {
    const { sample } = await racePeer(peerTarget(api, baseUrl), 'some-other-key');
    expect(sample).toMatchObject({ outcome: 'failed', ttftMs: null, outputTokens: null });
    expect(sample.failure).toMatchObject({ class: 'auth', phase: 'headers', status: 401 });
    expect(sample.failure?.message).toContain('Invalid API Key');
  });

  it('is told to have no room for the prompt', async () => {
    const { sample } = await racePeer(peerTarget(api, baseUrl), LLAMA_KEY, { inputTokens: 2_500 });
    expect(sample.failure).toMatchObject({ class: 'client-error', phase: 'headers', status: 400 });
    expect(sample.failure?.message).toContain('context size');
  });

  it('is told to have no such address', async () => {
    const { sample } = await racePeer(peerTarget(api, baseUrl.replace('/v1', '/v2')), LLAMA_KEY);
    expect(sample.failure).toMatchObject({ class: 'client-error', phase: 'headers', status: 404 });
  });

  it('serves its one model whatever is asked for, and we see which', async () => {
    const { sample } = await racePeer(peerTarget(api, baseUrl, { model: 'some-other-model' }), LLAMA_KEY);
    expect(sample).toMatchObject({ outcome: 'ok', servedModel: 'tiny' });
  });
});
