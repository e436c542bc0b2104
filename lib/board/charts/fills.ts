// Fills that are told apart without colour: each is a hatch of its own. They are defined once in a drawing and used by it and
// by the swatches of its table.
import { type Html, html } from '../html/html.ts';

const TILE_PX = 6;

/** Solid, diagonal, level, dotted, crossed, upright; the colours are those of the style sheet. */
const HATCHES = ['', 'M0 6 6 0', 'M0 3h6', 'M3 3h0', 'M0 0 6 6M0 6 6 0', 'M3 0v6'] as const;

export const FILLS = HATCHES.length;

/** The patterns as `<defs>`. @param prefix tells those of one drawing from those of another on the same page */
export function fillDefinitions(prefix: string, count: number): Html {
  return html`<defs>
    ${HATCHES.slice(0, count).map(
      (hatch, index) =>
        html`<pattern id=${`${prefix}${index + 1}`} width=${TILE_PX} height=${TILE_PX} patternUnits="userSpaceOnUse">
          <rect class=${`h${index + 1}`} width=${TILE_PX} height=${TILE_PX} />
          ${hatch !== '' && html`<path class="hatch" d=${hatch} />`}
        </pattern>`,
    )}
  </defs>`;
}

/** The fill at a place, from 0. */
export function fillOf(prefix: string, place: number): string {
  return `url(#${prefix}${(place % FILLS) + 1})`;
}

/** A sample of a fill for the head of a table's row; says nothing that the row does not. */
export function swatch(prefix: string, place: number): Html {
  return html`<svg class="swatch" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
    <rect width="14" height="14" fill=${fillOf(prefix, place)} />
  </svg>`;
}
