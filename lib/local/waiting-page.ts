// Shown until the first board is published. It stands alone, so its style is inline and named by its hash in the policy.
import { createHash } from 'node:crypto';
import { CONTENT_SECURITY_POLICY } from '../board/headers.ts';

const STYLE = `:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-content:center;padding:1rem;text-align:center;
background:light-dark(#faf7f1,#0f171b);color:light-dark(#16242b,#e9e5dc);font:1.1rem/1.5 system-ui,sans-serif}
h1{margin:1rem 0 .25rem;font:600 1.9rem/1.2 Georgia,serif}p{margin:0}
svg{margin:auto;fill:none;stroke-linecap:round;stroke-width:3;stroke:currentcolor}
.line{stroke:light-dark(#c8371b,#ff7a59);stroke-width:2.5}`;

/** Asks again by itself every two seconds. */
export const WAITING_PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2"><title>The first round is on its way</title><style>${STYLE}</style></head>
<body><main><svg viewBox="0 0 32 32" width="64" height="64" aria-hidden="true"><path d="M3 9h20M3 16h14M3 23h17"/>
<path class="line" d="M25 3v26"/></svg><h1>The first round is on its way</h1>
<p>The board appears here as soon as it is stored.</p></main></body></html>
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** The board's policy, with this page's one style allowed. */
export const WAITING_PAGE_POLICY = CONTENT_SECURITY_POLICY.replace(
  "style-src 'self'",
  `style-src 'sha256-${STYLE_HASH}'`,
);
