import { describe, expect, it } from 'vitest';
import { emptyCapture } from '../../lib/race/capture.ts';
import { type Finding, latenessBoundMs, type RoundFacts, sampleOf } from '../../lib/race/judge.ts';
import type { ReferenceReading } from '../../lib/race/reference.ts';
import type { Reading } from '../../lib/race/replay.ts';
import { emptyReading } from './readings.ts';

const GUN = { atMs: 10_000, wallMs: Date.parse('2026-11-22T03:16:00Z') };
const FACTS: RoundFacts = {
  key: { workload: 'chat', region: 'us-east-1', scheduledAt: '2026-11-22T03:15:00Z', shard: '0' },
  gun: GUN,
  dispatchSkewMs: 0.5,
  reference: null,
};

/** A probe fired so long after the gun, whose tokens came at these moments after it was fired. */
function finding(
  firedAfterMs: number,
  tokensAtMs: readonly number[],
  changes: Partial<Finding> = {},
  lateMs = 0,
): Finding {
  const firedAtMs = GUN.atMs + firedAfterMs;
  const reading: Reading = {
    ...emptyReading(),
    tokenChunks: tokensAtMs.map((ms) => ({ atMs: firedAtMs + ms, lateMs, events: 1, characters: 4 })),
    finishReason: 'stop',
  };
  const capture = Object.assign(emptyCapture(), {
    firedAtMs,
    endedAtMs: firedAtMs + (tokensAtMs.at(-1) ?? 0) + 5,
    end: { kind: 'complete' as const },
  });
  const streamedTokens = tokensAtMs.length;
  return {
    targetId: 'test/one',
    connection: null,
    capture,
    reading,
    tokens: {
      ...{ inputTokens: 5, outputTokens: streamedTokens, reasoningTokens: null, cachedTokens: null },
      ...{ from: 'usage' as const, streamedTokens, firstChunkTokens: 1 },
      ...{ countedTokens: streamedTokens, promptWasCached: null },
    },
    failure: null,
    requestIdHeaders: [],
    secrets: [],
    ...changes,
  };
}

const every = (ms: number, count: number, fromMs: number) =>
  Array.from({ length: count }, (_, index) => fromMs + ms * index);

function reference(lateMs: number, medianLateMs = 0.1): ReferenceReading {
  return {
    check: { ttftErrorMs: 0.1, maxLateMs: lateMs },
    medianLateMs,
    lateNear: (atMs) => (atMs < 10_300 ? lateMs : 0),
  };
}

