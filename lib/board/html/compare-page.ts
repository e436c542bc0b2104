// Head to head: who is faster than whom in the rounds that both ran.

import type { DetailInput } from '../detail/detail-input.ts';
import { type HeadToHeads, sinceByRegion } from '../detail/head-to-heads.ts';
import { durationText } from '../format.ts';
import { regionLabel, SIMULATION_NOTE, windowLabel } from '../labels.ts';
import { PAGES } from '../paths.ts';
import { compareAnswer, piecesHtml, piecesText } from './compare/compare-answer.ts';
import { matrix } from './compare/matrix.ts';
import { picker } from './compare/picker.ts';
import { type Html, html } from './html.ts';
import { layout, toRootFrom } from './layout.ts';
import { banners, updated } from './standing.ts';

const QUESTION = 'Who beats whom?';

/** The page as HTML text: the best-ranked each against each without JavaScript, any four with it. */
export function comparePage(input: DetailInput, matches: HeadToHeads): string {
  const { site, header, board } = input;
  const toRoot = toRootFrom(PAGES.compare);
  const answer = compareAnswer(matches);
  const everyMs = board.workloads[0]?.everyMs ?? 0;
  const content = html`<section class="hero" aria-labelledby="question">
      <p class="scope">${matches.workload} · ${regionLabel(matches.region)}, ${windowLabel(matches.window.id)}</p>
      <h1 id="question">${QUESTION}</h1>
      <p class="answer">${header.simulation && 'Simulated. '}${piecesHtml(answer)}</p>
      ${banners(header)}
      <ul class="facts">
        <li>${updated(header)}</li>
        <li>a round every ${durationText(everyMs)}</li>
      </ul>
    </section>
    ${picker(site.index, sinceByRegion(input), toRoot)}
    <section aria-labelledby="matrix-head">
      <h2 id="matrix-head">The best-ranked, each against each</h2>
      ${pairing(toRoot)} ${matrixOrWhyNot(matches, toRoot, header.simulation)}
    </section>`;
  return layout({
    site,
    title: `${QUESTION} Head to head · ${site.index.name}`,
    description: `${header.simulation ? `${SIMULATION_NOTE} ` : ''}${piecesText(answer)}`,
    folder: PAGES.compare,
    current: 'compare',
    script: 'compare.js',
    style: 'compare.css',
    content,
  });
}

function pairing(toRoot: string): Html {
  return html`<p class="pairing">
    Two targets are compared only in rounds that both ran: same region, same instant, same prompt, so that what the moment did
    to both cancels out. One is called faster only if the whole 95 % interval of the ratio, made of the medians of days, lies
    more than 3 % beyond equal, the same rule as for the <a href=${`${toRoot}${PAGES.method}`}>ranks</a>; a failed round is lost.
  </p>`;
}

function matrixOrWhyNot(matches: HeadToHeads, toRoot: string, isSimulation: boolean): Html {
  if (matches.rows.length >= 2) return matrix(matches, toRoot, isSimulation);
  const ranked = matches.rows.length === 0 ? 'No target is' : 'Only one target is';
  return html`<p>${ranked} ranked in this window yet. A comparison of the best needs two.</p>`;
}
