// What is told of a regression, in words: on the page, in the feed, in a mail, in the terminal. One incident is one target
// (or one whole region) with all the regions in which it regressed at about the same time.
import type { IdentityChange, ToldEvent } from '../results/event-store.ts';
import { listText, utcText } from './format.ts';

export interface Incident {
  /** Stays the same while it changes, and after it is over. */
  readonly id: string;
  readonly kind: ToldEvent['kind'];
  readonly workload: string;
  /** `null`: a whole region. */
  readonly target: string | null;
  /** The events it is made of, the first one first; never empty. */
  readonly events: readonly ToldEvent[];
  /** Epoch ms of the first event's beginning. */
  readonly sinceMs: number;
  /** When the last of its events was over; `null` while one is open. */
  readonly closedMs: number | null;
}

// Regions that follow within this time are hit by the same thing.
const SAME_INCIDENT_MS = 6 * 3_600_000;

/** Events put together; open ones first, then the newest. */
export function incidentsOf(events: readonly ToldEvent[]): Incident[] {
  const groups: ToldEvent[][] = [];
  for (const event of events.toSorted((a, b) => a.detectedMs - b.detectedMs || (a.region < b.region ? -1 : 1))) {
    const same = event.target === null ? undefined : groups.findLast((group) => belongs(event, group));
    if (same === undefined) groups.push([event]);
    else same.push(event);
  }
  return groups
    .map(incidentOf)
    .sort((a, b) => Number(a.closedMs !== null) - Number(b.closedMs !== null) || b.sinceMs - a.sinceMs);
}

function belongs(event: ToldEvent, group: readonly ToldEvent[]): boolean {
  const [first] = group;
  if (first?.kind !== event.kind || first.workload !== event.workload || first.target !== event.target) return false;
  if (group.some(({ region }) => region === event.region)) return false;
  return event.detectedMs - first.detectedMs <= SAME_INCIDENT_MS;
}

function incidentOf(events: readonly ToldEvent[]): Incident {
  const first = events[0]!;
  const { kind, workload, target, region, detectedMs } = first;
  const isOpen = events.some(({ closedMs }) => closedMs === null);
  return {
    ...{ kind, workload, target, events },
    id: [workload, kind, target ?? region, detectedMs / 1_000].join('.'),
    sinceMs: Math.min(...events.map(({ sinceMs }) => sinceMs)),
    closedMs: isOpen ? null : Math.max(...events.map(({ closedMs }) => closedMs ?? 0)),
  };
}

const DOES: Readonly<Record<ToldEvent['kind'], string>> = {
  slower: 'is slower than usual',
  failing: 'fails far more often than usual',
  'region-slower': 'is slower than usual',
  'region-failing': 'fails far more often than usual',
};

/** `together/llama-3.3-70b is slower than usual from us-east-1 and eu-west-1`. */
export function headline({ kind, target, events }: Incident): string {
  const regions = listText([...new Set(events.map(({ region }) => region))], 4);
  return `${target ?? 'Everything'} ${DOES[kind]} from ${regions}`;
}

/** One sentence for each region: since when, by how much, how its peers do, what it says of itself that is new. */
export function details({ events }: Incident): string[] {
  return events.map((event) => {
    const parts = [sizeText(event), peersText(event), ...event.changed.map(changeText)].filter((part) => part !== '');
    return `${event.region}: ${parts.join('; ')}.`;
  });
}

function sizeText({ ratio, failedShare, sinceMs, detectedMs }: ToldEvent): string {
  const since = `since ${minuteText(sinceMs)}, certain at ${minuteText(detectedMs)}`;
  if (failedShare !== null)
    return `${Math.round(failedShare * 100)} % of its answers failed in the last 3 hours of it, ${since}`;
  if (ratio === null) return `more than can be told, because first tokens did not come in time, ${since}`;
  const interval =
    ratio.low === null || ratio.high === null ? '' : ` (${timesText(ratio.low)} to ${timesText(ratio.high)})`;
  return `${timesText(ratio.value)} times its usual time to first token${interval}, ${since}`;
}

function peersText({ kind, target, peersRatio }: ToldEvent): string {
  if (kind !== 'slower' || target === null) return '';
  return peersRatio === null ? 'too few peers to compare with' : `its peers ${timesText(peersRatio)} times`;
}

function changeText({ what, before, after }: IdentityChange): string {
  return `${what} changed from ${before ?? 'none told'} to ${after ?? 'none told'}`;
}

/** How it ended, as a sentence; `null` while it is open. */
export function ending({ events, closedMs }: Incident): string | null {
  if (closedMs === null) return null;
  const last = events.toSorted((a, b) => (a.closedMs ?? 0) - (b.closedMs ?? 0)).at(-1);
  if (last?.closedBecause === 'accepted') return 'It has stayed so for 7 days: this is what is usual now.';
  if (last?.closedBecause === 'silent') return 'There was no sample of it for a day.';
  return `As usual again since ${minuteText(last?.untilMs ?? closedMs)}.`;
}

/** What a whole region says of whose doing it is. */
export function blame({ target }: Incident): string | null {
  return target === null
    ? 'All targets at once: the region, its network or this instrument, rather than any provider.'
    : null;
}

function timesText(ratio: number): string {
  return ratio.toFixed(2);
}

/** `2026-11-22 03:15 UTC`. */
export function minuteText(ms: number): string {
  return utcText(new Date(ms).toISOString()).replace(/:\d\d UTC$/, ' UTC');
}
