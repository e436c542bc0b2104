// A shared race as figures and ranks: the same statistics as in the terminal, worked out by whoever looks at it.
import type { Metric } from '../../domain/metric.ts';
import type { SeriesColumns } from '../../domain/series.ts';
import type { SharedRegion, SharedRun, SharedSeries, SharedTarget } from '../../domain/shared-run.ts';
import { encodeValue } from '../../domain/value-code.ts';
import type { Rank, SeriesFigures } from '../../stats/figures.ts';
import { rank } from '../../stats/rank.ts';
import { RACE_SPAN } from '../../stats/span.ts';
import { summarise } from '../../stats/summary.ts';

export interface Standing extends SharedTarget {
  readonly figures: SeriesFigures;
  readonly rank: Rank | null;
  /** `null` for the ranked. */
  readonly unrankedReason: string | null;
  /** TTFT of each round in which it was measured, ms. */
  readonly ttftMs: readonly number[];
}

/** The ranked first, best first; then those with a median, a value, nothing. */
export function standingsOf(run: SharedRun, { region, slots, series }: SharedRegion): readonly Standing[] {
  const entrants = series.map((one) => ({ target: one.target, parts: [{ region, columns: columnsOf(slots, one) }] }));
  const nowMs = (slots.at(-1) ?? 0) * 1_000;
  const ranking = rank(entrants, { metric: 'ttftMs', window: RACE_SPAN, nowMs });
  const place = new Map(ranking.ranked.map(({ target }, index) => [target, index]));
  const placeOf = ({ id }: Standing): number => place.get(id) ?? Number.MAX_SAFE_INTEGER;
  const about = new Map(run.targets.map((target) => [target.id, target]));
  const values = new Map(series.map(({ target, ttftMs }) => [target, ttftMs.filter((value) => value !== null)]));
  return entrants
    .map(({ target, parts }): Standing => {
      const options = { target, region, window: RACE_SPAN, nowMs, everyMs: 1_000 };
      return {
        ...(about.get(target) ?? { id: target, provider: null, simulated: null }),
        figures: summarise(parts, options),
        rank: ranking.ranked.find((each) => each.target === target) ?? null,
        unrankedReason: ranking.unranked.find((each) => each.target === target)?.reason ?? null,
        ttftMs: values.get(target) ?? [],
      };
    })
    .sort((a, b) => placeOf(a) - placeOf(b) || pace(a) - pace(b) || a.id.localeCompare(b.id));
}

/** What the unranked are ordered by: those with a median before those with a single value before those with nothing. */
function pace({ figures: { metrics } }: Standing): number {
  const { p50, latest } = metrics.ttftMs;
  return p50 ?? (latest === null ? Number.MAX_VALUE : latest + 1e9);
}

function columnsOf(slots: readonly number[], series: SharedSeries): SeriesColumns {
  const rounds = slots.flatMap((_, round) => (series.outcomes[round] == null ? [] : [round]));
  const codes = (valueIn: (round: number) => number | null | undefined) =>
    Uint16Array.from(rounds, (round) => encodeValue(valueIn(round) ?? null));
  const byMetric: Record<Metric, Uint16Array> = {
    ttftMs: codes((round) => series.ttftMs[round]),
    firstAnswerMs: codes(() => null), // not shared
    totalMs: codes((round) => series.totalMs[round]),
    outputTokensPerSecond: codes((round) => series.outputTokensPerSecond[round]),
    endToEndTokensPerSecond: codes((round) => endToEnd(series.outputTokens[round], series.totalMs[round])),
  };
  return {
    slots: Uint32Array.from(rounds, (round) => slots[round] ?? 0),
    outcomes: Uint8Array.from(rounds, (round) => series.outcomes[round] ?? 0),
    codes: byMetric,
  };
}

function endToEnd(tokens: number | null | undefined, totalMs: number | null | undefined): number | null {
  return tokens == null || !totalMs ? null : (tokens / totalMs) * 1_000;
}
