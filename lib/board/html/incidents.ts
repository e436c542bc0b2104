// Incidents on the leaderboard, in short: what is slower or failing now. The page of incidents tells the rest.
import { printable } from '../../domain/text.ts';
import { plural } from '../format.ts';
import { blame, details, headline, type Incident } from '../incident.ts';
import { FEED_PATH, incidentPath, PAGES } from '../paths.ts';
import { type Html, html } from './html.ts';

const MOST_SHOWN = 10;
const MOST_CHARACTERS = 1_000;

/** @param incidents those that concern this page */
export function incidentsSection(incidents: readonly Incident[], toRoot: string): Html {
  const open = incidents.filter(({ closedMs }) => closedMs === null);
  const over = incidents.length - open.length;
  const more = open.length - MOST_SHOWN;
  return html`<section id="incidents" aria-labelledby="incidents-head">
    <h2 id="incidents-head">Incidents</h2>
    ${open.length === 0 && html`<p>None is open.</p>`}
    ${open.length > 0 && html`<ul class="incidents">${open.slice(0, MOST_SHOWN).map((each) => item(each, toRoot))}</ul>`}
    <p>
      ${more > 0 && `${more} more ${more === 1 ? 'is' : 'are'} open. `}
      ${over > 0 && `${plural(over, 'incident')} of the last 30 days ${over === 1 ? 'is' : 'are'} over. `}
      <a href=${`${toRoot}${PAGES.incidents}`}>All incidents</a>, <a href=${`${toRoot}${FEED_PATH}`}>feed</a>.
    </p>
  </section>`;
}

function item(incident: Incident, toRoot: string): Html {
  return html`<li>
    <a href=${`${toRoot}${incidentPath(incident.id)}`}><strong><bdi>${printable(headline(incident), MOST_CHARACTERS)}</bdi></strong></a>
    ${details(incident).map((sentence) => html`<br /><bdi>${printable(sentence, MOST_CHARACTERS)}</bdi>`)}
    ${blame(incident) !== null && html`<br />${blame(incident)}`}
  </li>`;
}
