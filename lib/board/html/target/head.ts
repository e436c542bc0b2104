// The head of the page: where it stands, who the target is, the answer, how old it is.

import { modelIn, type Target } from '../../../domain/target.ts';
import { DEFAULT_WINDOW } from '../../../domain/window.ts';
import type { TargetDetail } from '../../detail/detail-input.ts';
import { targetSlug } from '../../labels.ts';
import { regionsOf, shownText } from '../../view-document.ts';
import { type Html, html } from '../html.ts';
import { banners, updated } from '../standing.ts';
import { tags } from '../tags.ts';
import type { WorkloadPart } from './workload-part.ts';

/** @param part the first workload, whose figures tell the tags */
export function targetHead(
  { input, target }: TargetDetail,
  part: WorkloadPart | undefined,
  answer: string,
  toRoot: string,
): Html {
  const row = part?.rowIn(part.shown[0] ?? '', DEFAULT_WINDOW) ?? null;
  const isMixed = input.board.targets.some(({ simulated }) => simulated !== target.simulated);
  const slug = targetSlug(shownText(target.id));
  const header = { ...input.header, simulation: target.simulated };
  return html`<nav class="crumbs" aria-label="Breadcrumb">
      <ol>
        <li><a href=${toRoot}>Leaderboard</a></li>
        <li><span aria-current="page"><bdi>${shownText(target.id)}</bdi></span></li>
      </ol>
    </nav>
    <section class="hero" aria-labelledby="target-name">
      <p class="scope"><bdi>${shownText(target.providerLabel)}</bdi> · ${target.api}${row !== null && tags(row, isMixed)}</p>
      <h1 id="target-name"><bdi>${slug}</bdi></h1>
      <p class="answer">${target.simulated && 'Simulated. '}${answer}</p>
      ${banners(header)}
      <ul class="facts">
        <li>${updated(header)}</li>
        ${askedFor(target, input.board.regions)}
        ${target.serviceTier !== null && html`<li>service tier <bdi>${shownText(target.serviceTier)}</bdi></li>`}
        ${target.latency !== null && html`<li>latency ${target.latency}</li>`}
      </ul>
    </section>`;
}

// The id that is asked for; regions that ask for different ones are named.
function askedFor(target: Target, regions: readonly string[]): Html {
  const ofModel = new Map<string, string[]>();
  for (const region of regionsOf(target, regions)) {
    const model = modelIn(target, region) ?? '';
    ofModel.set(model, [...(ofModel.get(model) ?? []), region]);
  }
  return [...ofModel].map(
    ([model, from]) =>
      html`<li>
        asks for <code><bdi>${shownText(model)}</bdi></code>${ofModel.size > 1 && html` from <bdi>${from.join(', ')}</bdi>`}
      </li>`,
  );
}
