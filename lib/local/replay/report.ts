// What a replay found, for people and for programs.

import { plural, utcText } from '../../board/format.ts';
import { details, ending, headline, incidentsOf } from '../../board/incident.ts';
import type { Replayed } from './replay.ts';

const MONTH_MS = (365 / 12) * 24 * 3_600_000;

/** In words: each incident, and how often there was one. */
export function replayText(replays: readonly Replayed[]): string {
  const events = replays.flatMap((replay) => replay.events).map((event) => ({ ...event, changed: [] }));
  const incidents = incidentsOf(events).toSorted((a, b) => a.sinceMs - b.sinceMs);
  const lines = incidents.flatMap((incident) => [
    `${headline(incident)} (${incident.workload})`,
    ...details(incident).map((sentence) => `  ${sentence}`),
    `  ${ending(incident) ?? 'Still open at the end.'}`,
  ]);
  return [...lines, ...(lines.length > 0 ? [''] : []), ...replays.map(summaryLine), ''].join('\n');
}

function summaryLine({ workload, region, everyMs, targets, fromMs, toMs, events }: Replayed): string {
  const months = ((toMs - fromMs) / MONTH_MS) * targets;
  const rate = months === 0 ? '-' : (events.length / months).toFixed(3);
  const span = `${utcText(new Date(fromMs).toISOString())} to ${utcText(new Date(toMs).toISOString())}`;
  return (
    `${workload} ${region}: ${plural(targets, 'target')}, a round every ${everyMs / 1_000} s, ${span}: ` +
    `${plural(events.length, 'event')}, ${rate} a series and month`
  );
}

/** One event a line, as JSON. */
export function replayLines(replays: readonly Replayed[]): string {
  return replays
    .flatMap(({ events }) => events)
    .map((event) => `${JSON.stringify(event)}\n`)
    .join('');
}
