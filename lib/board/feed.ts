// The feed of incidents (Atom, RFC 4287): one entry an incident, which changes when it is over.
import { printable } from '../domain/text.ts';
import { isoSeconds } from '../domain/time.ts';
import { blame, details, ending, headline, type Incident } from './incident.ts';
import { incidentPath, PAGES } from './paths.ts';

const DAY_MS = 24 * 3_600_000;
const MOST_ENTRIES = 50;
const MOST_CHARACTERS = 4_000;
/** Made up once for this project's feeds; the name of the board and the id of an incident make it whole. */
const TAG = 'tag:photofinish,2026';

export interface FeedInput {
  readonly name: string;
  readonly incidents: readonly Incident[];
  readonly generatedAtMs: number;
}

/** The feed as text. Its links count from where it stands, the root of the site. */
export function feedXml({ name, incidents, generatedAtMs }: FeedInput): string {
  const newest = incidents.toSorted((a, b) => changedMs(b) - changedMs(a)).slice(0, MOST_ENTRIES);
  // nothing to tell is told once a day, so that the file stays as it is
  const updatedMs = newest[0] === undefined ? Math.floor(generatedAtMs / DAY_MS) * DAY_MS : changedMs(newest[0]);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<title>${text(name)}: regressions</title>`,
    `<id>${TAG}:${text(encodeURIComponent(name))}</id>`,
    `<updated>${isoSeconds(updatedMs)}</updated>`,
    '<author><name>Photofinish</name></author>',
    '<link rel="self" type="application/atom+xml" href="feed.xml"/>',
    `<link rel="alternate" type="text/html" href="./${PAGES.incidents}"/>`,
    ...newest.map((incident) => entry(name, incident)),
    '</feed>\n',
  ].join('\n');
}

function changedMs({ closedMs, events }: Incident): number {
  return closedMs ?? Math.max(...events.map(({ detectedMs }) => detectedMs));
}

function entry(name: string, incident: Incident): string {
  const over = ending(incident);
  const title = `${over === null ? '' : 'Over: '}${headline(incident)} (${incident.workload})`;
  const sentences = [...details(incident), blame(incident), over].filter((sentence) => sentence !== null);
  return [
    '<entry>',
    `<title>${text(title)}</title>`,
    `<id>${TAG}:${text(encodeURIComponent(name))}:${text(encodeURIComponent(incident.id))}</id>`,
    `<published>${isoSeconds(Math.min(...incident.events.map(({ detectedMs }) => detectedMs)))}</published>`,
    `<updated>${isoSeconds(changedMs(incident))}</updated>`,
    `<link rel="alternate" type="text/html" href="./${incidentPath(incident.id)}"/>`,
    `<summary>${text(sentences.join(' '))}</summary>`,
    '</entry>',
  ].join('\n');
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** One printable line with XML's own characters escaped. */
function text(value: string): string {
  return printable(value, MOST_CHARACTERS).replace(/[&<>"]/g, (character) => ESCAPED[character] ?? '');
}
