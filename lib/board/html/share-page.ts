// The page that shows a private race: an explanation as it stands; the race itself comes from the address or from what is
// pasted, and only the browser's code (lib/page/share.ts) ever sees it.
import { SIMULATION_NOTE } from '../labels.ts';
import { PAGES } from '../paths.ts';
import type { DocumentHeader } from '../view-document.ts';
import { type Html, html } from './html.ts';
import { layout, type Site, toRootFrom } from './layout.ts';
import { updated } from './standing.ts';

const TITLE = 'A private race';
const INTRO =
  'Somebody’s own race, shown from its link. The figures stand in the link itself, behind the #, which browsers never send to a server.';

/** The page as HTML text. */
export function sharePage(
  site: Site,
  header: Pick<DocumentHeader, 'generatedAt' | 'staleAfterS' | 'simulation'>,
): string {
  return layout({
    site,
    title: `${TITLE} · ${site.index.name}`,
    description: `${TITLE}, shown from its link or from pasted samples: self-reported, ranked with the same statistics as this board.`,
    folder: PAGES.share,
    current: null,
    script: 'share.js',
    style: 'share.css',
    content: html`${hero()}
      <div id="share-tables"></div>
      ${copyBox()} ${ownRace()} ${whatItTells()}`,
    foot: html`<p>
      ${updated(header)}: the board, not the race.${
        header.simulation && html` Of the figures of the board itself: <strong>${SIMULATION_NOTE}</strong>`
      }
    </p>`,
  });
}

// The places that are hidden or empty are filled by the browser's code.
function hero(): Html {
  return html`<section class="hero" aria-labelledby="share-head">
    <p class="scope">Self-reported, not of this board</p>
    <h1 id="share-head" tabindex="-1">${TITLE}</h1>
    <p class="banner" id="share-self" hidden></p>
    <p class="banner" id="share-simulation" hidden></p>
    <p class="banner stale" id="share-problem" role="alert" hidden></p>
    <p class="answer" id="share-answer">${INTRO}</p>
    <noscript><p class="banner">Without JavaScript this page cannot show a race: only your browser reads it, no server does.</p></noscript>
    <ul class="facts" id="share-facts" hidden></ul>
  </section>`;
}

function copyBox(): Html {
  return html`<div id="share-copy" class="share-copy" hidden>
    <button type="button" class="button" id="share-copy-button">Copy link</button>
    <input type="text" id="share-link" aria-label="Link of this race" readonly hidden />
    <p id="share-copy-status" role="status"></p>
  </div>`;
}

function ownRace(): Html {
  return html`<section aria-labelledby="share-own">
    <h2 id="share-own">Show a race of your own</h2>
    <p class="share-text">
      Add <code>--share</code> to a race, and its link is printed: <code>npx photofinish race --share</code>. Or take what
      ${' '}<code>npx photofinish race --format ndjson</code> (or <code>json</code>) wrote. It is read here in the browser:
      nothing is sent, nothing is stored.
    </p>
    <form id="share-form" class="share-form" hidden>
      <label for="share-text">Samples, one a line, or the whole report</label>
      <textarea id="share-text" rows="6" spellcheck="false" autocomplete="off"></textarea>
      <div class="share-row">
        <button type="submit" class="button">Show</button>
        <label class="share-file">
          <span>or a file</span>
          <input type="file" id="share-file" accept=".ndjson,.jsonl,.json,.txt" />
        </label>
      </div>
    </form>
  </section>`;
}

function whatItTells(): Html {
  return html`<section aria-labelledby="share-tells">
    <h2 id="share-tells">What such a race tells</h2>
    <p class="share-text">
      The figures are as good as the machine and the network they were measured on, and nobody has checked them. Ranks,
      intervals and ties are worked out here, by the same rules as <a href=${`${toRootFrom(PAGES.share)}${PAGES.method}`}
        >on this board</a
      >, with each round taken as independent; a race of minutes says nothing of other hours and days. A link holds names,
      outcomes and figures, rounded to three or four digits: no key, no prompt, no answer.
    </p>
  </section>`;
}
