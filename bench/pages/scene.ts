// The month behind the pages that the bench makes: the same for the same size, whichever process makes it up.
import type { ColumnsByRegion } from '../../lib/board/gather.ts';
import type { ExactRequest } from '../../lib/board/input.ts';
import type { Metric } from '../../lib/domain/metric.ts';
import { OUTCOME_OK, OUTCOME_VOID, outcomeOf, type SeriesColumns } from '../../lib/domain/series.ts';
import { encodeValue, NO_VALUE } from '../../lib/domain/value-code.ts';
import { byMetric } from '../../lib/results/columns.ts';
import { type Random, seeded } from '../../lib/simulate/random.ts';
import { DAY_MS, type Field } from '../scale/scene.ts';

/** Not at the full hour: the running buckets are half full. */
export const NOW_MS = Date.parse('2026-11-22T12:30:00Z');
const ROUNDS_MS = 30 * DAY_MS;
const SEED = 20_261_122;

/** What a code grows by for a value that is so many times as large. */
const codesOf = (factor: number) => encodeValue(1_000 * factor) - encodeValue(1_000);
/** The other metrics follow the first token: of what they cost to draw, their own noise would change nothing. */
const BESIDE_TTFT: Readonly<Record<Metric, number>> = {
  ttftMs: 0,
  firstAnswerMs: codesOf(1.2),
  totalMs: codesOf(5),
  outputTokensPerSecond: codesOf(0.25),
  endToEndTokensPerSecond: codesOf(0.2),
};

/** 30 days of every target in every region, each its own arrays as the store gives them. */
export function columnsOf({ workload, regions, targets }: Field): ColumnsByRegion {
  return new Map(
    regions.map((region, regionIndex) => {
      const series = targets.map(({ id }, index) => {
        const random = seeded(SEED, 1 + regionIndex * targets.length + index);
        return [id, madeUp(random, random.logUniform(150, 3_000), workload.everyMs)] as const;
      });
      return [region, new Map(series)];
    }),
  );
}

// Log-normal around a level with a daily cycle; one probe in fifty fails, is late or is void.
function madeUp(random: Random, medianMs: number, everyMs: number): SeriesColumns {
  const count = Math.floor(ROUNDS_MS / everyMs);
  const firstMs = NOW_MS - (count - 1) * everyMs;
  const outcomes = Uint8Array.from({ length: count }, () => madeUpOutcome(random));
  const codes = Int32Array.from(outcomes, (outcome, index) => {
    if (outcome !== OUTCOME_OK) return NO_VALUE;
    const hour = (2 * Math.PI * (firstMs + index * everyMs)) / DAY_MS;
    return encodeValue(medianMs * Math.exp(0.35 * random.normal() + 0.15 * Math.sin(hour)));
  });
  return {
    slots: Uint32Array.from({ length: count }, (_, index) => (firstMs + index * everyMs) / 1_000),
    outcomes,
    codes: byMetric((metric) =>
      Uint16Array.from(codes, (code) => (code === NO_VALUE ? NO_VALUE : Math.max(1, code + BESIDE_TTFT[metric]))),
    ),
  };
}

function madeUpOutcome(random: Random): number {
  const chance = random.uniform();
  if (chance < 0.01) return outcomeOf('rate-limited');
  if (chance < 0.013) return outcomeOf('server-error');
  if (chance < 0.016) return outcomeOf('timeout-first-token');
  return chance < 0.02 ? OUTCOME_VOID : OUTCOME_OK;
}

/** As long as real ones are. */
export function requestsOf({ workload, targets }: Field): ExactRequest[] {
  return targets.map(({ id }) => ({
    target: id,
    workload: workload.name,
    method: 'POST',
    url: 'https://api.example.com/v1/chat/completions',
    headers: {
      authorization: 'Bearer [BENCH_KEY]',
      'content-type': 'application/json',
      'user-agent': 'OpenAI/JS 7.0.0',
    },
    body: JSON.stringify(
      {
        model: id,
        messages: [{ role: 'user', content: '[nonce] Write a short story about a lighthouse keeper.' }],
        ...{ max_tokens: 128, temperature: 0, stream: true, stream_options: { include_usage: true } },
      },
      null,
      2,
    ),
  }));
}
