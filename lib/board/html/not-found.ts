// The page for addresses that do not exist. It may be shown at any depth, so its links begin at the root.
import type { BoardIndex } from '../schemas.ts';
import { html } from './html.ts';
import { type AssetPaths, layout } from './layout.ts';

export function notFoundPage(index: BoardIndex, paths: AssetPaths): string {
  return layout({
    title: `Not found · ${index.name}`,
    description: 'There is no page at this address.',
    index,
    paths,
    toRoot: '/',
    sectionsOn: '/',
    content: html`<section class="hero">
      <h1>There is nothing at this address</h1>
      <p class="answer"><a href="/">Go to the leaderboard</a></p>
    </section>`,
  });
}
