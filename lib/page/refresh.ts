// The page follows the board: when a newer one is published, the live parts are replaced in place, so that scroll
// position, focus and open sections stay as they are.

const MIN_POLL_MS = 4_000;
const MAX_POLL_MS = 120_000;

/** How often to ask for news: nine times before the figures count as stale, within bounds. */
export function pollIntervalMs(staleAfterS: number): number {
  const wanted = (staleAfterS * 1000) / 9;
  return Number.isFinite(wanted) ? Math.min(Math.max(wanted, MIN_POLL_MS), MAX_POLL_MS) : MAX_POLL_MS;
}

/** Asks for `indexUrl` again and again while the page is seen; calls `onNews` after the live parts were replaced. */
export function followBoard(indexUrl: string, staleAfterS: number, onNews: () => void): void {
  const ask = async (): Promise<void> => {
    if (document.visibilityState === 'visible' && !isBeingRead() && (await isNewer(indexUrl))) {
      await replaceLiveParts();
      onNews();
    }
  };
  // A board that cannot be reached is no news; its age tells the reader.
  setInterval(() => ask().catch(() => undefined), pollIntervalMs(staleAfterS));
}

// Rows must not move under a selection that someone is about to copy.
function isBeingRead(): boolean {
  return getSelection()?.isCollapsed === false;
}

async function isNewer(indexUrl: string): Promise<boolean> {
  const response = await fetch(indexUrl, { cache: 'no-cache' });
  if (!response.ok) return false;
  const index: unknown = await response.json();
  const shown = document.querySelector<HTMLTimeElement>('#generated')?.dateTime ?? '';
  const published =
    typeof index === 'object' && index !== null && 'generatedAt' in index ? String(index.generatedAt) : '';
  return published > shown;
}

async function replaceLiveParts(): Promise<void> {
  const response = await fetch(location.pathname, { cache: 'no-cache' });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  // Another version of the page's own code, or other columns: only a whole reload fits.
  if (formOf(fresh) !== formOf(document)) return location.reload();
  for (const part of document.querySelectorAll<HTMLElement>('[data-live]')) {
    const replacement = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (replacement !== null) part.replaceChildren(...replacement.childNodes);
  }
}

function formOf(page: Document): string {
  const script = page.querySelector('script[src]')?.getAttribute('src')?.split('/').at(-1) ?? '';
  return `${script} ${page.querySelectorAll('#board thead th').length}`;
}
