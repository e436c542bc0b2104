// The fields above the table narrow its rows. `/` goes to the first of them, Escape empties it.
import { FILTER_FIELDS, filterOf, matches, type RowText, searchWith } from './filter.ts';

/** Shows the fields and lets them work. @returns a function that filters again, after rows were replaced */
export function makeFilterable(
  table: HTMLTableElement,
  form: HTMLFormElement,
  announce: (message: string) => void,
): () => void {
  const fields = FILTER_FIELDS.flatMap((name) => {
    const field = form.elements.namedItem(name);
    return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? [{ name, field }] : [];
  });
  const apply = (): string => {
    // an empty field is filled once it is used, or once there is time
    if (isNarrowed(location.search)) fillChoices(form, rowsOf(table));
    const query = new URLSearchParams(location.search);
    for (const { name, field } of fields)
      if (field.value !== (query.get(name) ?? '')) field.value = query.get(name) ?? '';
    return filterRows(table, form);
  };
  for (const { name, field } of fields) {
    field.addEventListener('input', () => {
      // each letter is no step to go back to
      history.replaceState(history.state, '', searchWith(location.search, name, field.value) || location.pathname);
      announce(filterRows(table, form));
    });
  }
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    clear(announce, apply);
  });
  listenForKeys(fields[0]?.field, () => clear(announce, apply));
  addEventListener('popstate', apply);
  form.hidden = false;
  const fill = (): void => fillChoices(form, rowsOf(table));
  form.addEventListener('pointerdown', fill, { once: true });
  form.addEventListener('focusin', fill, { once: true });
  whenIdle(fill);
  apply();
  return apply;
}

function isNarrowed(search: string): boolean {
  const query = new URLSearchParams(search);
  return FILTER_FIELDS.some((name) => query.has(name));
}

// Not every browser can tell when it has nothing to do.
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 2_000 });
  else setTimeout(work, 500);
}

function clear(announce: (message: string) => void, apply: () => string): void {
  const without = FILTER_FIELDS.reduce((search, name) => searchWith(search, name, ''), location.search);
  history.replaceState(history.state, '', without || location.pathname);
  announce(apply());
}

function listenForKeys(first: HTMLElement | undefined, onEscape: () => void): void {
  document.addEventListener('keydown', (event) => {
    const isTyping =
      event.target instanceof HTMLElement && event.target.matches('input:not([type=checkbox]), select, textarea');
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      first?.focus();
    }
    if (event.key === 'Escape' && event.target === first) onEscape();
  });
}

function rowsOf(table: HTMLTableElement): readonly { readonly row: HTMLTableRowElement; readonly text: RowText }[] {
  return Array.from(table.tBodies[0]?.rows ?? [], (row) => {
    const textOf = (selector: string) => row.querySelector(selector)?.textContent?.trim() ?? '';
    const model = textOf('.model');
    const all = [model, row.querySelector<HTMLElement>('.target')?.dataset.v, textOf('.target small')].join(' ');
    return { row, text: { provider: textOf('.provider'), model, all } };
  });
}

// The choices are those of the rows; made once, because a publication changes who races only rarely, and a reload follows then.
function fillChoices(form: HTMLFormElement, rows: ReturnType<typeof rowsOf>): void {
  const texts = { p: (text: RowText) => text.provider, m: (text: RowText) => text.model };
  for (const [name, textOf] of Object.entries(texts)) {
    const select = form.elements.namedItem(name);
    if (!(select instanceof HTMLSelectElement)) continue;
    const known = new Set(Array.from(select.options, ({ value }) => value));
    const wanted = [...new Set(rows.map(({ text }) => textOf(text)))].sort((a, b) => a.localeCompare(b));
    for (const value of wanted) if (!known.has(value)) select.add(new Option(value, value));
  }
}

function filterRows(table: HTMLTableElement, form: HTMLFormElement): string {
  const filter = filterOf(location.search);
  const rows = rowsOf(table);
  let shown = 0;
  for (const { row, text } of rows) {
    const isShown = matches(filter, text);
    if (row.hidden === isShown) row.hidden = !isShown;
    if (isShown) shown++;
  }
  const isAll = shown === rows.length;
  const message = isAll ? `All ${rows.length} rows` : `${shown} of ${rows.length} rows; ranks are among all`;
  const output = form.elements.namedItem('shown');
  if (output instanceof HTMLOutputElement) output.value = isAll ? '' : message;
  return message;
}
