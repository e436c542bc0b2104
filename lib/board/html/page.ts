// One page of the leaderboard: the answer first, then how old it is, then the table, the method and the data.
import type { Workload } from '../../domain/workload.ts';
import { answerOf, streamAnswerOf } from '../answer.ts';
import { durationText, plural, utcText } from '../format.ts';
import { headline, type Incident } from '../incident.ts';
import { ALL_REGIONS } from '../input.ts';
import { QUESTION, regionLabel, SIMULATION_NOTE, targetSlug, windowLabel } from '../labels.ts';
import { BOARD_PATH, PAGES } from '../paths.ts';
import type { BoardIndex, ViewDocument } from '../schemas.ts';
import { controls } from './controls.ts';
import { filterBar } from './filter-bar.ts';
import { type Html, html } from './html.ts';
import { incidentsSection } from './incidents.ts';
import { layout, type Site, toRootFrom } from './layout.ts';
import { methodNote } from './method-note.ts';
import { banners, updated } from './standing.ts';
import { boardTable } from './table.ts';

export interface PageInput {
  readonly site: Site;
  readonly view: ViewDocument;
  readonly workload: Workload;
  readonly place: BoardIndex['views'][number];
  /** Where this page stands, ending in `/`; empty for the root. */
  readonly folder: string;
  /** Those of this workload and region. */
  readonly incidents: readonly Incident[];
}

/** The page as HTML text, complete without JavaScript. */
export function boardPage({ site, view, workload, place, folder, incidents }: PageInput): string {
  const { index } = site;
  const toRoot = toRootFrom(folder);
  const answer = answerOf(view);
  const stream = streamAnswerOf(view);
  const scope = `${regionLabel(view.region)}, ${windowLabel(view.window)}`;
  const content = html`
    <section class="hero" aria-labelledby="question">
      <p class="scope">${workload.name} · ${scope}</p>
      <h1 id="question">${QUESTION}</h1>
      <p class="answer" data-live="answer">${view.simulation && 'Simulated. '}${answer}${stream !== null && html` <span class="stream">${stream}</span>`}</p>
      ${banners(view)}
      ${facts(index, view, workload)} ${openIncidents(incidents, toRoot)}
    </section>
    ${controls(index, place, toRoot)}
    ${filterBar()} ${boardTable({ view, caption: captionOf(view, workload), toRoot })}
    <p class="vh" id="status" aria-live="polite"></p>
    ${incidentsSection(incidents, toRoot)} ${notRacing(index)} ${methodNote(workload, toRoot)} ${dataLinks(place, toRoot)}
  `;
  return layout({
    title: `${QUESTION} ${workload.name}, ${scope} · ${index.name}`,
    description: `${view.simulation ? `${SIMULATION_NOTE} ` : ''}${answer}`,
    site,
    folder,
    current: null,
    script: 'app.js',
    style: null,
    content,
    foot: foot(view),
  });
}

// The browser's code reads the data attributes: the age in words, the stale banner and the live refresh come from them.
function facts(index: BoardIndex, view: ViewDocument, workload: Workload): Html {
  const ranked = view.rows.filter((row) => row.rank !== null).length;
  const newest =
    view.rows
      .map((row) => row.lastOkAt ?? '')
      .toSorted()
      .at(-1) ?? '';
  return html`<ul class="facts" data-live="facts">
    <li>${updated(view)}</li>
    <li>
      ${newest === '' ? 'no answer yet' : html`newest answer <time datetime=${newest}>${utcText(newest)}</time>`}
    </li>
    <li>a round every ${durationText(workload.everyMs)}</li>
    ${gunFact(index, view)}
    <li>${ranked} of ${plural(view.rows.length, 'target')} ranked</li>
  </ul>`;
}

function openIncidents(incidents: readonly Incident[], toRoot: string): Html {
  const open = incidents.filter(({ closedMs }) => closedMs === null);
  const [first] = open;
  if (first === undefined) return null;
  const more = open.length === 1 ? '' : ` and ${plural(open.length - 1, 'more incident')}`;
  return html`<p class="open-incidents">
    <strong>Open now:</strong> <a href=${`${toRoot}${PAGES.incidents}`}><bdi>${headline(first)}</bdi>${more}</a>
  </p>`;
}

// How simultaneous the regions really were; where the gun is immediate there is no common instant to be off from.
function gunFact({ latestRounds }: BoardIndex, { workload, region }: ViewDocument): Html {
  const offMs = latestRounds
    .filter((round) => round.workload === workload && (region === ALL_REGIONS || round.region === region))
    .flatMap(({ gunLateMs }) => (gunLateMs === null ? [] : [Math.abs(gunLateMs)]));
  if (offMs.length === 0) return null;
  const [what, of] = offMs.length === 1 ? ['round', 'its'] : ['rounds', 'their'];
  return html`<li>newest ${what} fired within ${offText(Math.max(...offMs))} of ${of} common instant</li>`;
}

function offText(ms: number): string {
  return ms < 100 ? `${ms.toFixed(1)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

function captionOf(view: ViewDocument, workload: Workload): string {
  const where = view.region === ALL_REGIONS ? 'all regions pooled' : `from ${view.region}`;
  const input = workload.inputTokens === null ? '' : ` and about ${plural(workload.inputTokens, 'input token')}`;
  return (
    `Workload ${workload.name}, ${where}, ${windowLabel(view.window)}. Times in ms from the request on the wire; ` +
    `at most ${plural(workload.maxOutputTokens, 'output token')}${input}. ` +
    'A rank range is a tie; a dash says why there is no figure.'
  );
}

function notRacing({ notRacing: missing }: BoardIndex): Html {
  if (missing.length === 0) return null;
  return html`<section aria-labelledby="not-racing">
    <h2 id="not-racing">Not racing: no key</h2>
    <ul class="not-racing">
      ${missing.map(
        ({ id, provider, missingKey }) =>
          html`<li><bdi>${targetSlug(id)}</bdi> <small><bdi>${provider}</bdi></small> <code>${missingKey}</code> is not set</li>`,
      )}
    </ul>
  </section>`;
}

function dataLinks(place: BoardIndex['views'][number], toRoot: string): Html {
  const to = (path: string): string => `${toRoot}${path}`;
  return html`<section id="data" aria-labelledby="data-head">
    <h2 id="data-head">Data</h2>
    <ul class="links">
      <li><a href=${to(place.json)}>This table as JSON</a></li>
      <li><a href=${to(place.csv)} download>as CSV</a></li>
      <li><a href=${to(BOARD_PATH)} id="index-link">Index of all documents</a></li>
      <li><a href=${to(PAGES.data)}>Every single sample, schemas, licence</a></li>
      <li><a href=${to(PAGES.share)}>A race of your own, shown from a link</a></li>
    </ul>
  </section>`;
}

function foot(view: ViewDocument): Html {
  return html`<p>
    ${view.simulation && html`<strong>${SIMULATION_NOTE}</strong> `}No figure without its n; nothing hidden because it
    looks bad. Publication <code>${view.runId}</code>.
  </p>`;
}