describe('sampleOf', () => {
  it('tells two rates apart: after the first token, and over all the time', () => {
    // 20 tokens, the first at 100 ms, then one each 20 ms: 19 tokens in 380 ms
    const sample = sampleOf(finding(0, every(20, 20, 100)), FACTS);
    expect(sample).toMatchObject({
      ttftMs: 100,
      lastTokenMs: 480,
      totalMs: 485,
      stallMs: 20,
      chunks: 20,
      burst: false,
    });
    expect(sample.outputTokensPerSecond).toBe(50);
    expect(sample.endToEndTokensPerSecond).toBeCloseTo((20 / 485) * 1_000, 3);
  });

  it('stamps a probe with the wall time of the gun and its own delay', () => {
    expect(sampleOf(finding(1.25, [100]), FACTS).firedAt).toBe('2026-11-22T03:16:00.001250Z');
  });

  it.each([
    ['nine chunks', every(50, 9, 100), true],
    ['under 200 ms of stream', every(10, 15, 100), true],
    ['enough of both', every(20, 12, 100), false],
  ])('calls it a burst by chunks and time: %s', (_name, tokens, burst) => {
    const sample = sampleOf(finding(0, tokens), FACTS);
    expect(sample.burst).toBe(burst);
    expect(sample.outputTokensPerSecond === null).toBe(burst);
  });

  it('is void where the loop may have been late for the first token, by 2 ms or 2 %', () => {
    expect(latenessBoundMs(50)).toBe(2);
    expect(latenessBoundMs(1_000)).toBe(20);
    expect(sampleOf(finding(0, [90], {}, 1.9), FACTS).void).toBeNull();
    expect(sampleOf(finding(0, [90], {}, 2.1), FACTS).void).toEqual(['loop-late']);
    expect(sampleOf(finding(0, [1_000], {}, 19), FACTS).void).toBeNull();
    expect(sampleOf(finding(0, [1_000], {}, 21), FACTS).void).toEqual(['loop-late']);
  });

  it('is void where the request left more than 20 ms after the gun', () => {
    expect(sampleOf(finding(19, [90]), FACTS).void).toBeNull();
    expect(sampleOf(finding(21, [90]), FACTS).void).toEqual(['dispatch-late']);
  });

  it('is void where the reference was off around its first token, or in the median, or failed', () => {
    expect(sampleOf(finding(0, [90]), { ...FACTS, reference: reference(1.5) }).void).toBeNull();
    expect(sampleOf(finding(0, [90]), { ...FACTS, reference: reference(2.5) }).void).toEqual(['reference-off']);
    expect(sampleOf(finding(0, [600]), { ...FACTS, reference: reference(2.5) }).void).toBeNull();
    expect(sampleOf(finding(0, [600]), { ...FACTS, reference: reference(3, 2.1) }).void).toEqual(['reference-off']);
    expect(sampleOf(finding(0, [90]), { ...FACTS, reference: 'failed' }).void).toEqual(['reference-off']);
  });

  it('is void where the connection was lost before the gun', () => {
    const lost = finding(0, [], { reading: null, tokens: null });
    Object.assign(lost.capture, {
      readyAtMs: GUN.atMs - 60_000,
      endedAtMs: GUN.atMs - 5_000,
      firedAtMs: null,
      end: { kind: 'broken', error: new Error('gone') },
    });
    expect(sampleOf(lost, FACTS)).toMatchObject({ void: ['connection-lost'], firedAt: null, ttftMs: null });
  });

  it('keeps what a failed probe reached, and no rate or total of it', () => {
    const failure = { class: 'truncated', phase: 'finish', status: 200, message: null } as const;
    const sample = sampleOf(finding(0, every(20, 20, 100), { failure }), FACTS);
    expect(sample).toMatchObject({ outcome: 'failed', ttftMs: 100, chunks: 20, totalMs: null });
    expect(sample).toMatchObject({ outputTokensPerSecond: null, endToEndTokensPerSecond: null });
  });

  it('cleans and bounds what a server says of itself', () => {
    const told = finding(0, [90], { secrets: ['sk-very-secret-key'] });
    const reading = {
      ...(told.reading as Reading),
      servedModel: `\u001b[31m${'x'.repeat(500)}`,
      serviceTier: 'sk-very-secret-key',
    };
    const sample = sampleOf({ ...told, reading }, FACTS);
    expect(sample.servedModel).toHaveLength(120);
    expect(sample.servedModel?.startsWith('[31mxxx')).toBe(true);
    expect(sample.serviceTier).toBe('[key]');
  });

  it.each([
    ['the provider says that it did not', false, {}, false],
    ['nothing is known', null, {}, null],
    ['most of the prompt did', true, {}, true],
    ['a header says that the answer did', null, { 'cf-aig-cache-status': 'HIT' }, true],
    ['a header says so in spite of the usage', false, { 'x-cache': 'Hit from cloudfront' }, true],
    ['a header says no, which is not to say that the prompt did not', null, { 'x-cache': 'MISS' }, null],
  ])('tells whether it came out of a cache: %s', (_, promptWasCached, headers, cached) => {
    const found = finding(0, [90]);
    Object.assign(found.capture, { headers });
    const tokens = found.tokens && { ...found.tokens, promptWasCached };
    expect(sampleOf({ ...found, tokens }, FACTS).cached).toBe(cached);
  });

  it('believes the stream before the headers, but for the id of the request', () => {
    const found = finding(0, [90], { requestIdHeaders: ['x-request-id'] });
    const headers = { 'x-request-id': 'h', 'x-inference-provider': 'h', 'openai-processing-ms': '80' };
    Object.assign(found.capture, { headers });
    const told = { requestId: 's', servedBy: 's', serverTtftMs: 70, fingerprint: 'fp_1' };
    const both = sampleOf({ ...found, reading: { ...(found.reading as Reading), ...told } }, FACTS);
    expect(both).toMatchObject({ requestId: 'h', servedBy: 's', serverTtftMs: 70, fingerprint: 'fp_1' });
    expect(sampleOf(found, FACTS)).toMatchObject({
      requestId: 'h',
      servedBy: 'h',
      serverTtftMs: 80,
      fingerprint: null,
    });
  });

  it.each([
    [429, 20_000],
    [503, 20_000],
    [200, null],
    [307, null],
  ])('keeps what a refusal asks to wait, and what nothing else does: %i', (status, wait) => {
    const refused = finding(0, [], { reading: null, tokens: null });
    const headers = { 'retry-after': 'Sun, 22 Nov 2026 03:16:20 GMT' };
    Object.assign(refused.capture, { status, headers, headersAtMs: GUN.atMs });
    expect(sampleOf(refused, FACTS).retryAfterMs).toBe(wait);
  });
});
