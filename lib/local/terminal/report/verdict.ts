// The sentence under a table: who was first, as far as it can be told.
import { countText, figureText, listText, plural } from '../../../board/format.ts';
import type { Round } from '../../../domain/round.ts';
import { isMeasured } from '../../../domain/sample.ts';
import { printable } from '../../../domain/text.ts';
import { QUANTILES } from '../../../stats/quantile.ts';
import { TIE_MARGIN_LOG } from '../../../stats/rank.ts';
import type { RegionStandings, Standing } from './standings.ts';

const NEEDED = QUANTILES.p50.minValues;
const MAX_NAMED = 4;
/** Beyond this nobody would wait, and the estimate is worth nothing. */
const MOST_ROUNDS = 1_000;

/** A sentence or two of plain text; it admits ties, and says when it is too early to tell. */
export function verdictOf({ standings, rounds, samples, voided }: RegionStandings): string {
  if (samples > 0 && voided === samples) {
    return 'No verdict: every sample is void, because our own instrument was late. Is the machine busy?';
  }
  if (standings.every(({ figures }) => figures.ok === 0)) return 'No verdict: every probe failed.';
  const ranked = standings.filter(({ rank }) => rank !== null);
  const leaders = ranked.filter(({ rank }) => rank?.best === 1);
  const [first] = leaders;
  if (first === undefined) return tooEarly(rounds);
  if (ranked.length === 1) return `${named(first)} is the only one with enough values to be ranked.`;
  if (leaders.length === 1) return `Fastest to the first token: ${named(first)}. ${runnersUp(ranked)}`;
  return `No single fastest: ${tied(leaders, ranked.length)} cannot be told apart at 95 %. ${outlook(leaders, rounds)}`;
}

function tooEarly(rounds: readonly Round[]): string {
  const early =
    rounds.length < NEEDED
      ? `Too few rounds to rank (${rounds.length} of ${NEEDED}).`
      : `Nobody can be ranked: none has the ${NEEDED} values that a median needs.`;
  const newest = (rounds.at(-1)?.samples ?? [])
    .filter(isMeasured)
    .toSorted((a, b) => (a.ttftMs ?? Number.POSITIVE_INFINITY) - (b.ttftMs ?? Number.POSITIVE_INFINITY))[0];
  if (newest?.ttftMs == null) return early;
  return `${early} First in the latest round: ${printable(newest.target)}, ${figureText(newest.ttftMs)} ms.`;
}

function named({ target, figures }: Standing): string {
  const { p50, p50Interval, n } = figures.metrics.ttftMs;
  const range =
    p50Interval === null ? '' : `, 95 % range ${figureText(p50Interval.low)}-${figureText(p50Interval.high)}`;
  return `${printable(target)}, ${figureText(p50 ?? 0)} ms (median of ${countText(n)}${range})`;
}

function runnersUp(ranked: readonly Standing[]): string {
  const [, second] = ranked;
  const next = ranked.slice(1).filter(({ rank }) => rank?.best === second?.rank?.best);
  if (next.length === 1) return `Next: ${next.map(medianText).join('')}.`;
  return `Next, in a tie: ${listText(next.map(medianText), MAX_NAMED)}.`;
}

function tied(leaders: readonly Standing[], ranked: number): string {
  const names = listText(leaders.map(medianText), MAX_NAMED);
  return leaders.length === ranked && ranked > 2 ? `all ${ranked} (${names})` : names;
}

function medianText({ target, figures }: Standing): string {
  return `${printable(target)} (${figureText(figures.metrics.ttftMs.p50 ?? 0)} ms)`;
}

/** What more rounds would bring: the first against the one of the others that is hardest to part from it. */
function outlook(leaders: readonly Standing[], rounds: readonly Round[]): string {
  const [first, ...others] = leaders.map(({ target }) => target);
  const needed = others.map((other) => roundsToPart(rounds, first ?? '', other));
  if (needed.includes('within-margin')) return 'The closest differ by less than the 3 % that count as a tie.';
  const more = Math.max(...needed.map((each) => (typeof each === 'number' ? each - rounds.length : Number.NaN)));
  if (!(more <= MOST_ROUNDS)) return 'Not even a thousand more rounds might part them.';
  return `If the gap stays as it is, about ${plural(roughly(Math.max(more, 1)), 'more round')} would part them.`;
}

// An estimate of an estimate carries a digit or two.
function roughly(rounds: number): number {
  const step = rounds < 20 ? 1 : rounds < 200 ? 10 : 100;
  return Math.ceil(rounds / step) * step;
}

/**
 * About how many rounds it takes until the 95 % interval of the mean log-ratio of two targets lies beyond the tie margin, if
 * mean m and standard deviation s stay as they are: |m| - 2 s / sqrt(n) > log 1.03.
 */
export function roundsToPart(rounds: readonly Round[], a: string, b: string): number | 'within-margin' | null {
  const ratios = rounds.flatMap(({ samples }) => {
    const [one, other] = [a, b].map(
      (id) => samples.find((sample) => sample.target === id && isMeasured(sample))?.ttftMs,
    );
    return one && other ? [Math.log(one / other)] : [];
  });
  if (ratios.length < 2) return null;
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  const variance = ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / (ratios.length - 1);
  const beyond = Math.abs(mean) - TIE_MARGIN_LOG;
  if (beyond <= 0) return 'within-margin';
  const paired = Math.max(NEEDED, Math.ceil((4 * variance) / beyond ** 2));
  // rounds in which one of them gave nothing do not help
  return Math.ceil((paired * rounds.length) / ratios.length);
}
