// Events as the store keeps them, for tests.
import type { ToldEvent } from '../../lib/results/event-store.ts';

export const TOLD_AT_MS = Date.parse('2026-11-22T04:00:00Z');
const HOUR_MS = 3_600_000;

/** One that is open: twice as slow since three quarters of an hour before it was told. */
export function toldEvent(more: Partial<ToldEvent> = {}): ToldEvent {
  return {
    kind: 'slower',
    workload: 'chat',
    region: 'us-east-1',
    target: 'together/llama',
    sinceMs: TOLD_AT_MS - 0.75 * HOUR_MS,
    detectedMs: TOLD_AT_MS,
    level: 2,
    ratio: { value: 2.04, low: 1.9, high: 2.2 },
    peersRatio: 1.01,
    failedShare: null,
    untilMs: null,
    closedMs: null,
    closedBecause: null,
    changed: [],
    ...more,
  };
}

/** The same, three hours later over. */
export function overEvent(more: Partial<ToldEvent> = {}): ToldEvent {
  const times = { untilMs: TOLD_AT_MS + 2 * HOUR_MS, closedMs: TOLD_AT_MS + 3 * HOUR_MS };
  return toldEvent({ ...times, closedBecause: 'recovered', ...more });
}
