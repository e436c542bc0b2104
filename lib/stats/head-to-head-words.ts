// A comparison in words, the same where it is prerendered and where the browser makes it.
import { type HeadToHead, mirrored, type Verdict } from './head-to-head.ts';
import { MIN_PAIRED_ROUNDS } from './rank.ts';

/** Told apart without colour. */
export const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = { faster: '▲', slower: '▼', tie: '=' };

const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `2,010`. */
export function roundsText(count: number): string {
  return `${WHOLE.format(count)} paired round${count === 1 ? '' : 's'}`;
}

/** A ratio: `1.24`, `12.4`, `0.81`, `0.052`. */
export function timesText(ratio: number): string {
  if (ratio >= 9.995) return ratio >= 99.95 ? WHOLE.format(ratio) : ratio.toFixed(1);
  return ratio >= 0.0995 ? ratio.toFixed(2) : ratio.toPrecision(2);
}

/** A share in whole percent, never rounded to 0 or to 100 where it is not that. */
export function winShareText(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`;
  return `${Math.min(Math.max(Math.round(share * 100), 1), 99)} %`;
}

/** `95 % interval 1.18 to 1.31`. */
export function intervalText({ interval }: HeadToHead): string {
  return interval === null
    ? 'no interval yet'
    : `95 % interval ${timesText(interval.low)} to ${timesText(interval.high)}`;
}

/** Over what it was told: `over 2,010 paired rounds in 3 regions`. */
export function overText({ paired, regions }: HeadToHead): string {
  return `over ${roundsText(paired)} in ${regions} region${regions === 1 ? '' : 's'}`;
}

/** A part of a sentence; one that is a name is set apart, because it may be of any script and length. */
export interface SentencePart {
  readonly text: string;
  readonly isName: boolean;
}

const words = (text: string): SentencePart => ({ text, isName: false });
const name = (text: string): SentencePart => ({ text, isName: true });

/** Why there is no verdict yet; `null` where there could be one. */
export function tooEarly({ paired, timesAsFast }: HeadToHead): string | null {
  if (paired === 0) return 'no round in which both have a value';
  if (paired < MIN_PAIRED_ROUNDS) return `only ${roundsText(paired)}, ${MIN_PAIRED_ROUNDS} are needed`;
  return timesAsFast === null ? `${roundsText(paired)}, but too short a time to tell chance from difference` : null;
}

/** `A is 1.24 times as fast as B (95 % interval 1.18 to 1.31) over 2,010 paired rounds in 3 regions.` The faster one stands first. */
export function verdictSentence(a: string, b: string, match: HeadToHead): readonly SentencePart[] {
  const early = tooEarly(match);
  if (early !== null || match.timesAsFast === null) {
    return [name(a), words(' and '), name(b), words(` cannot be compared yet: ${early}.`)];
  }
  if (match.verdict === 'slower') return verdictSentence(b, a, mirrored(match));
  const measured = `(${intervalText(match)}) ${overText(match)}.`;
  if (match.verdict === 'faster') {
    return [name(a), words(` is ${timesText(match.timesAsFast)} times as fast as `), name(b), words(` ${measured}`)];
  }
  return [
    name(a),
    words(' and '),
    name(b),
    words(` are too close to call: the first is ${timesText(match.timesAsFast)} times as fast ${measured}`),
  ];
}
