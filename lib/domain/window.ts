// The windows of the board, and the block length that respects autocorrelation within each (docs/method.md).

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface Window {
  readonly id: '1h' | '24h' | '7d' | '30d';
  readonly lengthMs: number;
  /** Rounds closer together than this are not independent; `null` = live, never ranked. */
  readonly blockMs: number | null;
}

export const WINDOWS: readonly Window[] = [
  { id: '1h', lengthMs: HOUR_MS, blockMs: null },
  // whole days: shorter blocks take the daily cycle for chance, and slow drifts for proofs of their own
  { id: '24h', lengthMs: DAY_MS, blockMs: DAY_MS },
  { id: '7d', lengthMs: 7 * DAY_MS, blockMs: DAY_MS },
  { id: '30d', lengthMs: 30 * DAY_MS, blockMs: DAY_MS },
];
export type WindowId = Window['id'];

export const DEFAULT_WINDOW: WindowId = '7d';
