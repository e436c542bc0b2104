// A region's name: as the caption of its drawing, and in tables.
import { regionLabel } from '../../labels.ts';
import { type Html, html } from '../html.ts';

const LONG = 24;

/** `us-east-1` with its place, where that is known. */
export function regionName(region: string): Html {
  const place = regionLabel(region);
  return html`<strong><bdi>${region}</bdi></strong>${place !== region && html` <span class="soft">${place}</span>`}`;
}

/** Kept in one line unless it is long. */
export function regionHead(region: string): Html {
  return html`<bdi class=${region.length > LONG ? 'long-name' : null}>${region}</bdi>`;
}
