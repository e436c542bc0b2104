import { afterEach, describe, expect, it } from 'vitest';
import { answerScript } from '../../lib/fleet/answer.ts';
import { SILENCE } from '../../lib/fleet/faults.ts';
import type { Fleet } from '../../lib/fleet/fleet.ts';
import { openFleet, raceTargets, scripted, targetAt, WORKLOAD } from './racing.ts';

const QUICK = { firstTokenMs: 40, tokens: 20, pace: { tokensPerSecond: 80 } } as const;
let fleet: Fleet | null = null;
afterEach(async () => {
  await fleet?.close();
  fleet = null;
});

async function raceScripts(scripts: Parameters<typeof openFleet>[0], options: { tls?: boolean } = {}) {
  const opened = await openFleet(scripts, options);
  fleet = opened.fleet;
  const certificates = fleet.ca === null ? [] : [fleet.ca];
  const { round } = await raceTargets(opened.targets, { certificates });
  return Object.fromEntries(round.samples.map((sample) => [sample.target.replace('test/', ''), sample]));
}

describe('race', () => {
  it('measures an answer over TLS, by the schedule that the server keeps', async () => {
    const { steady } = await raceScripts({ steady: scripted(answerScript(QUICK)) }, { tls: true });
    expect(steady).toMatchObject({
      schema: 'photofinish/sample@1',
      round: '2026-11-22T03:15:00Z',
      outcome: 'ok',
      failure: null,
      outputTokens: 20,
      reasoningTokens: 0,
      tokensFrom: 'usage',
      finishReason: 'stop',
      servedModel: 'test-model',
      connection: { reused: false, http: '1.1', dnsMs: null },
    });
    expect(steady?.ttftMs).toBeGreaterThanOrEqual(39);
    expect(steady?.connection?.tlsMs).toBeGreaterThan(0);
    expect(steady?.lastTokenMs).toBeGreaterThanOrEqual((steady?.ttftMs ?? 0) + 200);
    expect(steady?.totalMs).toBeGreaterThanOrEqual(steady?.lastTokenMs ?? 0);
  });

  it('speaks Bedrock through the AWS SDK', async () => {
    const { nova } = await raceScripts({ nova: scripted(answerScript(QUICK), 'bedrock-converse') });
    expect(nova).toMatchObject({ outcome: 'ok', failure: null, outputTokens: 20 });
    expect(nova?.chunks).toBeGreaterThan(1);
    expect(nova?.serverMs).not.toBeNull();
  });

  it('takes a reasoning token for the first token, and keeps the first answer apart', async () => {
    const { thinker } = await raceScripts({
      thinker: scripted(answerScript({ ...QUICK, reasoningTokens: 10 })),
    });
    expect(thinker).toMatchObject({ outcome: 'ok', reasoningTokens: 10, outputTokens: 20 });
    expect(thinker?.firstAnswerMs).toBeGreaterThan((thinker?.ttftMs ?? 0) + 100);
  });

  it('tells no rate of a stream that came in a burst', async () => {
    const { burst } = await raceScripts({ burst: scripted(answerScript({ ...QUICK, tokensPerWrite: 10 })) });
    expect(burst).toMatchObject({ outcome: 'ok', burst: true, chunks: 2, outputTokensPerSecond: null });
    expect(burst?.endToEndTokensPerSecond).toBeGreaterThan(0);
  });

  it.each(['finish', 'every', 'x-groq'] as const)('reads usage placed %s', async (placement) => {
    const { one } = await raceScripts({ one: scripted(answerScript({ ...QUICK, usage: { placement } })) });
    expect(one).toMatchObject({ outputTokens: 20, tokensFrom: 'usage' });
  });

  it('counts tokens where there is no usage, and says so', async () => {
    const { one } = await raceScripts({ one: scripted(answerScript({ ...QUICK, usage: { placement: 'none' } })) });
    expect(one).toMatchObject({ tokensFrom: 'counted', inputTokens: null });
    expect(one?.outputTokens).toBeGreaterThan(15);
    expect(one?.outputTokens).toBeLessThan(25);
  });

  it('adds reasoning where the provider leaves it out of the total', async () => {
    const usage = { placement: 'last', excludesReasoning: true } as const;
    const opened = await openFleet({ one: scripted(answerScript({ ...QUICK, reasoningTokens: 15, usage })) });
    fleet = opened.fleet;
    const { round } = await raceTargets(opened.targets);
    // 15 of 20 cannot be a part of 5: put right without being told
    expect(round.samples[0]).toMatchObject({ outputTokens: 20, reasoningTokens: 15 });
  });

  it('writes all requests before it reads any answer', async () => {
    const names = Array.from({ length: 12 }, (_, index) => [`t${index}`, scripted(answerScript(QUICK))] as const);
    const opened = await openFleet(Object.fromEntries(names));
    fleet = opened.fleet;
    const { evidence, round } = await raceTargets(opened.targets);
    const fired = evidence.map(({ run }) => run.capture.firedAtMs ?? Number.NaN);
    const firstRead = Math.min(...evidence.map(({ run }) => run.capture.headersAtMs ?? Number.POSITIVE_INFINITY));
    expect(Math.max(...fired)).toBeLessThan(firstRead);
    expect(round.dispatchSkewMs).toBeCloseTo(Math.max(...fired) - Math.min(...fired), 2);
  });

  it('sends each target a nonce of its own at the very start of the prompt', async () => {
    const opened = await openFleet({ a: scripted(answerScript(QUICK)), b: scripted(answerScript(QUICK)) });
    fleet = opened.fleet;
    const prompts: string[] = [];
    fleet.onResponse(({ prompt }) => prompts.push(prompt));
    await raceTargets(opened.targets);
    expect(prompts).toHaveLength(2);
    for (const prompt of prompts) expect(prompt).toMatch(/^\[[0-9a-f]{16}\] Say something\.$/);
    expect(new Set(prompts).size).toBe(2);
  });

  it('checks itself against the reference, and says how far off it was', async () => {
    const opened = await openFleet({ one: scripted(answerScript(QUICK)), reference: { personality: 'reference' } });
    fleet = opened.fleet;
    const [one, reference] = opened.targets;
    if (!one || !reference) throw new Error('the fleet has two providers');
    const { round } = await raceTargets([one], { reference });
    expect(round.reference?.ttftErrorMs).toBeTypeOf('number');
    expect(round.reference?.maxLateMs).toBeTypeOf('number');
    expect(round.samples).toHaveLength(1);
  });

  it('voids the samples of a round whose reference does not answer', async () => {
    const opened = await openFleet({ one: scripted(answerScript(QUICK)), reference: scripted(SILENCE) });
    fleet = opened.fleet;
    const [one, reference] = opened.targets;
    if (!one || !reference) throw new Error('the fleet has two providers');
    const timeouts = { connectMs: 500, firstTokenMs: 500, stallMs: 300, totalMs: 800 };
    const { round } = await raceTargets([one], { reference, timeouts });
    expect(round.samples[0]?.outcome).toBe('ok');
    // a busy machine may be late as well
    expect(round.samples[0]?.void).toContain('reference-off');
  });

  it('waits for the gun when it is due later, and tells how late it was', async () => {
    const opened = await openFleet({ one: scripted(answerScript(QUICK)) });
    fleet = opened.fleet;
    const gunDueMs = Date.now() + 300;
    const { round } = await raceTargets(opened.targets, { gunDueMs });
    expect(round.gunLateMs).toBeGreaterThan(-2);
    expect(Date.parse(round.gunAt)).toBeGreaterThanOrEqual(gunDueMs - 2);
  });

  it('throws the round away when it is aborted', async () => {
    const opened = await openFleet({ one: scripted(SILENCE) });
    fleet = opened.fleet;
    const stop = new AbortController();
    const running = raceTargets(opened.targets, { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('stopped by hand')), 100);
    await expect(running).rejects.toThrow('stopped by hand');
  });

  it('refuses a certificate that nobody vouches for', async () => {
    const opened = await openFleet({ one: scripted(answerScript(QUICK)) }, { tls: true });
    fleet = opened.fleet;
    const { round } = await raceTargets(opened.targets);
    expect(round.samples[0]?.failure).toMatchObject({ class: 'connect' });
    expect(round.samples[0]?.failure?.message).toContain('TLS');
  });

  it('calls a request that cannot be built ours, not the provider’s', async () => {
    const { round } = await raceTargets([targetAt('test/odd', 'not an address')]);
    expect(round.samples[0]?.failure).toMatchObject({ class: 'skipped', phase: 'connect' });
  });

  it('fills the prompt up to the size that the workload asks for', async () => {
    const opened = await openFleet({ one: scripted(answerScript(QUICK)) });
    fleet = opened.fleet;
    const { round } = await raceTargets(opened.targets, { workload: { ...WORKLOAD, inputTokens: 2_000 } });
    expect(round.samples[0]?.inputTokens).toBeGreaterThan(1_500);
  });
});
