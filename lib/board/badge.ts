// A target's badge, to stand on other pages: as a drawing of ours, and as an answer to shields.io/endpoint.
import type { Target } from '../domain/target.ts';
import { type BadgeFacts, badgeFacts } from './badge/badge-facts.ts';
import { badgeTextPx } from './badge/text-width.ts';
import type { DetailInput } from './detail/detail-input.ts';
import { type BoardDocument, documentAt, jsonAt } from './documents.ts';
import { html, markupText } from './html/html.ts';
import { badgePath } from './paths.ts';

// White text on each of them has a contrast of 4.5:1 or more.
const COLOURS: Readonly<Record<BadgeFacts['standing'], string>> = {
  ranked: '#2f6f7e',
  unranked: '#55636a',
  simulation: '#80620e',
};

const SIZE_PX = 11;
const HEIGHT_PX = 20;
const TEXT_X = 22; // behind the mark
const PADDING_PX = 6;

/** The badge as SVG (under 1 KB) and as JSON. */
export function badgeDocuments(input: DetailInput, target: Target): BoardDocument[] {
  const facts = badgeFacts(input, target);
  return [
    documentAt(badgePath(target.id, 'svg'), badgeSvg(facts)),
    jsonAt(badgePath(target.id, 'json'), {
      schemaVersion: 1,
      label: facts.label,
      message: facts.message,
      color: COLOURS[facts.standing].slice(1),
    }),
  ];
}

function badgeSvg({ label, message, title, standing }: BadgeFacts): string {
  const [labelPx, messagePx] = [label, message].map((text) => Math.ceil(badgeTextPx(text, SIZE_PX))) as [
    number,
    number,
  ];
  const split = TEXT_X + labelPx + PADDING_PX;
  const width = split + PADDING_PX + messagePx + PADDING_PX;
  const left = `M4 0H${split}V20H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4`;
  // Without a family the reader's sans-serif is taken; textLength holds it to the width that was worked out.
  return markupText(html`<svg xmlns="http://www.w3.org/2000/svg" width=${width} height=${HEIGHT_PX} role="img">
    <title>${title}</title>
    <rect width=${width} height=${HEIGHT_PX} rx="4" fill=${COLOURS[standing]} />
    <path d=${left} fill="#16242b" />
    <path d="M6 6h7M6 10h4M6 14h5.5" stroke="#f4efe4" stroke-width="2" />
    <path d="M15.5 4v12" stroke="#ff6a45" stroke-width="1.5" />
    <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size=${SIZE_PX}>
      <text x=${TEXT_X} y="14" textLength=${labelPx}>${label}</text>
      <text x=${split + PADDING_PX} y="14" textLength=${messagePx}>${message}</text>
    </g>
  </svg>`);
}
