// What llama.cpp tells of its own time at the end of a stream, taken from the bytes as they came.
import type { Evidence } from '../../lib/race/race.ts';

export interface Timings {
  /** To its first token. */
  readonly promptMs: number;
  /** From its first token to its last. */
  readonly predictedMs: number;
  readonly tokensPerSecond: number;
}

export function timingsIn({ run }: Evidence): Timings {
  const body = Buffer.concat(run.capture.chunks.map(({ bytes }) => bytes)).toString();
  const told = /"timings":(\{[^}]*\})/.exec(body)?.[1];
  if (told === undefined) throw new Error('The stream holds no timings.');
  const { prompt_ms, predicted_ms, predicted_per_second } = JSON.parse(told) as Record<string, number>;
  return {
    promptMs: prompt_ms ?? Number.NaN,
    predictedMs: predicted_ms ?? Number.NaN,
    tokensPerSecond: predicted_per_second ?? Number.NaN,
  };
}
