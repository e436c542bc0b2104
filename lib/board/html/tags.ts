// Tags beside a target's name; why it has them is in the title, and heard by who listens.
import type { ViewRow } from '../schemas.ts';
import { tagsOf } from '../tags.ts';
import { type Html, html } from './html.ts';

/** @param isMixed whether simulated and real targets stand side by side */
export function tags(row: ViewRow, isMixed: boolean): Html {
  return tagsOf(row, isMixed).map(
    ({ name, because }) => html` <span class="tag" title=${because}>${name}<span class="vh">: ${because}</span></span>`,
  );
}
