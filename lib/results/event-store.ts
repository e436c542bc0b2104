// Regressions as items: opened by rule, changed until they are closed, and never deleted. One writer, the publisher with the lease.
import { isoSeconds } from '../domain/time.ts';
import { REGRESSION_KINDS, type RegressionEvent, type RegressionKind } from '../stats/regression/event.ts';
import type { Table } from './document-client.ts';
import { type Item, putAll, queryAll } from './query.ts';
import { eventKey, eventPartition, type ItemKey, parseEventKey } from './table.ts';

/** What a provider said of itself differently after a regression began than before. */
export interface IdentityChange {
  readonly what: 'model' | 'build' | 'tier' | 'host';
  readonly before: string | null;
  readonly after: string | null;
}

/** A regression as it is kept: with what was found out when it was told. */
export interface ToldEvent extends RegressionEvent {
  readonly changed: readonly IdentityChange[];
}

/** Stands in the key for "the whole region". */
const EVERY_TARGET = '*';

/** Writes events as they are now; to write one again is harmless. */
export async function saveEvents(table: Table, events: readonly ToldEvent[]): Promise<void> {
  await putAll(table, events.map(itemOf));
}

/** The events of a workload that were told from `fromMs` on, oldest first. */
export async function readEvents(
  table: Table,
  { workload, fromMs, toMs }: { readonly workload: string; readonly fromMs: number; readonly toMs: number },
): Promise<ToldEvent[]> {
  const events: ToldEvent[] = [];
  for (const partition of partitions(workload, fromMs, toMs)) {
    // `$` comes right after `#`: all of the last second is within
    const between = [isoSeconds(fromMs), `${isoSeconds(toMs)}$`] as const;
    for await (const item of queryAll(table, { partition, between })) {
      const event = eventFrom(item);
      if (event !== null) events.push(event);
    }
  }
  return events;
}

function partitions(workload: string, fromMs: number, toMs: number): string[] {
  const found: string[] = [];
  const month = new Date(fromMs);
  for (let at = Date.UTC(month.getUTCFullYear(), month.getUTCMonth()); at <= toMs; ) {
    found.push(eventPartition(workload, at));
    const next = new Date(at);
    at = Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1);
  }
  return found;
}

function itemOf({ workload, region, target, kind, detectedMs, sinceMs, untilMs, closedMs, ...rest }: ToldEvent): Item {
  const key = eventKey({ workload, region, target: target ?? EVERY_TARGET, kind, openedAt: isoSeconds(detectedMs) });
  const times = { sinceAt: isoSeconds(sinceMs), untilAt: timeText(untilMs), closedAt: timeText(closedMs) };
  return { ...key, ...times, ...rest };
}

function timeText(ms: number | null): string | null {
  return ms === null ? null : isoSeconds(ms);
}

// One of a kind that a later version knows is left to that version.
function eventFrom(item: Item): ToldEvent | null {
  const key = parseEventKey(item as unknown as ItemKey);
  const kind = REGRESSION_KINDS.find((one): one is RegressionKind => one === key?.kind);
  if (key === null || kind === undefined) return null;
  const { pk: _pk, sk: _sk, sinceAt, untilAt, closedAt, ...rest } = item;
  return {
    ...(rest as unknown as ToldEvent),
    kind,
    workload: key.workload,
    region: key.region,
    target: key.target === EVERY_TARGET ? null : key.target,
    detectedMs: Date.parse(key.openedAt),
    sinceMs: Date.parse(String(sinceAt)),
    untilMs: timeOf(untilAt),
    closedMs: timeOf(closedAt),
  };
}

function timeOf(text: unknown): number | null {
  return typeof text === 'string' ? Date.parse(text) : null;
}
