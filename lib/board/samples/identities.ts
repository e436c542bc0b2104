// What a target's answers call themselves, and since when: told from the newest full hours, and kept for 30 days.
import type { Table } from '../../results/document-client.ts';
import { type IdentityMark, type IdentityMarks, readIdentities, saveIdentities } from '../../results/identity-store.ts';
import { hourOf } from '../../results/table.ts';
import type { Cohort } from './cohorts.ts';
import type { RecentRows } from './recent-rows.ts';

const DAY_MS = 24 * 3_600_000;
const KEPT_MS = 30 * DAY_MS;
const MOST_MARKS = 20;
/** A single answer may have come from anywhere. */
const FEWEST_ANSWERS = 3;

/** The ok answers of a target in its newest full hours, as many of these as hold three of them. */
export interface Answered {
  /** The start of the first of these hours. */
  readonly sinceMs: number;
  /** How many called themselves what. */
  readonly counts: ReadonlyMap<string | null, number>;
}

export interface FullHour {
  readonly hourMs: number;
  readonly rows: readonly RecentRows[];
}

/** The pieces of a cohort put together to hours that are over and settled, the newest first. */
export function fullHours(
  pieces: readonly { readonly fromMs: number; readonly rows: RecentRows }[],
  settledToMs: number,
): readonly FullHour[] {
  const hours = Map.groupBy(pieces, ({ fromMs }) => hourOf(fromMs));
  return Array.from(hours, ([hourMs, each]) => ({ hourMs, rows: each.map(({ rows }) => rows) }))
    .filter(({ hourMs }) => hourMs < hourOf(settledToMs))
    .sort((a, b) => b.hourMs - a.hourMs);
}

/** By target. @param hours the newest first */
export function answeredLately(hours: readonly FullHour[]): ReadonlyMap<string, Answered> {
  const counting = new Map<string, Map<string | null, number>>();
  const answered = new Map<string, Answered>();
  for (const { hourMs, rows } of hours) {
    for (const each of rows) countAnswers(each, counting, answered);
    for (const [target, counts] of counting) {
      const n = [...counts.values()].reduce((sum, count) => sum + count, 0);
      if (n >= FEWEST_ANSWERS && !answered.has(target)) answered.set(target, { sinceMs: hourMs, counts });
    }
  }
  return answered;
}

function countAnswers(
  { targets, servedModels, target, served }: RecentRows,
  counting: Map<string, Map<string | null, number>>,
  isDone: ReadonlyMap<string, unknown>,
): void {
  served.forEach((index, row) => {
    const name = targets[target[row] ?? 0] ?? '';
    if (index === 0 || isDone.has(name)) return;
    const counts = counting.get(name) ?? new Map<string | null, number>();
    counting.set(name, counts);
    const model = servedModels[index - 1] ?? null;
    counts.set(model, (counts.get(model) ?? 0) + 1);
  });
}

/** The marks of a target with what is new, at most one a day, and without what is too old. */
export function marksOf(
  earlier: readonly IdentityMark[],
  answered: Answered | undefined,
  nowMs: number,
): readonly IdentityMark[] {
  const last = earlier.at(-1);
  const mark = answered && { sinceMs: answered.sinceMs, servedModel: mostFrequent(answered.counts, last?.servedModel) };
  const isNew =
    mark !== undefined &&
    (last === undefined || (mark.servedModel !== last.servedModel && mark.sinceMs >= last.sinceMs + DAY_MS));
  const marks = isNew ? [...earlier, mark] : earlier;
  // the last one that is older than a month is what it was called when the month began
  const first = marks.findLastIndex(({ sinceMs }) => sinceMs <= nowMs - KEPT_MS);
  return marks.slice(Math.max(0, first)).slice(-MOST_MARKS);
}

// Of two that are as frequent, the one that it was called before; else the first by name, so that it does not hang on chance.
function mostFrequent(counts: ReadonlyMap<string | null, number>, before: string | null | undefined): string | null {
  const most = Math.max(...counts.values());
  const names = [...counts.keys()].filter((name) => counts.get(name) === most);
  if (before !== undefined && names.includes(before)) return before;
  return names.sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))[0] ?? null;
}

export interface IdentityRequest {
  readonly table: Table;
  readonly cohort: Cohort;
  readonly hours: readonly FullHour[];
  /** Ids of those that race. */
  readonly targets: ReadonlySet<string>;
  readonly nowMs: number;
}

/** Brings the marks of a cohort up to date, and writes them if there is anything new. @returns those of all targets */
export async function refreshIdentities(request: IdentityRequest): Promise<IdentityMarks> {
  const { table, cohort, hours, targets, nowMs } = request;
  const before = await readIdentities(table, cohort);
  const answered = answeredLately(hours);
  const after = new Map<string, readonly IdentityMark[]>();
  for (const target of new Set([...before.keys(), ...answered.keys()])) {
    const earlier = before.get(target) ?? [];
    const isRaced = targets.has(target);
    const marks = marksOf(earlier, isRaced ? answered.get(target) : undefined, nowMs);
    const isRecent = (marks.at(-1)?.sinceMs ?? 0) > nowMs - KEPT_MS;
    if (marks.length > 0 && (isRaced || isRecent)) after.set(target, marks);
  }
  if (!isSame(before, after)) await saveIdentities(table, cohort, after);
  return after;
}

function isSame(a: IdentityMarks, b: IdentityMarks): boolean {
  const text = (marks: IdentityMarks) => JSON.stringify([...marks].sort(([one], [two]) => (one < two ? -1 : 1)));
  return text(a) === text(b);
}
