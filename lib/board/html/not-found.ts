// The page for addresses that do not exist. It may be shown at any depth, so its links begin at the root.
import { html } from './html.ts';
import { layout, type Site } from './layout.ts';

export function notFoundPage(site: Site): string {
  return layout({
    site,
    title: `Not found · ${site.index.name}`,
    description: 'There is no page at this address.',
    folder: null,
    current: null,
    script: 'page.js',
    style: null,
    content: html`<section class="hero">
      <h1>There is nothing at this address</h1>
      <p class="answer"><a href="/">Go to the leaderboard</a></p>
    </section>`,
  });
}
