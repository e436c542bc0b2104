// What the browser adds to a page that is complete without it: sorting, the age of the figures, and following the board.
import { showAge } from './age.ts';
import { followBoard } from './refresh.ts';
import { makeSortable } from './sortable-table.ts';

const AGE_EVERY_MS = 1_000;

const table = document.querySelector<HTMLTableElement>('#board');
const status = document.querySelector('#status');
const sortAgain =
  table === null
    ? () => undefined
    : makeSortable(table, (message) => {
        if (status !== null) status.textContent = message;
      });

const showAgeNow = (): void => showAge(Date.now());
showAgeNow();
setInterval(showAgeNow, AGE_EVERY_MS);

const index = document.querySelector<HTMLAnchorElement>('#index-link');
const published = document.querySelector<HTMLTimeElement>('#generated');
if (index !== null && published !== null) {
  followBoard(index.href, Number(published.dataset.staleAfterS), () => {
    sortAgain();
    showAgeNow();
  });
}
