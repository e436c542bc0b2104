// The one sentence that answers the page's question, made from the data; it admits ties and says when it is too early.
import { countText, figureText, listText, plural } from './format.ts';
import { targetSlug } from './labels.ts';
import type { ViewDocument, ViewRow } from './schemas.ts';

const MAX_NAMED = 4;

/** A sentence or two of plain text. */
export function answerOf(view: ViewDocument): string {
  const attempts = view.rows.reduce((sum, row) => sum + row.n, 0);
  const ok = view.rows.reduce((sum, row) => sum + row.ok, 0);
  if (attempts === 0)
    return 'No round has been stored in this window yet. The first figures come with the first round.';
  if (ok === 0) return `Nobody, for now: all ${plural(attempts, 'attempt')} of this window failed.`;
  return rankedAnswer(view) ?? liveAnswer(view) ?? earlyAnswer(view);
}

/** Who streams fastest once the first token is there: a sentence, or `null` where nobody is ranked by it. */
export function streamAnswerOf({ rows }: ViewDocument): string | null {
  const leaders = rows.filter((row) => row.speedRanks.outputTokensPerSecond?.best === 1);
  const speeds = leaders.flatMap((row) => row.metrics.outputTokensPerSecond.p50 ?? []);
  if (leaders.length === 0 || speeds.length < leaders.length) return null;
  const [low, high] = [figureText(Math.min(...speeds)), figureText(Math.max(...speeds))];
  const n = countText(Math.min(...leaders.map((row) => row.metrics.outputTokensPerSecond.n)));
  const tie = leaders.length === 1 ? `n ${n}` : `n ${n} or more each, tied`;
  const speed = `${low === high ? low : `${low}–${high}`} tokens/s`;
  return `Then the fastest stream: ${listText(leaders.map(nameOf), MAX_NAMED)}, ${speed} (median, ${tie}).`;
}

function rankedAnswer({ rows }: ViewDocument): string | null {
  const ranked = rows.filter((row) => row.rank !== null);
  const leaders = ranked.filter((row) => row.rank?.best === 1);
  const [first] = leaders;
  if (first === undefined) return null;
  if (ranked.length === 1) return `${nameOf(first)} is the only target ranked here: ${medianText(first)}.`;
  if (leaders.length === 1) return `${nameOf(first)}: ${medianText(first)}. ${runnerUpText(ranked)}`;
  const names = listText(leaders.map(nameOf), MAX_NAMED);
  const all = leaders.length === ranked.length ? `All ${leaders.length} ranked targets are tied: ` : '';
  return `${all}${names} ${leaders.length === 2 ? 'both' : 'all'} may be first: ${rangeText(leaders)}, too close to tell apart.`;
}

function runnerUpText(ranked: readonly ViewRow[]): string {
  const [, second] = ranked;
  const p50 = second?.metrics.ttftMs.p50 ?? null;
  if (second === undefined || p50 === null) return '';
  return `Next comes ${nameOf(second)} with ${figureText(p50)} ms${second.rank?.worst === second.rank?.best ? '' : ', within a tie'}.`;
}

// Medians but no ranks: the live window, or one in which nothing can be compared yet.
function liveAnswer({ rows }: ViewDocument): string | null {
  const [first] = rows.filter((row) => row.metrics.ttftMs.p50 !== null);
  if (first === undefined) return null;
  return `Not ranked in this window; the lowest median so far is that of ${nameOf(first)}: ${medianText(first)}.`;
}

function earlyAnswer({ rows }: ViewDocument): string {
  const newest = rows
    .filter((row) => row.metrics.ttftMs.latest !== null)
    .toSorted((a, b) => (a.metrics.ttftMs.latest ?? 0) - (b.metrics.ttftMs.latest ?? 0));
  const [first] = newest;
  const latest = first?.metrics.ttftMs.latest ?? null;
  if (first === undefined || latest === null) return 'Too few rounds yet to tell.';
  return `Too few rounds yet to tell. The lowest of the newest single measurements is ${figureText(latest)} ms, by ${nameOf(first)}.`;
}

function nameOf(row: ViewRow): string {
  return `${targetSlug(row.target)} (${row.provider})`;
}

function medianText({ metrics: { ttftMs } }: ViewRow): string {
  if (ttftMs.p50 === null) return `${plural(ttftMs.n, 'measurement')}, too few for a median`;
  const interval = ttftMs.p50Interval;
  const within = interval === null ? '' : `95 % interval ${figureText(interval.low)}–${figureText(interval.high)}, `;
  return `${figureText(ttftMs.p50)} ms to the first token (median, ${within}n ${countText(ttftMs.n)})`;
}

function rangeText(rows: readonly ViewRow[]): string {
  const medians = rows.map((row) => row.metrics.ttftMs.p50).filter((p50) => p50 !== null);
  if (medians.length === 0) return 'without a median yet';
  const [low, high] = [figureText(Math.min(...medians)), figureText(Math.max(...medians))];
  const n = Math.min(...rows.map((row) => row.metrics.ttftMs.n));
  return `${low === high ? `${low} ms` : `${low}–${high} ms`} to the first token (medians, n ${countText(n)} or more each)`;
}
