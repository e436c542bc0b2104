// What all pages share: the head of the document, the name, the ways to the other pages, the foot.
import type { PageSettings } from '../../domain/config.ts';
import type { AssetName, PageAssets } from '../input.ts';
import { CARD_PATH, FEED_PATH, PAGES } from '../paths.ts';
import type { BoardIndex } from '../schemas.ts';
import { documentText, type Html, html } from './html.ts';
import { mark } from './mark.ts';

/** What every page of one publication is made with. */
export interface Site {
  readonly index: BoardIndex;
  readonly paths: PageAssets['paths'];
  readonly preloads: PageAssets['preloads'];
  /** Where the site is read, ending in `/`; `null` = not known. */
  readonly siteUrl: string | null;
  readonly page: PageSettings;
}

export interface Layout {
  readonly site: Site;
  readonly title: string;
  /** One or two sentences for those who find the page elsewhere. */
  readonly description: string;
  /** Where the page stands, from the root of the site, ending in `/`; empty at the root, `null` where it may be anywhere. */
  readonly folder: string | null;
  /** The page of the head's navigation that this is; `null` = none of them. */
  readonly current: keyof typeof PAGES | null;
  readonly script: Extract<AssetName, `${string}.js`>;
  /** What it needs besides the style that all pages share. */
  readonly style: Exclude<Extract<AssetName, `${string}.css`>, 'style.css'> | null;
  readonly content: Html;
  readonly foot?: Html;
}

/** Leads from a page to the root of the site: `../../`; empty at the root itself. */
export function toRootFrom(folder: string | null): string {
  return folder === null ? '/' : '../'.repeat(folder.split('/').length - 1);
}

/** The page as HTML text. */
export function layout(page: Layout): string {
  const { site, folder, content, foot } = page;
  const toRoot = toRootFrom(folder);
  return documentText(html`<html lang="en">
    ${head(page, toRoot)}
    <body>
      <a class="skip" href="#main">Skip to the content</a>
      <header class="top">
        <a class="brand" href=${toRoot || './'}>${mark()}<bdi>${site.index.name}</bdi></a>
        ${navigation(page, toRoot)}
      </header>
      <main id="main" tabindex="-1">${content}</main>
      <footer>${foot} ${caveats(site, toRoot)}</footer>
    </body>
  </html>`);
}

function head({ site, title, description, folder, script, style }: Layout, toRoot: string): Html {
  const to = (path: string): string => `${toRoot}${path}`;
  const { siteUrl, paths, preloads, index } = site;
  const ownUrl = siteUrl === null || folder === null ? null : `${siteUrl}${folder}`;
  return html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>
    <meta name="description" content=${description} />
    <meta property="og:title" content=${title} />
    <meta property="og:description" content=${description} />
    <meta property="og:type" content="website" />
    <meta property="og:site_name" content=${index.name} />
    <meta name="twitter:card" content="summary_large_image" />
    ${
      ownUrl !== null &&
      html`<meta property="og:url" content=${ownUrl} />
        <meta property="og:image" content=${`${siteUrl}${CARD_PATH}`} />
        <meta property="og:image:width" content="1200" />
        <meta property="og:image:height" content="630" />
        <link rel="canonical" href=${ownUrl} />`
    }
    <link rel="icon" type="image/svg+xml" href=${to('favicon.svg')} />
    <link rel="alternate" type="application/atom+xml" title="Incidents" href=${to(FEED_PATH)} />
    <link rel="stylesheet" href=${to(paths['style.css'])} />
    ${style !== null && html`<link rel="stylesheet" href=${to(paths[style])} />`}
    <script type="module" src=${to(paths[script])}></script>
    ${preloads[script].map((path) => html`<link rel="modulepreload" href=${to(path)} />`)}
  </head>`;
}

const NAVIGATION = [
  ['compare', 'Compare'],
  ['incidents', 'Incidents'],
  ['method', 'Method'],
  ['data', 'Data'],
] as const;

function navigation({ current }: Layout, toRoot: string): Html {
  return html`<nav aria-label="Pages">
    ${NAVIGATION.map(
      ([name, label]) =>
        html`<a href=${`${toRoot}${PAGES[name]}`} aria-current=${current === name ? 'page' : null}>${label}</a>`,
    )}
  </nav>`;
}

/** Where corrections go, as an address for a link; `null` where none is given. */
export function contactAddress({ contact }: PageSettings): string | null {
  return contact === null || contact.includes('://') ? contact : `mailto:${contact}`;
}

function caveats({ page }: Site, toRoot: string): Html {
  const address = contactAddress(page);
  return html`<p>
    Measured from the places named, with one prompt, on one day after the other: your own traffic may fare otherwise.
    ${' '}<a href=${`${toRoot}${PAGES.method}`}>How it is measured</a>, <a href=${`${toRoot}${PAGES.data}`}>all the data</a>${
      address === null ? '.' : html`, <a href=${address}>corrections</a>.`
    }
  </p>`;
}
