// How old the figures are, in words, worked out here because a page cannot know when it is read.

/** `just now`, `40 s ago`, `5 min ago`, `3 h ago`, `2 days ago`. */
export function ageText(ageMs: number): string {
  const seconds = Math.floor(ageMs / 1000);
  if (seconds < 5) return 'just now';
  if (seconds < 90) return `${seconds} s ago`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86_400)} days ago`;
}

/** Writes the age beside the time of publication, and shows the banner once the figures are stale. */
export function showAge(nowMs: number): void {
  const published = document.querySelector<HTMLTimeElement>('#generated');
  if (published === null) return;
  const ageMs = nowMs - Date.parse(published.dateTime);
  const staleAfterS = Number(published.dataset.staleAfterS);
  for (const place of document.querySelectorAll('[data-age]')) place.textContent = ` · ${ageText(ageMs)}`;
  const banner = document.querySelector<HTMLElement>('#stale');
  if (banner !== null) banner.hidden = !(ageMs > staleAfterS * 1000);
}

const AGE_EVERY_MS = 1_000;

/** Shows the age now, and keeps it right. */
export function keepAge(): void {
  const showNow = (): void => showAge(Date.now());
  showNow();
  setInterval(showNow, AGE_EVERY_MS);
}
