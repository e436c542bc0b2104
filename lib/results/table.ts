// The contract of the table: its name, its keys and how long items live. Whoever builds, writes or reads it uses this file.
import type { RoundKey } from '../domain/round.ts';
import type { SeriesKey } from '../domain/series.ts';
import { isoSeconds } from '../domain/time.ts';
import { KeyPartError } from './errors.ts';

export { TABLE_NAME } from '../names/names.ts';
export const PARTITION_KEY = 'pk';
export const SORT_KEY = 'sk';
/** Epoch seconds; the engine deletes an item some time after, so a reader leaves expired ones out itself. */
export const TTL_ATTRIBUTE = 'expiresAt';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
export const ROUND_TTL_MS = 35 * DAY_MS;
export const HOUR_BLOCK_TTL_MS = 100 * DAY_MS;

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** Epoch seconds at which something that belongs to the instant `atMs` expires. */
export function expiresAtEpochSeconds(atMs: number, ttlMs: number): number {
  return Math.floor((atMs + ttlMs) / 1_000);
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** @throws KeyPartError if a part is empty, holds `#`, or the instant is not ISO 8601 UTC to the second */
export function roundKey(key: RoundKey): ItemKey {
  if (!INSTANT.test(key.scheduledAt)) {
    throw new KeyPartError(`A round is scheduled at an instant like 2026-11-22T03:15:00Z, not "${key.scheduledAt}".`);
  }
  return {
    pk: joined('ROUND', key.workload, key.region, key.scheduledAt.slice(0, 10)),
    sk: joined(key.scheduledAt, key.shard),
  };
}

/** The partition of the rounds of a day. */
export function roundPartition(workload: string, region: string, dayMs: number): string {
  return joined('ROUND', workload, region, isoDay(dayMs));
}

export function parseRoundKey({ pk, sk }: ItemKey): RoundKey | null {
  const [kind, workload, region] = pk.split('#');
  const [scheduledAt, shard] = sk.split('#');
  if (kind !== 'ROUND' || !workload || !region || !scheduledAt || !shard) return null;
  return { workload, region, scheduledAt, shard };
}

/** Key of the block of the hour that begins at `hourMs`. */
export function hourBlockKey(series: SeriesKey, hourMs: number): ItemKey {
  return { pk: hourPartition(series, hourMs), sk: isoSeconds(hourMs).slice(8, 13) };
}

/** The partition of the hour blocks of the month that an instant lies in. */
export function hourPartition({ workload, region, target }: SeriesKey, atMs: number): string {
  return joined('HOUR', workload, region, target, isoDay(atMs).slice(0, 7));
}

export function parseHourBlockKey({ pk, sk }: ItemKey): (SeriesKey & { readonly startMs: number }) | null {
  const [kind, workload, region, target, month] = pk.split('#');
  const startMs = Date.parse(`${month}-${sk}:00:00Z`);
  if (kind !== 'HOUR' || !workload || !region || !target || !Number.isFinite(startMs)) return null;
  return { workload, region, target, startMs };
}

/** Key of the block of the UTC day that begins at `dayMs`. */
export function dayBlockKey(series: SeriesKey, dayMs: number): ItemKey {
  return { pk: dayPartition(series), sk: isoDay(dayMs) };
}

export function dayPartition({ workload, region, target }: SeriesKey): string {
  return joined('DAY', workload, region, target);
}

export function parseDayBlockKey({ pk, sk }: ItemKey): (SeriesKey & { readonly startMs: number }) | null {
  const [kind, workload, region, target] = pk.split('#');
  const startMs = Date.parse(`${sk}T00:00:00Z`);
  if (kind !== 'DAY' || !workload || !region || !target || !Number.isFinite(startMs)) return null;
  return { workload, region, target, startMs };
}

export const LATE_PARTITION = 'LATE';

export interface LateHour {
  readonly workload: string;
  readonly region: string;
  readonly hourMs: number;
}

/** The marker that re-opens a frozen hour of one region. */
export function lateKey({ workload, region, hourMs }: LateHour): ItemKey {
  return { pk: LATE_PARTITION, sk: joined(isoSeconds(hourMs).slice(0, 13), workload, region) };
}

export function parseLateKey({ pk, sk }: ItemKey): LateHour | null {
  const [hour, workload, region] = sk.split('#');
  const hourMs = Date.parse(`${hour}:00:00Z`);
  if (pk !== LATE_PARTITION || !workload || !region || !Number.isFinite(hourMs)) return null;
  return { workload, region, hourMs };
}

export interface EventKey {
  readonly workload: string;
  readonly region: string;
  /** `*` = the whole region. */
  readonly target: string;
  readonly kind: string;
  /** ISO 8601 UTC to the second. */
  readonly openedAt: string;
}

export function eventKey({ workload, region, target, kind, openedAt }: EventKey): ItemKey {
  return { pk: joined('EVENT', workload, openedAt.slice(0, 7)), sk: joined(openedAt, region, target, kind) };
}

/** The partition of the events that were opened in the month that an instant lies in. */
export function eventPartition(workload: string, atMs: number): string {
  return joined('EVENT', workload, isoDay(atMs).slice(0, 7));
}

export function parseEventKey({ pk, sk }: ItemKey): EventKey | null {
  const [kind, workload] = pk.split('#');
  const [openedAt, region, target, of] = sk.split('#');
  if (kind !== 'EVENT' || !workload || !openedAt || !region || !target || !of) return null;
  return { workload, region, target, kind: of, openedAt };
}

const PUBLISHER_PARTITION = 'PUBLISHER';

/** The lease that lets one publisher at a time write. */
export const PUBLISHER_LEASE_KEY: ItemKey = { pk: PUBLISHER_PARTITION, sk: 'lease' };

/** How far the hours of a region are frozen; without it everything is recomputed from rounds, so losing it costs only time. */
export function progressKey(workload: string, region: string): ItemKey {
  return { pk: PUBLISHER_PARTITION, sk: joined('frozen', workload, region) };
}

/** What the answers of a workload's targets called themselves in a region. */
export function identityKey(workload: string, region: string): ItemKey {
  return { pk: joined('IDENTITY', workload), sk: joined(region) };
}

/** `2026-11-22`, the UTC day of an instant. */
export function isoDay(atMs: number): string {
  return isoSeconds(atMs).slice(0, 10);
}

export function hourOf(atMs: number): number {
  return Math.floor(atMs / HOUR_MS) * HOUR_MS;
}

export function dayOf(atMs: number): number {
  return Math.floor(atMs / DAY_MS) * DAY_MS;
}

function joined(...parts: readonly string[]): string {
  for (const part of parts) {
    if (part === '' || part.includes('#'))
      throw new KeyPartError(`A key of the table has no part "${part}": one character or more, without "#".`);
  }
  return parts.join('#');
}
