// The rounds of a race as figures and ranks, region by region: what every form of the report is made from.
import type { Round } from '../../../domain/round.ts';
import { isMeasured, isVoid, type VoidReason } from '../../../domain/sample.ts';
import type { SeriesPart } from '../../../domain/series.ts';
import type { Workload } from '../../../domain/workload.ts';
import { columnsByTarget, rowsOf } from '../../../results/columns.ts';
import type { Interval, Rank, SeriesFigures } from '../../../stats/figures.ts';
import { rank } from '../../../stats/rank.ts';
import { RACE_SPAN } from '../../../stats/span.ts';
import { summarise } from '../../../stats/summary.ts';

export interface RaceReport {
  /** The config's. */
  readonly name: string;
  readonly simulation: boolean;
  readonly workload: Workload;
  /** Rounds that were asked for. */
  readonly roundsAsked: number;
  readonly interrupted: boolean;
  /** All that were raced, in order. */
  readonly rounds: readonly Round[];
  readonly regions: readonly RegionStandings[];
}

export interface RegionStandings {
  readonly region: string;
  readonly rounds: readonly Round[];
  /** The ranked first, best first; then those with a median, a value, nothing. */
  readonly standings: readonly Standing[];
  readonly samples: number;
  /** Ok, but out of a cache. */
  readonly cached: number;
  readonly voided: number;
  readonly voidReasons: ReadonlyMap<VoidReason, number>;
}

export interface Standing {
  readonly target: string;
  readonly figures: SeriesFigures;
  readonly rank: Rank | null;
  /** `null` for the ranked. */
  readonly unrankedReason: string | null;
  /** The lowest and the highest TTFT, ms; `null` without any. */
  readonly ttftExtremes: Interval | null;
}

/** The standings of each region, in the order in which they were raced. */
export function standingsOf(rounds: readonly Round[], workload: Workload): readonly RegionStandings[] {
  const byRegion = Map.groupBy(rounds, ({ region }) => region);
  return Array.from(byRegion, ([region, regional]) => regionStandings(region, regional, workload));
}

/** Targets that failed every probe, over all regions; a void sample shows all the same whether there was an answer. */
export function hopeless(rounds: readonly Round[]): readonly string[] {
  const byTarget = Map.groupBy(
    rounds.flatMap(({ samples }) => samples),
    ({ target }) => target,
  );
  return Array.from(byTarget).flatMap(([target, samples]) => {
    return samples.every(({ outcome }) => outcome === 'failed') ? [target] : [];
  });
}

function regionStandings(region: string, rounds: readonly Round[], workload: Workload): RegionStandings {
  const columns = columnsByTarget(rounds.map(rowsOf));
  const entrants = Array.from(columns, ([target, own]) => ({ target, parts: [{ region, columns: own }] }));
  // the newest slot may be named ahead of the clock, and must not be cut off by it
  const nowMs = Math.max(...rounds.map(({ scheduledAt }) => Date.parse(scheduledAt)));
  const ranking = rank(entrants, { metric: 'ttftMs', window: RACE_SPAN, nowMs });
  const standingOf = (target: string, parts: readonly SeriesPart[]): Standing => ({
    target,
    figures: summarise(parts, { target, region, window: RACE_SPAN, nowMs, everyMs: workload.everyMs }),
    rank: ranking.ranked.find((each) => each.target === target) ?? null,
    unrankedReason: ranking.unranked.find((each) => each.target === target)?.reason ?? null,
    ttftExtremes: extremesOf(rounds, target),
  });
  const place = new Map(ranking.ranked.map(({ target }, index) => [target, index]));
  const placeOf = ({ target }: Standing): number => place.get(target) ?? Number.MAX_SAFE_INTEGER;
  const samples = rounds.flatMap((round) => round.samples);
  const standings = entrants.map(({ target, parts }) => standingOf(target, parts));
  return {
    region,
    rounds,
    standings: standings.sort(
      (a, b) => placeOf(a) - placeOf(b) || pace(a) - pace(b) || a.target.localeCompare(b.target),
    ),
    samples: samples.length,
    cached: standings.reduce((sum, { figures }) => sum + figures.cached, 0),
    voided: samples.filter(isVoid).length,
    voidReasons: countsOf(samples.flatMap((sample) => sample.void ?? [])),
  };
}

/** What the unranked are ordered by: those with a median before those with a single value before those with nothing. */
function pace({ figures: { metrics } }: Standing): number {
  const { p50, latest } = metrics.ttftMs;
  return p50 ?? (latest === null ? Number.MAX_VALUE : latest + 1e9);
}

function extremesOf(rounds: readonly Round[], target: string): Interval | null {
  const values = rounds
    .flatMap(({ samples }) => samples.filter((sample) => sample.target === target && isMeasured(sample)))
    .flatMap(({ ttftMs }) => (ttftMs === null ? [] : [ttftMs]));
  return values.length === 0 ? null : { low: Math.min(...values), high: Math.max(...values) };
}

function countsOf<T>(items: readonly T[]): ReadonlyMap<T, number> {
  const found = new Map<T, number>();
  for (const item of items) found.set(item, (found.get(item) ?? 0) + 1);
  return found;
}
