// What a publication asks of a cohort (the targets of one workload in one region): who is slower or failing, since when, and
// what is over. All of it is worked out anew from the columns; only the events that were told are known from before.
import type { SeriesColumns } from '../../domain/series.ts';
import { cadenceOf, DAY_MS } from './cadence.ts';
import { type Entrant, entrantsOf, failingSubjects, slowerSubjects } from './entrants.ts';
import type { RegressionEvent } from './event.ts';
import type { Subject } from './subject.ts';
import { type Told, tell } from './tell.ts';
import type { UsualCache } from './usual.ts';

export interface Cohort {
  readonly workload: string;
  readonly region: string;
  readonly everyMs: number;
  readonly nowMs: number;
  /** By target: 28 days where there are so many. */
  readonly columns: ReadonlyMap<string, SeriesColumns>;
  /** Events that are open or began in the last 28 days; those of other cohorts may be among them. */
  readonly known: readonly RegressionEvent[];
}

/** From 1 on a regression is open; `null` while learning, and where rounds are too rare to tell. */
export type RegressionScore = number | null;

export interface Watched {
  /** By target, the larger of slower and failing. */
  readonly scores: ReadonlyMap<string, RegressionScore>;
  readonly regionScore: RegressionScore;
  /** False where fewer than 6 targets have a baseline: each is held against its own past only, with more caution. */
  readonly hasPeers: boolean;
  /** All that are open now, as they stand. */
  readonly open: readonly RegressionEvent[];
  /** Those of `open` that were not known. */
  readonly opened: readonly RegressionEvent[];
  /** Those that were known as open and are over. */
  readonly closed: readonly RegressionEvent[];
}

/** So far back a beginning or an end is looked for. */
export const REPLAY_MS = 2 * DAY_MS;

/** @param cache one a cohort, kept from one publication to the next for its speed; by default nothing is kept */
export function watch(cohort: Cohort, cache: UsualCache = new Map()): Watched {
  const known = cohort.known.filter(({ workload, region }) => workload === cohort.workload && region === cohort.region);
  for (const target of cache.keys()) if (!cohort.columns.has(target)) cache.delete(target);
  const cadence = cadenceOf(cohort.everyMs);
  const entrants = entrantsOf(cohort.columns, known, cadence, cache);
  const field = { entrants, everyMs: cohort.everyMs, endMs: endOf(entrants, cohort), replayMs: REPLAY_MS };

  const answer = (subject: Subject): Answer => ({ subject, told: tell(subject, of(known, subject), cohort) });
  const failing = failingSubjects(field).map(answer);
  const failures = failing.flatMap(({ told }) => told.event ?? []);
  const slower = cadence && slowerSubjects(field, cadence, [...known, ...failures]);
  const answers = [...failing, ...(slower?.subjects.map(answer) ?? [])];

  const events = answers.flatMap(({ told }) => told.event ?? []);
  const open = events.filter(({ closedMs }) => closedMs === null);
  const scores = scoresOf(answers);
  return {
    scores: new Map(entrants.map(({ target }) => [target, scores.get(target) ?? null])),
    regionScore: scores.get(null) ?? null,
    hasPeers: slower?.hasPeers ?? false,
    open,
    opened: open.filter((event) => !known.some((each) => isSame(each, event))),
    closed: events.filter(({ closedMs }) => closedMs !== null),
  };
}

interface Answer {
  readonly subject: Subject;
  readonly told: Told;
}

/** One cadence after the newest round that anyone has: what is not in yet for some will be there the next time. */
function endOf(entrants: readonly Entrant[], { everyMs, nowMs }: Cohort): number {
  const newestMs = entrants.reduce(
    (newest, { columns: { slots } }) => Math.max(newest, (slots.at(-1) ?? 0) * 1_000),
    0,
  );
  return Math.min(newestMs, nowMs) + everyMs;
}

function of(known: readonly RegressionEvent[], { kind, target }: Subject): RegressionEvent[] {
  return known.filter((event) => event.kind === kind && event.target === target);
}

function isSame(a: RegressionEvent, b: RegressionEvent): boolean {
  return a.kind === b.kind && a.target === b.target && a.detectedMs === b.detectedMs;
}

function scoresOf(answers: readonly Answer[]): Map<string | null, number> {
  const scores = new Map<string | null, number>();
  for (const { subject, told } of answers) {
    if (told.score !== null) scores.set(subject.target, Math.max(told.score, scores.get(subject.target) ?? 0));
  }
  return scores;
}
