// Whether something is to be told of a subject: that it began, how it stands, or that it is over.
import { DAY_MS } from './cadence.ts';
import type { RegressionEvent } from './event.ts';
import type { Subject } from './subject.ts';

/** A regression that lasts so long is what is usual now. */
const ACCEPTED_AFTER_MS = 7 * DAY_MS;
const SILENT_AFTER_MS = DAY_MS;

export interface Told {
  /** The one that is open, or that was and is over now; `null` where there is nothing to tell. */
  readonly event: RegressionEvent | null;
  readonly score: number | null;
}

export interface Circumstances {
  readonly workload: string;
  readonly region: string;
  readonly nowMs: number;
}

/**
 * At most one event is open at a time. While it is, only its end is looked for; after it, what came before its end counts for
 * nothing. So the same columns and the same known events always tell the same, however often and however late.
 * @param known those of this subject
 */
export function tell(
  subject: Subject,
  known: readonly RegressionEvent[],
  { workload, region, nowMs }: Circumstances,
): Told {
  const open = known.find(({ closedMs }) => closedMs === null);
  if (open !== undefined) return follow(subject, open, nowMs);
  const { opening, score } = subject.find(Math.max(0, ...known.map(({ closedMs }) => (closedMs ?? 0) + 1)));
  if (opening === null || nowMs - subject.lastAtMs >= SILENT_AFTER_MS) return { event: null, score };
  const { kind, target } = subject;
  const size = subject.sizeOver(opening.sinceMs, Number.POSITIVE_INFINITY);
  const still = { untilMs: null, closedMs: null, closedBecause: null };
  return { event: { kind, workload, region, target, ...opening, ...size, ...still }, score };
}

function follow(subject: Subject, event: RegressionEvent, nowMs: number): Told {
  const end = endOf(subject, event, nowMs);
  const size = subject.sizeOver(event.sinceMs, end?.untilMs ?? Number.POSITIVE_INFINITY);
  if (end === null) return { event: { ...event, ...size }, score: 1 };
  return { event: { ...event, ...size, ...end }, score: subject.find(end.closedMs + 1).score };
}

type End = Pick<RegressionEvent, 'untilMs' | 'closedMs' | 'closedBecause'> & { readonly closedMs: number };

function endOf(subject: Subject, event: RegressionEvent, nowMs: number): End | null {
  const recovery = subject.findEnd(event);
  if (recovery !== null) return { ...recovery, closedBecause: 'recovered' };
  const silentMs = subject.lastAtMs + SILENT_AFTER_MS;
  if (nowMs >= silentMs) return { untilMs: null, closedMs: silentMs, closedBecause: 'silent' };
  const acceptedMs = event.sinceMs + ACCEPTED_AFTER_MS;
  return nowMs < acceptedMs ? null : { untilMs: null, closedMs: acceptedMs, closedBecause: 'accepted' };
}
