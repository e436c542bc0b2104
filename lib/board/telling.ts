// What has to be told after a publication: incidents that are new, and those that are over. What was told is then kept as
// such, so that it is told once; what could not be told is not kept, and the next publication tells it.
import type { Table } from '../results/document-client.ts';
import { saveEvents, type ToldEvent } from '../results/event-store.ts';
import { type Incident, incidentsOf } from './incident.ts';
import type { Regressions } from './regressions.ts';

export interface News {
  readonly opened: readonly Incident[];
  readonly over: readonly Incident[];
}

/** All incidents, and what is new of them. A region that joins an incident which is known is no news of its own. */
export function newsOf(regressions: readonly Regressions[]): News & { readonly incidents: readonly Incident[] } {
  const incidents = incidentsOf(regressions.flatMap(({ open, past }) => [...open, ...past]));
  const opened = new Set<ToldEvent>(regressions.flatMap((one) => one.opened));
  const closed = new Set<ToldEvent>(regressions.flatMap((one) => one.closed));
  return {
    incidents,
    opened: incidents.filter(({ events }) => events.every((event) => opened.has(event))),
    over: incidents.filter(({ closedMs, events }) => closedMs !== null && events.some((event) => closed.has(event))),
  };
}

/** Tells the news, if there is any, and keeps what changed. @throws what `tell` or the table throws; then nothing is kept */
export async function tellNews(
  table: Table,
  regressions: readonly Regressions[],
  { opened, over }: News,
  tell: (news: News) => Promise<void>,
): Promise<void> {
  if (opened.length + over.length > 0) await tell({ opened, over });
  await saveEvents(
    table,
    regressions.flatMap((one) => [...one.opened, ...one.closed]),
  );
}
