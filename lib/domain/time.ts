// Instants and lengths of time as text.

/** `2026-11-22T03:15:00Z`: ISO 8601 UTC to the second, as rounds are named. */
export function isoSeconds(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

/** ISO 8601 UTC with microseconds, from fractional epoch ms. */
export function isoMicros(epochMs: number): string {
  const wholeMs = Math.floor(epochMs);
  const micros = Math.min(999, Math.floor((epochMs - wholeMs) * 1000));
  return `${new Date(wholeMs).toISOString().slice(0, 23)}${String(micros).padStart(3, '0')}Z`;
}

/** The last scheduled instant at or before a moment: a multiple of the cadence since the epoch, in epoch ms. */
export function slotAt(epochMs: number, everyMs: number): number {
  return Math.floor(epochMs / everyMs) * everyMs;
}

/** Rounded to so many decimals; `null` stays `null`, and what is not finite becomes `null`. */
export function rounded(value: number | null, decimals: number): number | null {
  if (value === null || !Number.isFinite(value)) return null;
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}
