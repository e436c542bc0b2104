// How a page stands in time and truth: when it was made, whether that is too long ago, and whether it is a simulation.
import { utcText } from '../format.ts';
import { SIMULATION_NOTE } from '../labels.ts';
import type { DocumentHeader } from '../view-document.ts';
import { type Html, html } from './html.ts';

/** The banners that stand above all figures: simulation, and (shown by the browser) stale. */
export function banners({ simulation }: Pick<DocumentHeader, 'simulation'>): Html {
  return html`${simulation && html`<p class="banner">${SIMULATION_NOTE}</p>`}
    <p class="banner stale" id="stale" hidden>These figures are stale: nothing newer has been published since.</p>`;
}

/** `Updated 2026-11-22 03:15:00 UTC`, to which the browser adds the age in words. One a page. */
export function updated({ generatedAt, staleAfterS }: Pick<DocumentHeader, 'generatedAt' | 'staleAfterS'>): Html {
  return html`Updated${' '}
    <time id="generated" datetime=${generatedAt} data-stale-after-s=${staleAfterS}>${utcText(generatedAt)}</time><span
      class="age"
      data-age=${generatedAt}
    ></span>`;
}
