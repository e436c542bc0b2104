// All incidents that are open, and those of the last 30 days: each with what is known of it, at an address of its own.
import { plural } from '../format.ts';
import type { Incident } from '../incident.ts';
import { SIMULATION_NOTE } from '../labels.ts';
import { FEED_PATH, INCIDENTS_PATH, PAGES } from '../paths.ts';
import type { DocumentHeader } from '../view-document.ts';
import { type Html, html } from './html.ts';
import { incidentItem } from './incidents/incident-item.ts';
import { layout, type Site, toRootFrom } from './layout.ts';
import { banners, updated } from './standing.ts';

/** @param incidents open ones first, as `incidentsOf` gives them @returns the page as HTML text */
export function incidentsPage(site: Site, header: DocumentHeader, incidents: readonly Incident[]): string {
  const toRoot = toRootFrom(PAGES.incidents);
  const open = incidents.filter(({ closedMs }) => closedMs === null);
  const over = incidents.filter(({ closedMs }) => closedMs !== null);
  const answer = answerOf(open.length, over.length);
  const content = html`<section class="hero" aria-labelledby="question">
      <h1 id="question">Incidents</h1>
      <p class="answer">${header.simulation && 'Simulated. '}${answer}</p>
      ${banners(header)}
      <ul class="facts">
        <li>${updated(header)}</li>
        <li><a href=${`${toRoot}${FEED_PATH}`}>Feed (Atom)</a></li>
        <li><a href=${`${toRoot}${INCIDENTS_PATH}`}>JSON</a></li>
      </ul>
    </section>
    <div class="prose">
      ${rule(toRoot)} ${list('open', 'Open now', open, { site, toRoot, none: 'None is open.' })}
      ${list('over', 'Over, of the last 30 days', over, { site, toRoot, none: 'None has ended in the last 30 days.' })}
    </div>`;
  return layout({
    site,
    title: `Incidents · ${site.index.name}`,
    description: `${header.simulation ? `${SIMULATION_NOTE} ` : ''}${answer}`,
    folder: PAGES.incidents,
    current: 'incidents',
    script: 'page.js',
    style: 'prose.css',
    content,
  });
}

function answerOf(open: number, over: number): string {
  if (open + over === 0) return 'No target has been slower or failed more often than usual in the last 30 days.';
  const now = open === 0 ? 'Nothing is open now' : `${plural(open, 'incident')} ${open === 1 ? 'is' : 'are'} open now`;
  return over === 0
    ? `${now}.`
    : `${now}; ${plural(over, 'incident')} of the last 30 days ${over === 1 ? 'is' : 'are'} over.`;
}

function rule(toRoot: string): Html {
  return html`<p class="lead">
    Opened and closed by rule alone, never by hand: a target that is slower or fails more often than its own past and its
    peers explain. Small or short changes are not told.
    ${' '}<a href=${`${toRoot}${PAGES.method}#regressions-and-incidents`}>The rule</a>. A target may dispute one: the
    samples behind it are <a href=${`${toRoot}${PAGES.data}#samples`}>published</a>.
  </p>`;
}

interface ListOptions {
  readonly site: Site;
  readonly toRoot: string;
  /** What stands in the place of an empty list. */
  readonly none: string;
}

function list(id: string, head: string, incidents: readonly Incident[], { site, toRoot, none }: ListOptions): Html {
  return html`<section aria-labelledby=${id}>
    <h2 id=${id}>${head}</h2>
    ${incidents.length === 0 ? html`<p>${none}</p>` : incidents.map((incident) => incidentItem(incident, site, toRoot))}
  </section>`;
}
