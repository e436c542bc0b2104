// Regressions as a publication sees them: every cohort is watched, with what is known of it from before.
import type { Sample } from '../domain/sample.ts';
import type { Workload } from '../domain/workload.ts';
import type { Table } from '../results/document-client.ts';
import { type IdentityChange, readEvents, type ToldEvent } from '../results/event-store.ts';
import type { RoundStore } from '../results/round-store.ts';
import type { RegressionEvent } from '../stats/regression/event.ts';
import type { UsualCache } from '../stats/regression/usual.ts';
import { watch } from '../stats/regression/watch.ts';
import type { ColumnsByRegion } from './gather.ts';

const DAY_MS = 24 * 3_600_000;
/** As far back as a baseline may look, and as the board shows. */
const KNOWN_MS = 30 * DAY_MS;

/** By workload and region; kept from one publication to the next for its speed. */
export type WatchCache = Map<string, UsualCache>;

export interface Regressions {
  /** As they stand now. */
  readonly open: readonly ToldEvent[];
  /** Those of `open` that were not known before. */
  readonly opened: readonly ToldEvent[];
  /** Those that are over since the publication before. */
  readonly closed: readonly ToldEvent[];
  /** Over, within the last 30 days; those of `closed` too. */
  readonly past: readonly ToldEvent[];
  /** By target, the largest over workloads and regions: from 1 on it has regressed. */
  readonly scores: ReadonlyMap<string, number>;
}

export interface WatchRequest {
  readonly workload: Workload;
  readonly columns: ColumnsByRegion;
  readonly nowMs: number;
}

/** Watches the cohorts of one workload. Nothing is changed by it: what is to be kept is in the answer. */
export async function watchRegressions(
  { table, store, cache }: { readonly table: Table; readonly store: RoundStore; readonly cache: WatchCache },
  { workload, columns, nowMs }: WatchRequest,
): Promise<Regressions> {
  const known = await readEvents(table, { workload: workload.name, fromMs: nowMs - KNOWN_MS, toMs: nowMs });
  const changedOf = new Map(known.map((event) => [idOf(event), event.changed]));
  const scores = new Map<string, number>();
  const [open, opened, closed]: [ToldEvent[], ToldEvent[], ToldEvent[]] = [[], [], []];
  for (const [region, byTarget] of columns) {
    const key = `${workload.name}#${region}`;
    const usual = cache.get(key) ?? new Map();
    cache.set(key, usual);
    const cohort = { workload: workload.name, region, everyMs: workload.everyMs, nowMs, columns: byTarget, known };
    const watched = watch(cohort, usual);
    for (const event of watched.opened) changedOf.set(idOf(event), await changesOf(store, event, workload.everyMs));
    const told = (event: RegressionEvent): ToldEvent => ({ ...event, changed: changedOf.get(idOf(event)) ?? [] });
    const openNow = watched.open.map(told);
    const isNew = new Set(watched.opened.map(idOf));
    open.push(...openNow);
    opened.push(...openNow.filter((event) => isNew.has(idOf(event))));
    closed.push(...watched.closed.map(told));
    for (const [target, score] of watched.scores) scores.set(target, Math.max(scores.get(target) ?? 0, score ?? 0));
  }
  const isOver = new Set(closed.map(idOf));
  const past = [...known.filter((event) => event.closedMs !== null && !isOver.has(idOf(event))), ...closed];
  return { open, opened, closed, past, scores };
}

function idOf({ kind, workload, region, target, detectedMs }: RegressionEvent): string {
  return [kind, workload, region, target, detectedMs].join('#');
}

const IDENTITY = [
  ['model', 'servedModel'],
  ['build', 'fingerprint'],
  ['tier', 'serviceTier'],
  ['host', 'servedBy'],
] as const satisfies readonly (readonly [IdentityChange['what'], keyof Sample])[];
const ROUNDS_LOOKED_AT = 4;

// What its answers said of themselves just before it began, and when it was told.
async function changesOf(store: RoundStore, event: RegressionEvent, everyMs: number): Promise<IdentityChange[]> {
  if (event.target === null) return [];
  const reachMs = ROUNDS_LOOKED_AT * everyMs;
  const before = await newestAnswer(store, event, event.sinceMs - reachMs, event.sinceMs);
  const after = await newestAnswer(
    store,
    event,
    Math.max(event.sinceMs, event.detectedMs - reachMs),
    event.detectedMs + 1,
  );
  if (before === null || after === null) return [];
  return IDENTITY.flatMap(([what, field]) =>
    before[field] === after[field] ? [] : [{ what, before: before[field], after: after[field] }],
  );
}

async function newestAnswer(
  store: RoundStore,
  { workload, region, target }: RegressionEvent,
  fromMs: number,
  toMs: number,
): Promise<Sample | null> {
  let newest: Sample | null = null;
  for await (const round of store.rounds({ workload, region, fromMs, toMs })) {
    newest = round.samples.find((sample) => sample.target === target && sample.outcome === 'ok') ?? newest;
  }
  return newest;
}
