// What a sample tells beside its times, over real sockets: both counts of its tokens, caches, and what headers say.
import { afterEach, describe, expect, it } from 'vitest';
import { APIS } from '../../lib/domain/target.ts';
import { answerScript } from '../../lib/fleet/answer.ts';
import { refusal } from '../../lib/fleet/faults.ts';
import type { Fleet } from '../../lib/fleet/fleet.ts';
import { openFleet, raceTargets, scripted } from './racing.ts';

const QUICK = { firstTokenMs: 10, tokens: 12, pace: { tokensPerSecond: 1_000 } } as const;
let fleet: Fleet | null = null;
afterEach(async () => {
  await fleet?.close();
  fleet = null;
});

async function raced(providers: Parameters<typeof openFleet>[0]) {
  const opened = await openFleet(providers);
  fleet = opened.fleet;
  const { round } = await raceTargets(opened.targets);
  return new Map(round.samples.map((sample) => [sample.target.replace('test/', ''), sample]));
}

describe('a sample', () => {
  it('of any dialect has the provider’s count and the common one', async () => {
    const samples = await raced(Object.fromEntries(APIS.map((api) => [api, scripted(answerScript(QUICK), api)])));
    for (const api of APIS) {
      const told = { outcome: 'ok', tokensFrom: 'usage', outputTokens: 12, countedTokens: 12, cached: false };
      expect(samples.get(api), api).toMatchObject(told);
    }
  });

  it('of any dialect tells where the prompt came out of a cache, and not where a template before it did', async () => {
    const usage = (promptTokens: number, cachedTokens: number) => ({ promptTokens, cachedTokens });
    const providers = APIS.flatMap((api) => [
      [`${api} all`, scripted(answerScript({ ...QUICK, usage: usage(40, 38) }), api)] as const,
      [`${api} template`, scripted(answerScript({ ...QUICK, usage: usage(140, 100) }), api)] as const,
    ]);
    const samples = await raced(Object.fromEntries(providers));
    for (const api of APIS) {
      expect(samples.get(`${api} all`), api).toMatchObject({ outcome: 'ok', cached: true, cachedTokens: 38 });
      expect(samples.get(`${api} template`), api).toMatchObject({ outcome: 'ok', cached: false, cachedTokens: 100 });
    }
  });

  it('has its headers’ word on caches, hosts and waits', async () => {
    const usage = { placement: 'none' } as const;
    const headers = { 'x-cache': 'HIT', 'x-inference-provider': 'host-1', 'openai-processing-ms': '9' };
    const samples = await raced({
      plain: scripted(answerScript({ ...QUICK, usage })),
      hit: scripted(answerScript({ ...QUICK, usage, headers })),
      refused: scripted({ ...refusal({ status: 429, message: 'slow down' }), headers: { 'retry-after': '2' } }),
    });
    const plain = { tokensFrom: 'counted', outputTokens: 12, countedTokens: 12, cached: null, servedBy: null };
    expect(samples.get('plain')).toMatchObject({ ...plain, serverTtftMs: null, retryAfterMs: null });
    expect(samples.get('hit')).toMatchObject({ cached: true, servedBy: 'host-1', serverTtftMs: 9 });
    expect(samples.get('refused')).toMatchObject({
      outcome: 'failed',
      retryAfterMs: 2_000,
      countedTokens: null,
      cached: null,
    });
  });

  it('of a burst has no output speed, and end to end all the same', async () => {
    const samples = await raced({ burst: scripted(answerScript({ ...QUICK, tokensPerWrite: 12 })) });
    expect(samples.get('burst')).toMatchObject({ burst: true, outputTokensPerSecond: null });
    expect(samples.get('burst')?.endToEndTokensPerSecond).toBeGreaterThan(0);
  });
});
