import type { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AIMOCK_KEY, mockedTarget, SURFACES, type SurfaceName, startAimock } from './aimock-server.ts';
import { racePeer } from './peer-race.ts';

let mock: LLMock;
beforeAll(async () => {
  mock = await startAimock();
});
afterAll(() => mock.stop());

describe.each(Object.keys(SURFACES) as SurfaceName[])('the mock of %s', (name) => {
  it.each([
    ['throttled', 'rate-limited', 'headers', 429],
    ['overloaded', 'overloaded', 'headers', 529],
    ['broken', 'server-error', 'headers', 500],
    ['unheard-of', 'client-error', 'headers', 404],
    ['garbled', 'bad-content', 'headers', 200],
    ['cut', 'mid-stream-error', 'stream', 200],
    ['gone', 'server-error', 'headers', null],
  ] as const)('is told to be %s: %s', async (model, failure, phase, status) => {
    const { sample } = await racePeer(mockedTarget(mock, name, model), AIMOCK_KEY);
    expect(sample).toMatchObject({ outcome: 'failed', failure: { class: failure, phase, status }, totalMs: null });
    if (status !== null && status >= 400 && status !== 404) {
      expect(sample.failure?.message).toContain(`the mock says ${status}`);
    }
  });

  it('is told to have filtered its answer', async () => {
    const { sample } = await racePeer(mockedTarget(mock, name, 'filtered'), AIMOCK_KEY);
    // as a response it is failed, and no reason is given
    const failure = SURFACES[name].api === 'responses' ? 'mid-stream-error' : 'content-filter';
    expect(sample.failure).toMatchObject({ class: failure, status: 200 });
  });

  it('is told to want another key', async () => {
    const { sample } = await racePeer(mockedTarget(mock, name, 'plain'), 'some-other-key');
    expect(sample.failure).toMatchObject({ class: 'auth', phase: 'headers', status: 401 });
    expect(sample.failure?.message).toContain('Invalid API key');
  });

  it('has its wish to be left alone kept', async () => {
    const { sample } = await racePeer(mockedTarget(mock, name, 'throttled'), AIMOCK_KEY);
    expect(sample.retryAfterMs).toBe(7_000);
  });
});
