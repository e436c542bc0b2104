// The data: every document that is published, how to read it, what may be done with it.
import type { DetailInput } from '../detail/detail-input.ts';
import { SIMULATION_NOTE } from '../labels.ts';
import { BOARD_PATH, FEED_PATH, INCIDENTS_PATH, PAGES } from '../paths.ts';
import { examplesSection } from './data/examples.ts';
import { filesSection } from './data/files.ts';
import { termsSection } from './data/terms.ts';
import { html } from './html.ts';
import { layout, toRootFrom } from './layout.ts';
import { banners, updated } from './standing.ts';

const ANSWER =
  'Every table as JSON and CSV, every sample as CSV and Parquet, nothing left out because it looks bad. A file tells how ' +
  'old it is, and a figure how many values stand behind it.';

/** @returns the page as HTML text */
export function dataPage(input: DetailInput): string {
  const { site, header } = input;
  const toRoot = toRootFrom(PAGES.data);
  const content = html`<section class="hero" aria-labelledby="question">
      <h1 id="question">The data</h1>
      <p class="answer">${ANSWER}</p>
      ${banners(header)}
      <ul class="facts">
        <li>${updated(header)}</li>
        <li><a href=${`${toRoot}${BOARD_PATH}`}>Index (board.json)</a></li>
        <li><a href=${`${toRoot}${INCIDENTS_PATH}`}>Incidents (JSON)</a></li>
        <li><a href=${`${toRoot}${FEED_PATH}`}>Feed (Atom)</a></li>
      </ul>
    </section>
    <div class="prose">${filesSection(input, toRoot)} ${examplesSection(input)} ${termsSection(input)}</div>`;
  return layout({
    site,
    title: `The data · ${site.index.name}`,
    description: `${header.simulation ? `${SIMULATION_NOTE} ` : ''}${ANSWER}`,
    folder: PAGES.data,
    current: 'data',
    script: 'page.js',
    style: 'prose.css',
    content,
  });
}
