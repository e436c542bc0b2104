// The servers' own timings, each provider's under names of its own: they stand beside ours, and never in their place.
import type { StreamEvent } from './dialect.ts';
import { amountOf, fieldsOf, type LooseObject } from './loose-json.ts';

interface ServerTime {
  readonly totalMs: number | null;
  readonly firstTokenMs: number | null;
}

/** How long the server says it took, to the first token and in all, with the time in its queue. */
export function* serverTimeOf(chunk: LooseObject, usage: LooseObject): Generator<StreamEvent> {
  const told = [
    phases(usage),
    phases(fieldsOf(chunk.time_info)),
    sambaNova(usage),
    fireworks(fieldsOf(chunk.perf_metrics)),
    azure(fieldsOf(usage.latency_checkpoint ?? chunk.latency_checkpoint)),
    llamaCpp(fieldsOf(chunk.timings)),
  ].find(({ totalMs, firstTokenMs }) => totalMs !== null || firstTokenMs !== null);
  if (told === undefined) return;
  const { totalMs, firstTokenMs } = told;
  yield {
    kind: 'server-time',
    ...(totalMs === null ? {} : { totalMs }),
    ...(firstTokenMs === null ? {} : { firstTokenMs }),
  };
}

// Groq in its usage, Cerebras in `time_info`. Groq's total leaves the queue out, that of Cerebras does not.
function phases({ queue_time, prompt_time, completion_time, total_time }: LooseObject): ServerTime {
  const [queueMs, promptMs, completionMs, totalMs] = [queue_time, prompt_time, completion_time, total_time].map(msOf);
  const firstTokenMs = sum(queueMs ?? 0, promptMs);
  const added = sum(firstTokenMs, completionMs);
  return { firstTokenMs, totalMs: totalMs == null ? added : Math.max(totalMs, added ?? 0) };
}

function sambaNova({ time_to_first_token, total_latency }: LooseObject): ServerTime {
  return { firstTokenMs: msOf(time_to_first_token), totalMs: msOf(total_latency) };
}

function fireworks(metrics: LooseObject): ServerTime {
  return {
    firstTokenMs: msOf(metrics['server-time-to-first-token']),
    totalMs: msOf(metrics['server-processing-time']),
  };
}

function azure({ service_ttft_ms, service_ttlt_ms }: LooseObject): ServerTime {
  return { firstTokenMs: amountOf(service_ttft_ms), totalMs: amountOf(service_ttlt_ms) };
}

function llamaCpp({ prompt_ms, predicted_ms }: LooseObject): ServerTime {
  const firstTokenMs = amountOf(prompt_ms);
  return { firstTokenMs, totalMs: sum(firstTokenMs, amountOf(predicted_ms)) };
}

function msOf(seconds: unknown): number | null {
  const amount = amountOf(seconds);
  return amount === null ? null : amount * 1000;
}

function sum(first: number | null, second: number | null | undefined): number | null {
  return first === null || second == null ? null : first + second;
}
