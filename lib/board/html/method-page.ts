// The method: what is asked and what the instrument says of itself, live; then the text of docs/method.md.
import type { DetailInput } from '../detail/detail-input.ts';
import { SIMULATION_NOTE } from '../labels.ts';
import { PAGES } from '../paths.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { contentsOf } from './method/contents.ts';
import { coverageSection } from './method/coverage.ts';
import { instrumentSection } from './method/instrument.ts';
import { promptsSection } from './method/prompts.ts';
import { banners, updated } from './standing.ts';

const ANSWER =
  'Every target of a region is asked the same thing at the same instant, over connections that stand ready, and each byte ' +
  'is stamped as it comes in. What our own instrument spoils is void, and counted here.';

/** @returns the page as HTML text */
export function methodPage(input: DetailInput): string {
  const { site, header, board } = input;
  const content = html`<section class="hero" aria-labelledby="question">
      <h1 id="question">How it is measured</h1>
      <p class="answer">${ANSWER}</p>
      ${banners(header)}
      <ul class="facts">
        <li>${updated(header)}</li>
      </ul>
    </section>
    <div class="prose">
      ${contents(board.assets.methodHtml)} ${promptsSection(board.workloads)}
      ${instrumentSection(input.recent.instrument, board.workloads)} ${coverageSection(input)}
      <section aria-labelledby="method">
        <h2 id="method">The method</h2>
        <div class="written" dangerouslySetInnerHTML=${{ __html: board.assets.methodHtml }}></div>
      </section>
    </div>`;
  return layout({
    site,
    title: `How it is measured · ${site.index.name}`,
    description: `${header.simulation ? `${SIMULATION_NOTE} ` : ''}${ANSWER}`,
    folder: PAGES.method,
    current: 'method',
    script: 'page.js',
    style: 'prose.css',
    content,
  });
}

function contents(methodHtml: string): Html {
  return html`<nav class="contents" aria-labelledby="contents">
    <h2 id="contents">On this page</h2>
    <ul>
      <li><a href="#asked">What is asked</a></li>
      <li><a href="#instrument">The instrument about itself</a></li>
      <li><a href="#coverage">Coverage</a></li>
      ${contentsOf(methodHtml).map(({ id, text }) => html`<li><a href=${`#${id}`}>${text}</a></li>`)}
    </ul>
  </nav>`;
}
