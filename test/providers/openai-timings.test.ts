import { expect, it } from 'vitest';
import { serverTimeOf } from '../../lib/providers/openai-timings.ts';

type Row = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const PHASES = { queue_time: 0.125, prompt_time: 0.25, completion_time: 1 };
const fireworks = (first: unknown, total: unknown) => ({
  'server-time-to-first-token': first,
  'server-processing-time': total,
});

it.each<[string, Row, [firstTokenMs: number | undefined, totalMs: number]]>([
  ['Groq: its total leaves the queue out', { usage: { ...PHASES, total_time: 1.25 } }, [375, 1375]],
  ['Cerebras: its total has all', { time_info: { ...PHASES, total_time: 1.5, created: 1_700_000_000 } }, [375, 1500]],
  ['SambaNova', { usage: { time_to_first_token: 0.25, total_latency: 1.5 } }, [250, 1500]],
  ['Fireworks, in numbers', { perf_metrics: fireworks(0.25, 1.5) }, [250, 1500]],
  ['Fireworks, in text', { perf_metrics: fireworks('0.25', '1.5') }, [250, 1500]],
  ['Azure', { usage: { latency_checkpoint: { service_ttft_ms: 219, service_ttlt_ms: 716 } } }, [219, 716]],
  ['llama.cpp', { timings: { prompt_n: 9, prompt_ms: 30.5, predicted_ms: 200 } }, [30.5, 230.5]],
  ['a total alone', { usage: { total_time: 0.25 } }, [undefined, 250]],
])('%s', (_name, { usage = {}, ...chunk }, [firstTokenMs, totalMs]) => {
  const first = firstTokenMs === undefined ? {} : { firstTokenMs };
  expect([...serverTimeOf(chunk, usage)]).toEqual([{ kind: 'server-time', totalMs, ...first }]);
});

it('no timings, no event', () => {
  expect([...serverTimeOf({ choices: [], timings: null }, { prompt_tokens: 9 })]).toEqual([]);
});
