// Which rows of the leaderboard are chosen to be compared, as it stands in the address: `?cmp=groq/llama,together/llama`.

export const MOST_CHOSEN = 4;

/** The chosen targets, four at most, without doubles. */
export function chosenOf(search: string): readonly string[] {
  const text = new URLSearchParams(search).get('cmp') ?? '';
  const ids = text.split(',').filter((id) => id !== '');
  return [...new Set(ids.map(plain))].slice(0, MOST_CHOSEN);
}

/** The query with other targets chosen, the rest as it was; empty or with `?`. */
export function searchWithChosen(search: string, chosen: readonly string[]): string {
  const query = new URLSearchParams(search);
  if (chosen.length === 0) query.delete('cmp');
  else query.set('cmp', chosen.map(escaped).join(','));
  return queryText(query);
}

/** Where the chosen ones are compared: the given address with a `t` for each, at the place of the result. */
export function comparisonAddress(address: string, chosen: readonly string[]): string {
  const [path = '', search = ''] = address.split('?', 2);
  const query = new URLSearchParams(search);
  for (const id of chosen) query.append('t', id);
  return `${path}${queryText(query)}#result`;
}

// A slash and a comma may stand in a query, and ids are easier read with them.
function queryText(query: URLSearchParams): string {
  const text = query.toString().replaceAll('%2F', '/').replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

// No id of a config holds a comma; one of a later version would not break the list.
function escaped(id: string): string {
  return id.replaceAll('%', '%25').replaceAll(',', '%2C');
}

function plain(id: string): string {
  return id.replaceAll('%2C', ',').replaceAll('%25', '%');
}
