// Every pair of the chosen targets with its figures.
import { timesText, tooEarly, VERDICT_SIGNS, winShareText } from '../../stats/head-to-head-words.ts';
import { type Child, element, nameElement } from '../element.ts';
import type { Pair } from './comparison.ts';

const COUNT = new Intl.NumberFormat('en-US');

const COLUMNS: readonly (readonly [label: string, detail: string])[] = [
  ['Pair', 'the first against the second'],
  ['Verdict', 'of the first'],
  ['Times as fast', '95 % interval'],
  ['n', 'paired rounds'],
  ['Won', 'rounds'],
  ['Lost', 'rounds'],
  ['Equal', 'rounds'],
  ['Failed', 'first, second, both'],
  ['Won share', 'failures included'],
];

const WORDS = { faster: 'faster', slower: 'slower', tie: 'too close to tell' } as const;

export function pairTable(names: readonly string[], pairs: readonly Pair[]): HTMLElement {
  return element(
    'div',
    { class: 'scroll', role: 'region', tabindex: 0, 'aria-labelledby': 'pairs-caption' },
    element(
      'table',
      { class: 'pairs' },
      element(
        'caption',
        { id: 'pairs-caption' },
        'Rounds that both ran, from the side of the first of each pair. A round that one failed, by its provider’s fault, is lost; one that both failed counts for neither.',
      ),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...COLUMNS.map(([label, detail]) => element('th', { scope: 'col' }, label, element('small', {}, detail))),
        ),
      ),
      element('tbody', {}, ...pairs.map((pair) => pairRow(names, pair))),
    ),
  );
}

function pairRow(names: readonly string[], { own, other, match }: Pair): HTMLElement {
  const { verdict, paired, won, lost, equal, lostByFailure, wonByFailure, bothFailed, winShare } = match;
  return element(
    'tr',
    {},
    element(
      'th',
      { scope: 'row', class: 'pair' },
      nameElement(names[own] ?? ''),
      element('small', {}, 'against ', nameElement(names[other] ?? '')),
    ),
    verdictCell(match),
    ratioCell(match),
    ...[paired, won, lost, equal].map((count) => element('td', {}, COUNT.format(count))),
    element('td', {}, [lostByFailure, wonByFailure, bothFailed].map((count) => COUNT.format(count)).join(', ')),
    winShare === null
      ? element('td', {}, missing('no round that tells'))
      : element('td', { class: verdict === 'tie' ? null : 'main' }, winShareText(winShare)),
  );
}

function verdictCell(match: Pair['match']): HTMLElement {
  const early = tooEarly(match);
  if (early !== null) return element('td', { class: 'tie' }, missing(early));
  const { verdict } = match;
  const sign = element('span', { class: 'sign', 'aria-hidden': 'true' }, VERDICT_SIGNS[verdict]);
  return element('td', { class: verdict }, sign, ` ${WORDS[verdict]}`);
}

function ratioCell({ timesAsFast, interval }: Pair['match']): HTMLElement {
  if (timesAsFast === null || interval === null) return element('td', {}, missing('too short a time'));
  const range = `${timesText(interval.low)}–${timesText(interval.high)}`;
  return element('td', {}, `${timesText(timesAsFast)}×`, element('small', {}, range));
}

function missing(reason: string): Child {
  return element('span', { class: 'na', title: reason }, '–', element('span', { class: 'vh' }, ` ${reason}`));
}
