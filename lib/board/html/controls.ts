// The choice of workload, region and window: plain links, so that they work without JavaScript and can be shared.

import { ALL_REGIONS } from '../input.ts';
import { regionLabel, windowLabel } from '../labels.ts';
import type { BoardIndex } from '../schemas.ts';
import { type Html, html } from './html.ts';

type Place = BoardIndex['views'][number];

/** @param toRoot leads from this page to the root of the site */
export function controls(index: BoardIndex, current: Place, toRoot: string): Html {
  const link = (place: Partial<Place>, text: string, title: string | null): Html => {
    const wanted = { ...current, ...place };
    const found = index.views.find(
      (each) => each.workload === wanted.workload && each.region === wanted.region && each.window === wanted.window,
    );
    if (found === undefined) return null;
    const isCurrent = found.page === current.page ? 'page' : null;
    return html`<li><a href=${`${toRoot}${found.page}`} aria-current=${isCurrent} title=${title}><bdi>${text}</bdi></a></li>`;
  };
  const workloads = index.workloads.map(({ name }) => link({ workload: name }, name, null));
  const regions = index.regions.map((region) =>
    link({ region }, region === ALL_REGIONS ? 'all' : region, regionLabel(region)),
  );
  const windows = index.windows.map(({ id }) => link({ window: id }, id, windowLabel(id)));
  return html`<div class="controls">
    ${workloads.length > 1 && group('Workload', workloads)} ${regions.length > 1 && group('Region', regions)}
    ${group('Window', windows)}
  </div>`;
}

function group(label: string, links: readonly Html[]): Html {
  return html`<nav aria-label=${label}>
    <span class="label" aria-hidden="true">${label}</span>
    <ul>
      ${links}
    </ul>
  </nav>`;
}
