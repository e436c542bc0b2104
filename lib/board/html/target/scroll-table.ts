// A table of the page: in a region that scrolls by itself, so that the page never does sideways.
import { type Html, html } from '../html.ts';
import { labelledBy, type WorkloadPart } from './workload-part.ts';

/** @param name unique within a workload @param caption says units @param rows heads and bodies */
export function scrollTable(part: WorkloadPart, name: string, caption: Html, rows: Html): Html {
  const id = `${part.prefix}${name}-caption`;
  return html`<div class="scroll" role="region" aria-labelledby=${labelledBy(part, id)} tabindex="0">
    <table>
      <caption id=${id}>
        ${caption}
      </caption>
      ${rows}
    </table>
  </div>`;
}

/** The same, opened on demand: figures behind a drawing. */
export function foldedTable(part: WorkloadPart, name: string, caption: Html, rows: Html): Html {
  return html`<details class="behind">
    <summary>These figures as a table</summary>
    ${scrollTable(part, name, caption, rows)}
  </details>`;
}

/** A column's name with its unit, `start` where it holds text. */
export type Head = readonly [label: Html, unit: string, align?: 'start'];

/** Heads of columns. The first one is that of the rows' names. */
export function headRow(heads: readonly Head[]): Html {
  return html`<thead>
    <tr>
      ${heads.map(
        ([label, unit, align], index) =>
          html`<th scope="col" class=${index === 0 ? 'start' : (align ?? null)}>
            <span class="head">${label}</span>${unit !== '' && html`<small>${unit}</small>`}
          </th>`,
      )}
    </tr>
  </thead>`;
}
