// The windows of the board, and the block length that respects autocorrelation within each (docs/method.md).

const HOUR_MS = 3_600_000;

export interface Window {
  readonly id: '1h' | '24h' | '7d' | '30d';
  readonly lengthMs: number;
  /** Rounds closer together than this are not independent; `null` = live, never ranked. */
  readonly blockMs: number | null;
}

export const WINDOWS: readonly Window[] = [
  { id: '1h', lengthMs: HOUR_MS, blockMs: null },
  { id: '24h', lengthMs: 24 * HOUR_MS, blockMs: 3 * HOUR_MS },
  { id: '7d', lengthMs: 7 * 24 * HOUR_MS, blockMs: 12 * HOUR_MS },
  { id: '30d', lengthMs: 30 * 24 * HOUR_MS, blockMs: 24 * HOUR_MS },
];
export type WindowId = Window['id'];

export const DEFAULT_WINDOW: WindowId = '7d';
