// The mark: three lanes reach for the line of a photo finish; the first has touched it.
import { type Html, html } from './html.ts';

/** The mark inline, in the colours of the page's style sheet. Decoration: hidden from screen readers. */
export function mark(): Html {
  return html`<svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
    <path class="mark-lanes" d="M3 9h20M3 16h14M3 23h17" />
    <path class="mark-line" d="M25 3v26" />
  </svg>`;
}

/** The same as a file of its own, for the browser's tab, in colours that stand on light and dark. */
export const FAVICON_SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="7" fill="#14262e"/>
<path d="M5 10h17M5 16h11M5 22h14" fill="none" stroke="#f4efe4" stroke-width="3" stroke-linecap="round"/>
<path d="M25 5v22" fill="none" stroke="#ff6a45" stroke-width="2.5" stroke-linecap="round"/>
</svg>
`;
