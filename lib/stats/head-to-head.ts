// Two targets against each other by TTFT, in the rounds that both ran. Runs in the browser as well.
import { NO_VALUE } from '../domain/value-code.ts';
import { createDueller } from './duel.ts';
import type { Interval } from './figures.ts';
import { type Entrant, layField } from './lanes.ts';
import { verdictOf } from './rank.ts';
import { sharedRounds } from './shared-rounds.ts';
import type { Span } from './span.ts';

export interface HeadToHeadOptions {
  /** One with blocks: the live window compares nobody. */
  readonly span: Span;
  readonly nowMs: number;
  /**
   * Of the first sample of the whole field in these regions: what is young is cut into shorter blocks, for these two as for all
   * (`blockPlan`). By default of their own first.
   */
  readonly sinceMs?: number;
}

export type Verdict = 'faster' | 'slower' | 'tie';

/** All from the first one's side. */
export interface HeadToHead {
  /** By more than chance and by more than the tie margin of 3 %; a tie is also what cannot be told. */
  readonly verdict: Verdict;
  /** How many times as fast: the other's TTFT / its own. `null` under 4 blocks. */
  readonly timesAsFast: number | null;
  /** 95 % interval of that; `null` where it is. */
  readonly interval: Interval | null;
  /** Rounds in which both have a value: won + lost + equal. */
  readonly paired: number;
  /** Regions that have such rounds. */
  readonly regions: number;
  /** Rounds in which its value was the lower. */
  readonly won: number;
  readonly lost: number;
  /** Same to within 0.02 %, which is how exactly values are kept. */
  readonly equal: number;
  /** Rounds that the other failed, by its provider's fault, while this one answered. */
  readonly wonByFailure: number;
  /** Rounds that it failed itself while the other answered. */
  readonly lostByFailure: number;
  /** Rounds that both failed, which count for neither. */
  readonly bothFailed: number;
  /** Share won of paired rounds and of those decided by a failure, equal ones half; `null` without any. */
  readonly winShare: number | null;
}

/**
 * Compares two targets exactly as a ranking does (`rank`, steps 1 to 3 and 5): log-ratios of TTFT within shared rounds, the
 * median of each block of a day, their mean with its 95 % t interval. `timesAsFast` is the geometric mean of the blocks'
 * median ratios.
 */
export function headToHead(a: Entrant, b: Entrant, options: HeadToHeadOptions): HeadToHead {
  const { span, nowMs, sinceMs } = options;
  const limits = { nowMs, mostComparisons: Number.POSITIVE_INFINITY };
  const field = layField([a, b], 'ttftMs', span, sinceMs === undefined ? limits : { ...limits, sinceMs });
  const [own, other] = field.lanes;
  if (own === undefined || other === undefined) throw new RangeError('Two targets make two lanes.');
  const duel = createDueller(field)(own, other);
  const sign = verdictOf(duel);
  const { logRatio } = duel;
  return {
    verdict: sign === 0 ? 'tie' : sign < 0 ? 'faster' : 'slower',
    timesAsFast: logRatio === null ? null : Math.exp(-logRatio.mean),
    interval:
      logRatio === null
        ? null
        : { low: Math.exp(-logRatio.mean - logRatio.half), high: Math.exp(-logRatio.mean + logRatio.half) },
    ...contestsOf(a, b, options),
  };
}

type Contests = Omit<HeadToHead, 'verdict' | 'timesAsFast' | 'interval'>;

function contestsOf(a: Entrant, b: Entrant, options: HeadToHeadOptions): Contests {
  let [won, lost, equal, wonByFailure, lostByFailure, bothFailed] = [0, 0, 0, 0, 0, 0];
  const regions = new Set<string>();
  for (const { region, own, other } of sharedRounds(a, b, 'ttftMs', options)) {
    if (own.code !== NO_VALUE && other.code !== NO_VALUE) {
      regions.add(region);
      if (own.code < other.code) won++;
      else if (own.code > other.code) lost++;
      else equal++;
    } else if (own.code !== NO_VALUE && other.lost) wonByFailure++;
    else if (other.code !== NO_VALUE && own.lost) lostByFailure++;
    else if (own.lost && other.lost) bothFailed++;
  }
  const paired = won + lost + equal;
  const contests = paired + wonByFailure + lostByFailure;
  const winShare = contests === 0 ? null : (won + equal / 2 + wonByFailure) / contests;
  return { paired, regions: regions.size, won, lost, equal, wonByFailure, lostByFailure, bothFailed, winShare };
}

const OPPOSITE = { faster: 'slower', slower: 'faster', tie: 'tie' } as const;

/** The same comparison from the other one's side. */
export function mirrored(match: HeadToHead): HeadToHead {
  const { interval } = match;
  return {
    ...match,
    verdict: OPPOSITE[match.verdict],
    timesAsFast: match.timesAsFast === null ? null : 1 / match.timesAsFast,
    interval: interval === null ? null : { low: 1 / interval.high, high: 1 / interval.low },
    won: match.lost,
    lost: match.won,
    wonByFailure: match.lostByFailure,
    lostByFailure: match.wonByFailure,
    winShare: match.winShare === null ? null : 1 - match.winShare,
  };
}
