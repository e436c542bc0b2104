import { describe, expect, it } from 'vitest';
import { emptyCapture } from '../../lib/race/capture.ts';
import { type Finding, latenessBoundMs, type RoundFacts, sampleOf } from '../../lib/race/judge.ts';
import type { ReferenceReading } from '../../lib/race/reference.ts';
import type { Reading } from '../../lib/race/replay.ts';

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
    tokenChunks: tokensAtMs.map((ms) => ({ atMs: firedAtMs + ms, lateMs, events: 1, characters: 4 })),
    firstAnswerAtMs: null,
    text: { answer: '', reasoning: '', tool: '', refusal: '' },
    usage: null,
    finishReason: 'stop',
    servedModel: null,
    serviceTier: null,
    requestId: null,
    serverMs: null,
    toldError: null,
    readError: null,
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
    Object.assign(lost.capture, { firedAtMs: null, end: { kind: 'broken', error: new Error('gone') } });
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
});
