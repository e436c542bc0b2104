// Rounds as a race gives them, without racing.
import type { Failure, FailureClass } from '../../../../lib/domain/failure.ts';
import type { Round } from '../../../../lib/domain/round.ts';
import { SAMPLE_SCHEMA, type Sample } from '../../../../lib/domain/sample.ts';
import { isoSeconds } from '../../../../lib/domain/time.ts';
import type { Workload } from '../../../../lib/domain/workload.ts';
import { type RaceReport, standingsOf } from '../../../../lib/local/terminal/report/standings.ts';

export const CHAT: Workload = {
  name: 'chat',
  everyMs: 300_000,
  gunDelayMs: 0,
  prompts: ['Write a short story.'],
  inputTokens: null,
  maxOutputTokens: 128,
  temperature: 0,
};

export function sampleOf(target: string, ttftMs: number, more: Partial<Sample> = {}): Sample {
  return {
    schema: SAMPLE_SCHEMA,
    round: '2026-11-22T03:15:00Z',
    workload: 'chat',
    region: 'local',
    target,
    outcome: 'ok',
    void: null,
    failure: null,
    firedAt: '2026-11-22T03:15:00.000123Z',
    dispatchSkewMs: 0.8,
    connection: { reused: false, dnsMs: null, tcpMs: 11, tlsMs: 24.1, http: '1.1' },
    headersMs: ttftMs / 2,
    ttftMs,
    firstAnswerMs: ttftMs,
    lastTokenMs: ttftMs + 1_000,
    totalMs: ttftMs + 1_001,
    stallMs: 48,
    chunks: 126,
    burst: false,
    inputTokens: 31,
    outputTokens: 128,
    reasoningTokens: 0,
    cachedTokens: 0,
    tokensFrom: 'usage',
    countedTokens: 127,
    cached: false,
    outputTokensPerSecond: 90.8,
    endToEndTokensPerSecond: 78.4,
    finishReason: 'length',
    servedModel: 'some-model',
    servedBy: null,
    fingerprint: null,
    serviceTier: null,
    requestId: 'req-1',
    serverMs: null,
    serverTtftMs: null,
    retryAfterMs: null,
    stampLateMs: 0.1,
    ...more,
  };
}

export function failedSample(target: string, failure: FailureClass, message = 'it broke'): Sample {
  const told: Failure = { class: failure, phase: 'headers', status: 500, message };
  const nothing = { ttftMs: null, firstAnswerMs: null, lastTokenMs: null, totalMs: null };
  return sampleOf(target, 1, {
    ...nothing,
    outcome: 'failed',
    failure: told,
    outputTokensPerSecond: null,
    endToEndTokensPerSecond: null,
  });
}

/** One round for each list of samples, a second apart. */
export function roundsOf(samples: readonly (readonly Sample[])[], region = 'local'): Round[] {
  return samples.map((own, index) => {
    const scheduledAt = isoSeconds(Date.UTC(2026, 10, 22, 3, 15, index));
    return {
      workload: 'chat',
      region,
      scheduledAt,
      shard: '0',
      gunAt: scheduledAt.replace('Z', '.000123Z'),
      gunLateMs: null,
      dispatchSkewMs: 0.8,
      reference: { ttftErrorMs: 0.1, maxLateMs: 0.4 },
      samples: own.map((sample) => ({ ...sample, round: scheduledAt, region })),
    };
  });
}

export function reportOf(rounds: readonly Round[], more: Partial<RaceReport> = {}): RaceReport {
  return {
    name: 'Test',
    simulation: false,
    workload: CHAT,
    roundsAsked: rounds.length,
    interrupted: false,
    rounds,
    regions: standingsOf(rounds, CHAT),
    ...more,
  };
}

/** Twelve rounds: one clearly fast, two alike, one that fails now and then, one that always does. */
export function fullRace(): Round[] {
  return roundsOf(
    Array.from({ length: 12 }, (_, index) => {
      const wobble = (index * 7) % 12;
      return [
        sampleOf('a/fast', 100 + wobble),
        sampleOf('b/one', 200 + wobble),
        sampleOf('c/other', 201 + ((wobble * 5) % 12), index === 3 ? { void: ['loop-late'] } : {}),
        index % 3 === 0 ? failedSample('d/flaky', 'rate-limited') : sampleOf('d/flaky', 150 + wobble),
        failedSample('e/down', 'connect'),
      ];
    }),
  );
}
