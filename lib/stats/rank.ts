// Who is faster than whom, and what cannot be told.
import { METRICS, type Metric } from '../domain/metric.ts';
import { isoSeconds } from '../domain/time.ts';
import { NO_VALUE } from '../domain/value-code.ts';
import { createDueller, type Duel } from './duel.ts';
import type { Rank, Ranking, Unranked } from './figures.ts';
import { type Entrant, type Field, type Lane, layField } from './lanes.ts';
import { createOrderer, type Orderer } from './order.ts';
import { QUANTILES } from './quantile.ts';
import type { Span } from './span.ts';

export interface RankOptions {
  readonly metric: Metric;
  readonly window: Span;
  readonly nowMs: number;
  /** The most comparisons of two values, over all pairs and rounds; by default 300 million: a good second of one core. */
  readonly mostComparisons?: number;
}

const MOST_COMPARISONS = 300_000_000;
/** Differences up to 3 % either way are a tie even where they are certain: nobody chooses a provider by them. */
export const TIE_MARGIN_LOG = Math.log(1.03);
/** Under so many common rounds nothing is told. */
export const MIN_PAIRED_ROUNDS = 10;
const STALE_AFTER_ROUNDS = 3;
const MIN_COVERAGE = 0.8;

/**
 * Ranks a field of targets by one metric over a span.
 *
 * 1. Two targets are compared only in rounds in which both have a value, each with the other's value of the same round and
 *    region: what the moment did to both cancels out. The measure is the logarithm of their ratio.
 * 2. The rounds are put into blocks of a day, counted back from now, and of each block the median is taken: rounds close to
 *    each other are alike and must not count as so many proofs; the median keeps one outage from deciding.
 * 3. The mean of the block medians gets a 95 % t interval from their scatter; the 24h window, which is one block, from the
 *    scatter of the 7 days before it. One target is faster only if the whole interval lies beyond the tie margin of 3 %. Under
 *    4 blocks or 10 common rounds, nothing is told: a tie. Before there are days enough, blocks have 6 hours (`blockPlan`). The
 *    pairs are not corrected for their number; `npm run simulate` measures how often a pair is ranked the wrong way round.
 * 4. Best possible place = 1 + the number of targets that are faster; worst = all minus the number that are slower. So what
 *    cannot be told apart is shown as a range. Order: best, then worst, then the median.
 * 5. Win share: rounds in which the target was the better of two, over all such pairs; equal values count half. A failure by
 *    the provider's fault loses; both failed, or a failure of ours (no key, our quota, our cap), leaves the pair out.
 * 6. Not ranked: any target in the live window; fewer than 10 values; no value in the field's last 3 rounds; a sample in
 *    less than 80 % of the rounds that the field ran since it joined, because gaps need not be random. The last two do not
 *    apply to a race (`blockMs` 0).
 * 7. A large field over many rounds is compared in a share of them, chosen by chance and the same for all (`layField`): the
 *    intervals get wider by as much as that makes uncertain. Values, gaps and coverage are counted over all rounds.
 */
export function rank(entrants: readonly Entrant[], options: RankOptions): Ranking {
  const { metric, window, nowMs, mostComparisons = MOST_COMPARISONS } = options;
  if (window.blockMs === null) {
    return {
      metric,
      ranked: [],
      unranked: entrants.map(({ target }) => ({ target, reason: 'live window, not ranked' })),
    };
  }
  const field = layField(entrants, metric, window, { nowMs, mostComparisons });
  const unranked: Unranked[] = [];
  const runners: Lane[] = [];
  for (const lane of field.lanes) {
    const reason = whyUnranked(lane, field, window.blockMs === 0);
    if (reason === null) runners.push(lane);
    else unranked.push({ target: lane.target, reason });
  }
  return { metric, ranked: placeAll(runners, field, metric), unranked };
}

