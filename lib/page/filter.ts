// Which rows are shown. What is asked for stands in the address: `?q=llama groq&p=Groq&m=llama-3.3-70b`.

export interface Filter {
  /** Words that must all be there, in any order. */
  readonly words: readonly string[];
  /** Exact; empty = any. */
  readonly provider: string;
  readonly model: string;
}

export const FILTER_FIELDS = ['q', 'p', 'm'] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

const MOST_CHARACTERS = 200;

export function filterOf(search: string): Filter {
  const query = new URLSearchParams(search);
  const text = (name: FilterField) => (query.get(name) ?? '').slice(0, MOST_CHARACTERS);
  const words = text('q').toLocaleLowerCase().split(/\s+/);
  return { words: words.filter((word) => word !== ''), provider: text('p'), model: text('m') };
}

/** What a row says of itself. */
export interface RowText {
  readonly provider: string;
  readonly model: string;
  /** Everything that may be searched for. */
  readonly all: string;
}

export function matches({ words, provider, model }: Filter, row: RowText): boolean {
  if (provider !== '' && provider !== row.provider) return false;
  if (model !== '' && model !== row.model) return false;
  const all = row.all.toLocaleLowerCase();
  return words.every((word) => all.includes(word));
}

/** The query with one field set, or without it where it is empty. */
export function searchWith(search: string, field: string, value: string): string {
  const query = new URLSearchParams(search);
  if (value.trim() === '') query.delete(field);
  else query.set(field, value);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
