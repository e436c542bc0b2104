// The links to other regions, windows and workloads keep what the reader has chosen here.

const KEPT = ['sort', 'q', 'p', 'm', 'cmp'] as const;

/** The part of a query that another page of the leaderboard understands. */
export function keptSearch(search: string): string {
  const query = new URLSearchParams(search);
  const kept = new URLSearchParams();
  for (const name of KEPT) {
    const value = query.get(name);
    if (value !== null) kept.set(name, value);
  }
  const text = kept.toString();
  return text === '' ? '' : `?${text}`;
}

/** Fills the address of a link in at the moment it is about to be followed, however it was chosen. */
export function keepStateOnLinks(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.controls a')) {
    const fill = (): void => {
      link.search = keptSearch(location.search);
    };
    for (const event of ['pointerdown', 'focus', 'mouseenter', 'click']) link.addEventListener(event, fill);
  }
}