function whyUnranked(lane: Lane, field: Field, isRace: boolean): string | null {
  const needed = QUANTILES.p50.minValues;
  const since = lane.lastValueAt === null ? null : isoSeconds(lane.lastValueAt * 1_000);
  if (!isRace && since !== null) {
    const recent = field.slots[Math.max(0, field.slots.length - STALE_AFTER_ROUNDS)] ?? 0;
    if ((lane.lastValueAt ?? 0) < recent) return `no data since ${since}`;
  }
  if (lane.n < needed) return lane.n === 0 ? 'no data' : `fewer than ${needed} rounds with a value (${lane.n})`;
  const coverage = lane.seen / lane.possible;
  if (!isRace && coverage < MIN_COVERAGE) return `took part in only ${Math.floor(coverage * 100)} % of the rounds`;
  return null;
}

interface Tally {
  readonly lane: Lane;
  /** The lower, the better; infinite without a value to compare. */
  readonly medianCode: number;
  faster: number;
  slower: number;
  won: number;
  contests: number;
}

function placeAll(runners: readonly Lane[], field: Field, metric: Metric): Rank[] {
  const sign = METRICS[metric].better === 'lower' ? 1 : -1;
  const duel = createDueller(field);
  const orderer = createOrderer();
  const tallies = runners.map((lane): Tally => {
    const code = medianCode(lane, field.blockStarts[field.spanBlock] ?? 0, orderer);
    const places = { faster: 0, slower: 0, won: 0, contests: 0 };
    return { lane, medianCode: code === null ? Number.POSITIVE_INFINITY : sign * code, ...places };
  });
  tallies.forEach((a, index) => {
    for (const b of tallies.slice(index + 1)) {
      const result = duel(a.lane, b.lane);
      const verdict = sign * verdictOf(result);
      if (verdict < 0) {
        a.slower++;
        b.faster++;
      } else if (verdict > 0) {
        a.faster++;
        b.slower++;
      }
      countWins(a, b, result, sign);
    }
  });
  return tallies
    .map((tally) => ({ tally, best: 1 + tally.faster, worst: tallies.length - tally.slower }))
    .sort((a, b) => a.best - b.best || a.worst - b.worst || a.tally.medianCode - b.tally.medianCode)
    .map(({ tally, best, worst }) => {
      return {
        target: tally.lane.target,
        best,
        worst,
        winShare: tally.contests === 0 ? null : tally.won / tally.contests,
      };
    });
}

/** -1: the first one's values are lower, 1: higher, 0: cannot be told or within the tie margin. */
export function verdictOf({ paired, logRatio }: Duel): number {
  if (logRatio === null || paired < MIN_PAIRED_ROUNDS) return 0;
  if (logRatio.mean + logRatio.half < -TIE_MARGIN_LOG) return -1;
  return logRatio.mean - logRatio.half > TIE_MARGIN_LOG ? 1 : 0;
}

function countWins(a: Tally, b: Tally, { paired, lower }: Duel, sign: number): void {
  const wonOnValues = sign > 0 ? lower : paired - lower;
  const wonByFailure = present(a.lane, b.lane.lost);
  const lostByFailure = present(b.lane, a.lane.lost);
  const contests = paired + wonByFailure + lostByFailure;
  a.won += wonOnValues + wonByFailure;
  b.won += paired - wonOnValues + lostByFailure;
  a.contests += contests;
  b.contests += contests;
}

function present(lane: Lane, places: readonly number[]): number {
  let n = 0;
  for (const place of places) if (lane.codes[place] !== NO_VALUE) n++;
  return n;
}

function medianCode(lane: Lane, fromPlace: number, orderer: Orderer): number | null {
  const codes = new Int32Array(lane.n);
  let n = 0;
  for (let place = fromPlace; place < lane.codes.length; place++) {
    const code = lane.codes[place] as number;
    if (code !== NO_VALUE) codes[n++] = code;
  }
  if (n === 0) return null;
  const { at } = orderer.order(codes, n);
  return (at((n - 1) >> 1) + at(n >> 1)) / 2;
}
