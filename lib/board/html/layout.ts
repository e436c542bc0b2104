// What all pages share: the head of the document, the name, the foot.
import type { BoardIndex } from '../schemas.ts';
import { documentText, type Html, html } from './html.ts';
import { mark } from './mark.ts';

export interface AssetPaths {
  readonly app: string;
  readonly css: string;
}

export interface Layout {
  readonly title: string;
  readonly description: string;
  readonly index: BoardIndex;
  readonly paths: AssetPaths;
  /** Leads from this page to the root of the site: `../../`, or empty at the root itself. */
  readonly toRoot: string;
  /** The page that has the sections the head links to; empty for this page itself. */
  readonly sectionsOn: string;
  readonly content: Html;
  readonly foot?: Html;
}

export function layout({ title, description, index, paths, toRoot, sectionsOn, content, foot }: Layout): string {
  return documentText(html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>${title}</title>
      <meta name="description" content=${description} />
      <link rel="icon" type="image/svg+xml" href=${`${toRoot}favicon.svg`} />
      <link rel="stylesheet" href=${`${toRoot}${paths.css}`} />
      <script type="module" src=${`${toRoot}${paths.app}`}></script>
    </head>
    <body>
      <a class="skip" href="#main">Skip to the content</a>
      <header class="top">
        <a class="brand" href=${toRoot || './'}>${mark()}<bdi>${index.name}</bdi></a>
        <nav aria-label="Page"><a href=${`${sectionsOn}#method`}>Method</a><a href=${`${sectionsOn}#data`}>Data</a></nav>
      </header>
      <main id="main" tabindex="-1">${content}</main>
      <footer>${foot}</footer>
    </body>
  </html>`);
}
