// Makes the heads of the table sort its rows.
import { compareValues, type Order, orderOf, searchOf, shownNumber } from './sort.ts';

interface Head {
  readonly column: string;
  readonly better: string;
  readonly label: string;
  readonly index: number;
  readonly cell: HTMLTableCellElement;
}

/** Turns the heads into buttons and puts the rows in the order of the address. @returns a function that does so again */
export function makeSortable(table: HTMLTableElement, announce: (message: string) => void): () => void {
  const heads = headsOf(table);
  const columns = heads.map((head) => head.column);
  const applyAddress = (): void => {
    const order = orderOf(location.search, columns);
    sortRows(table, heads, order);
  };
  for (const head of heads) {
    button(head).addEventListener('click', () => {
      const order = nextOrder(head, orderOf(location.search, columns));
      history.pushState(null, '', searchOf(location.search, order) || location.pathname);
      applyAddress();
      announce(
        order === null ? 'Sorted by rank' : `Sorted by ${head.label}, ${order.descending ? 'highest' : 'lowest'} first`,
      );
    });
  }
  addEventListener('popstate', applyAddress);
  applyAddress();
  return applyAddress;
}

function headsOf(table: HTMLTableElement): readonly Head[] {
  return Array.from(table.tHead?.rows[0]?.cells ?? []).flatMap((cell, index) => {
    const { sort: column, better } = cell.dataset;
    const label = cell.querySelector('.head')?.textContent;
    return column === undefined || better === undefined || label == null
      ? []
      : [{ column, better, label, index, cell }];
  });
}

function button({ cell, label }: Head): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'head';
  made.textContent = label;
  cell.querySelector('.head')?.replaceWith(made);
  return made;
}

// First the better end, then the other one, then back to the rank.
function nextOrder(head: Head, current: Order | null): Order | null {
  const bestFirst: Order = { column: head.column, descending: head.better === 'higher' };
  if (current?.column !== head.column) return head.column === 'rank' ? null : bestFirst;
  return current.descending === bestFirst.descending ? { ...bestFirst, descending: !bestFirst.descending } : null;
}

const placesAsRendered = new WeakMap<HTMLTableRowElement, number>();

function sortRows(table: HTMLTableElement, heads: readonly Head[], order: Order | null): void {
  for (const head of heads) head.cell.removeAttribute('aria-sort');
  const body = table.tBodies[0];
  if (body === undefined) return;
  const rows = Array.from(body.rows);
  rows.forEach((row, index) => {
    if (!placesAsRendered.has(row)) placesAsRendered.set(row, index);
  });
  const head = heads.find((each) => each.column === (order?.column ?? 'rank'));
  const descending = order?.descending ?? false;
  head?.cell.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
  const byPlace = (a: HTMLTableRowElement, b: HTMLTableRowElement): number =>
    (placesAsRendered.get(a) ?? 0) - (placesAsRendered.get(b) ?? 0);
  const bareValue = (row: HTMLTableRowElement): string | null => bareValueOf(row.cells[head?.index ?? 0]);
  const sorted = rows.toSorted(
    (a, b) => (order === null ? 0 : compareValues(bareValue(a), bareValue(b), descending)) || byPlace(a, b),
  );
  // to move what stands right already would have the whole table laid out once more
  if (sorted.some((row, index) => row !== rows[index])) body.append(...sorted);
}

/** What a cell is sorted by: its bare value where it has one of its own, else the number that it shows first. */
function bareValueOf(cell: HTMLTableCellElement | undefined): string | null {
  const first = cell?.firstChild;
  return cell?.dataset.v ?? shownNumber(first instanceof Text ? first.data : '');
}
