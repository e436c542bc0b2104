// Figures and instants as people read them: the same in a terminal, on a page and in the browser.

const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `2,016`. */
export function countText(count: number): string {
  return WHOLE.format(count);
}

/** A time in ms or a rate: whole from 100 on, one decimal from 10 on, two below. */
export function figureText(value: number): string {
  if (value >= 99.95) return WHOLE.format(value);
  return value.toFixed(value >= 9.995 ? 1 : 2);
}

/** A share as percent without the sign; never rounded to 0 or to 100 where it is not that. */
export function percentText(share: number): string {
  if (share === 0 || share === 1) return String(share * 100);
  const percent = Math.min(Math.max(share * 100, 0.01), 99.99);
  return percent.toFixed(percent >= 10 && percent <= 99.9 ? 1 : 2);
}

/** `1 round`, `2,016 rounds`. */
export function plural(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `A`, `A and B`, `A, B and C`, with at most `limit` named and the rest counted. */
export function listText(names: readonly string[], limit: number): string {
  const shown = names.length > limit ? [...names.slice(0, limit - 1), `${names.length - limit + 1} others`] : names;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

/** Rounded to 4 significant digits, which is more than any interval carries; what is not finite becomes `null`. */
export function significant(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(4));
}

/** `2026-11-22 03:15:00 UTC`. */
export function utcText(isoInstant: string): string {
  return `${isoInstant.slice(0, 10)} ${isoInstant.slice(11, 19)} UTC`;
}
