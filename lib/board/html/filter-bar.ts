// The row of fields that narrows the table. It works in the browser only, so its place is kept and it shows once it works.
import { type Html, html } from './html.ts';

export function filterBar(): Html {
  return html`<form class="filter" role="search" aria-label="Rows" hidden>
    <label
      ><span>Filter <kbd aria-hidden="true">/</kbd></span
      ><input type="search" name="q" autocomplete="off" spellcheck="false" placeholder="model, provider, tag"
    /></label>
    <label>Provider<select name="p"><option value="">all</option></select></label>
    <label>Model<select name="m"><option value="">all</option></select></label>
    <output name="shown"></output>
    <button type="reset">Clear</button>
  </form>`;
}
