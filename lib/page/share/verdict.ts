// The sentence above a table: who was first, as far as it can be told. The terminal says it in the same way.
import { countText, figureText, listText } from '../../domain/figure-text.ts';
import { printable } from '../../domain/text.ts';
import { QUANTILES } from '../../stats/quantile.ts';
import type { Standing } from './standings.ts';

const NEEDED = QUANTILES.p50.minValues;
const MAX_NAMED = 4;
const MAX_NAME_LENGTH = 120;

/** @param rounds of this region */
export function verdictOf(standings: readonly Standing[], rounds: number): string {
  if (standings.every(({ figures }) => figures.attempts === 0)) {
    return 'No verdict: every sample is void, because the instrument was late.';
  }
  if (standings.every(({ figures }) => figures.ok === 0)) return 'No verdict: every probe failed.';
  const ranked = standings.filter(({ rank }) => rank !== null);
  const leaders = ranked.filter(({ rank }) => rank?.best === 1);
  const [first] = leaders;
  if (first === undefined) return tooEarly(standings, rounds);
  if (ranked.length === 1) return `${named(first)} is the only one with enough values to be ranked.`;
  if (leaders.length === 1) return `Fastest to the first token: ${named(first)}.`;
  const names = listText(leaders.map(named), MAX_NAMED);
  return `No single fastest: ${names} cannot be told apart at 95 %.`;
}

function tooEarly(standings: readonly Standing[], rounds: number): string {
  const early =
    rounds < NEEDED
      ? `Too few rounds to rank (${rounds} of ${NEEDED}).`
      : `Nobody can be ranked: none has the ${NEEDED} values that a median needs.`;
  const values = standings.flatMap(({ id, ttftMs }) => ttftMs.map((value) => ({ id, value })));
  const best = values.toSorted((a, b) => a.value - b.value)[0];
  if (best === undefined) return early;
  return `${early} The quickest single answer came from ${nameOf(best.id)}: ${figureText(best.value)} ms.`;
}

function named({ id, figures }: Standing): string {
  const { p50, n } = figures.metrics.ttftMs;
  return `${nameOf(id)} (median ${figureText(p50 ?? 0)} ms, n = ${countText(n)})`;
}

// Between the marks that isolate a text whatever way it runs; `printable` leaves none in the name itself.
function nameOf(id: string): string {
  return `\u2068${printable(id, MAX_NAME_LENGTH)}\u2069`;
}
