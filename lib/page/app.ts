// What the browser adds to a leaderboard that is complete without it: sorting, filtering, choosing rows to compare, the age of
// the figures, and following the board.
import { keepAge, showAge } from './age.ts';
import { makeChoosable } from './choose.ts';
import { makeFilterable } from './filterable-table.ts';
import { followBoard } from './refresh.ts';
import { makeSortable } from './sortable-table.ts';
import { keepStateOnLinks } from './state-on-links.ts';

const status = document.querySelector('#status');
const announce = (message: string): void => {
  if (status !== null) status.textContent = message;
};

const table = document.querySelector<HTMLTableElement>('#board');
const form = document.querySelector<HTMLFormElement>('form.filter');
const again: (() => unknown)[] = [];
if (table !== null) {
  again.push(makeSortable(table, announce), makeChoosable(table, announce));
  if (form !== null) again.push(makeFilterable(table, form, announce));
}
keepStateOnLinks();
keepAge();

const index = document.querySelector<HTMLAnchorElement>('#index-link');
const published = document.querySelector<HTMLTimeElement>('#generated');
if (index !== null && published !== null) {
  followBoard(index.href, Number(published.dataset.staleAfterS), () => {
    for (const apply of again) apply();
    showAge(Date.now());
  });
}
