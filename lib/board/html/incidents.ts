// Incidents on the page: what is slower or failing now, and below what is over.
import { blame, details, ending, headline, type Incident } from '../incident.ts';
import { type Html, html } from './html.ts';

const MOST_SHOWN = 20;

/** Those of one workload; `region` 'all' takes every region. */
export function incidentsSection(incidents: readonly Incident[], toRoot: string): Html {
  const open = incidents.filter(({ closedMs }) => closedMs === null);
  const over = incidents.filter(({ closedMs }) => closedMs !== null);
  return html`<section id="incidents" aria-labelledby="incidents-head">
    <h2 id="incidents-head">Incidents of the last 30 days</h2>
    <p>
      Opened and closed by rule alone: a target that is slower or fails more often than its own past and its peers explain.
      ${' '}<a href=${`${toRoot}feed.xml`}>Feed</a>, <a href=${`${toRoot}data/v1/incidents.json`}>JSON</a>.
    </p>
    ${open.length === 0 && html`<p>None is open.</p>`}
    ${open.length > 0 && html`<ul class="incidents">${open.map(item)}</ul>`}
    ${
      over.length > 0 &&
      html`<details>
        <summary>${over.length} that ${over.length === 1 ? 'is' : 'are'} over</summary>
        <ul class="incidents">${over.slice(0, MOST_SHOWN).map(item)}</ul>
      </details>`
    }
  </section>`;
}

function item(incident: Incident): Html {
  const over = ending(incident);
  return html`<li>
    <strong><bdi>${headline(incident)}</bdi></strong>
    ${details(incident).map((sentence) => html`<br /><bdi>${sentence}</bdi>`)}
    ${blame(incident) !== null && html`<br />${blame(incident)}`} ${over !== null && html`<br />${over}`}
  </li>`;
}
