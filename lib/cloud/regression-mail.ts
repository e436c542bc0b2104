// The mails about regressions: one when something slows down or fails, one when it is over.
import { blame, details, ending, headline, type Incident } from '../board/incident.ts';
import { incidentPath, PAGES } from '../board/paths.ts';
import type { News } from '../board/telling.ts';
import type { AlarmSettings } from '../domain/config.ts';
import { printable } from '../domain/text.ts';

export interface Mail {
  /** At most 100 printable ASCII characters, as SNS wants it. */
  readonly subject: string;
  readonly text: string;
}

export interface MailOptions {
  readonly mode: AlarmSettings['regression'];
  /** Ends in `/`. */
  readonly pageUrl: string;
}

/** One mail an incident, or for `fleet` one for all that a publication found; none for `off`. */
export function mailsOf({ opened, over }: News, { mode, pageUrl }: MailOptions): Mail[] {
  const news = [...opened, ...over.filter((incident) => !opened.includes(incident))];
  if (mode === 'off' || news.length === 0) return [];
  if (mode === 'per-target' || news.length === 1) {
    return news.map((incident) => ({
      subject: subjectOf(headlineOf(incident)),
      text: [paragraph(incident), footer([incident], pageUrl)].join('\n\n'),
    }));
  }
  const counts = [opened.length > 0 ? `${opened.length} new` : '', over.length > 0 ? `${over.length} over` : ''];
  return [
    {
      subject: subjectOf(`Incidents: ${counts.filter((part) => part !== '').join(', ')}`),
      text: [...news.map(paragraph), footer(news, pageUrl)].join('\n\n'),
    },
  ];
}

function headlineOf(incident: Incident): string {
  return incident.closedMs === null ? headline(incident) : `Over: ${headline(incident)}`;
}

function subjectOf(text: string): string {
  const ascii = printable(`Photofinish: ${text}`, 1_000).replace(/[^\x20-\x7e]/g, '?');
  return ascii.length <= 100 ? ascii : `${ascii.slice(0, 97)}...`;
}

function paragraph(incident: Incident): string {
  const lines = [
    `${headlineOf(incident)} (workload ${incident.workload})`,
    ...details(incident),
    blame(incident),
    ending(incident),
  ];
  return lines.filter((line) => line !== null).join('\n');
}

function footer(incidents: readonly Incident[], pageUrl: string): string {
  const lines = incidents.some(({ closedMs }) => closedMs === null)
    ? ['You will get one more mail when it is over. What to do: docs/runbook.md, "regression".']
    : [];
  const [first] = incidents;
  const isOne = incidents.length === 1 && first !== undefined;
  return [...lines, `Figures and all incidents: ${pageUrl}${isOne ? incidentPath(first.id) : PAGES.incidents}`].join(
    '\n',
  );
}
