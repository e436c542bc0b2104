// Sorting of the leaderboard by its heads. The wanted order stands in the address, so reload, back and links keep it.

export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

/** The order of `?sort=p95` or `?sort=-p95`; `null` where it is none of the columns. */
export function orderOf(search: string, columns: readonly string[]): Order | null {
  const wanted = new URLSearchParams(search).get('sort') ?? '';
  const column = wanted.replace(/^-/, '');
  return columns.includes(column) ? { column, descending: wanted.startsWith('-') } : null;
}

/** The query of an order: the given one with `sort` set, or without it for `null`. */
export function searchOf(search: string, order: Order | null): string {
  const query = new URLSearchParams(search);
  if (order === null) query.delete('sort');
  else query.set('sort', `${order.descending ? '-' : ''}${order.column}`);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** Compares two cells' bare values; a cell without a figure comes last in either direction. */
export function compareValues(a: string | null, b: string | null, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const difference = Number(a) - Number(b);
  const ascending = Number.isNaN(difference) ? a.localeCompare(b) : difference;
  return descending ? -ascending : ascending;
}

/** The number that a text is, without its commas: `2,016` is `2016`; `null` where it is none. */
export function shownNumber(text: string): string | null {
  const bare = text.trim().replaceAll(',', '');
  return /^\d+(?:\.\d+)?$/.test(bare) ? bare : null;
}
