// What a comparison found: sentences first, then every pair, then how it went over time.
import { verdictSentence } from '../../stats/head-to-head-words.ts';
import { type Child, element, nameElement } from '../element.ts';
import type { Comparison, Pair } from './comparison.ts';
import { pairTable } from './pair-table.ts';
import { ratioFigure } from './ratio-figure.ts';

/** @param names of the compared targets, the first first; @param notes on what was asked for and is not shown */
export function resultOf(names: readonly string[], comparison: Comparison, notes: readonly string[]): HTMLElement[] {
  const { pairs, overTime, publishedAt } = comparison;
  const withFirst = pairs.filter(({ own }) => own === 0);
  return [
    element('h2', { id: 'result-head', tabindex: -1 }, 'The result'),
    ...notesOf(notes),
    element('ul', { class: 'verdicts' }, ...withFirst.map((pair) => element('li', {}, ...sentence(names, pair)))),
    pairTable(names, pairs),
    ratioFigure(names, overTime),
    element('p', { class: 'published' }, `Made in your browser from the rounds as published ${utcText(publishedAt)}.`),
  ];
}

/** The verdicts as plain text, to be spoken. */
export function spokenResult(names: readonly string[], { pairs }: Comparison): string {
  return pairs
    .filter(({ own }) => own === 0)
    .map(({ own, other, match }) =>
      verdictSentence(names[own] ?? '', names[other] ?? '', match)
        .map(({ text }) => text)
        .join(''),
    )
    .join(' ');
}

export function notesOf(notes: readonly string[]): HTMLElement[] {
  return notes.map((note) => element('p', { class: 'note' }, nameElement(note)));
}

/** What went wrong, with a way to try once more. */
export function failure(message: string, onRetry: () => void): HTMLElement {
  const button = element('button', { type: 'button', class: 'plain' }, 'Try again');
  button.addEventListener('click', onRetry);
  return element('div', { class: 'banner stale', role: 'alert' }, nameElement(message), ' ', button);
}

function sentence(names: readonly string[], { own, other, match }: Pair): Child[] {
  return verdictSentence(names[own] ?? '', names[other] ?? '', match).map(({ text, isName }) =>
    isName ? element('strong', {}, nameElement(text)) : text,
  );
}

function utcText(isoInstant: string): string {
  return `${isoInstant.slice(0, 10)} ${isoInstant.slice(11, 19)} UTC`;
}
