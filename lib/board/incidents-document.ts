// Incidents as a document: what is slower or failing now, and what was within the last 30 days.
import { printable } from '../domain/text.ts';
import { isoSeconds } from '../domain/time.ts';
import { significant } from './format.ts';
import { details, ending, headline, type Incident } from './incident.ts';
import type { IncidentsDocument } from './schemas.ts';
import { type DocumentHeader, shownText } from './view-document.ts';

export function incidentsDocument(incidents: readonly Incident[], header: DocumentHeader): IncidentsDocument {
  return { schema: 'photofinish/incidents@1', ...header, incidents: incidents.map(entryOf) };
}

const MOST_CHARACTERS = 1_000;

function sentence(text: string): string {
  return printable(text, MOST_CHARACTERS);
}

function entryOf(incident: Incident): IncidentsDocument['incidents'][number] {
  const { id, kind, workload, target, events, sinceMs, closedMs } = incident;
  return {
    ...{ id, kind, workload },
    target: target === null ? null : shownText(target),
    headline: sentence(headline(incident)),
    details: details(incident).map(sentence),
    ending: ending(incident),
    since: isoSeconds(sinceMs),
    closedAt: closedMs === null ? null : isoSeconds(closedMs),
    regions: events.map((event) => ({
      region: event.region,
      since: isoSeconds(event.sinceMs),
      detectedAt: isoSeconds(event.detectedMs),
      until: event.untilMs === null ? null : isoSeconds(event.untilMs),
      closedAt: event.closedMs === null ? null : isoSeconds(event.closedMs),
      closedBecause: event.closedBecause,
      ratio: event.ratio && {
        value: significant(event.ratio.value) ?? 0,
        low: significant(event.ratio.low),
        high: significant(event.ratio.high),
      },
      peersRatio: significant(event.peersRatio),
      failedShare: event.failedShare,
      changed: event.changed.map(({ what, before, after }) => ({
        what,
        before: before === null ? null : shownText(before),
        after: after === null ? null : shownText(after),
      })),
    })),
  };
}
