// The choice of workload, region and window: plain links, so that they work without JavaScript and can be shared.

import { ALL_REGIONS } from '../input.ts';
import { regionLabel, windowLabel } from '../labels.ts';
import { SIDE_BY_SIDE, sideBySideFolder } from '../paths.ts';
import type { BoardIndex } from '../schemas.ts';
import { type Html, html } from './html.ts';

/** Which page of the leaderboard: `region` may be `SIDE_BY_SIDE` too. */
export type Choice = Pick<BoardIndex['views'][number], 'workload' | 'region' | 'window'>;

/** @param toRoot leads from this page to the root of the site */
export function controls(index: BoardIndex, current: Choice, toRoot: string): Html {
  const link = (change: Partial<Choice>, text: string, title: string | null): Html => {
    const wanted = { ...current, ...change };
    const folder = folderOf(index, wanted);
    if (folder === null) return null;
    const isCurrent = Object.entries(change).every(([name, value]) => current[name as keyof Choice] === value);
    return html`<li><a href=${`${toRoot}${folder}`} aria-current=${isCurrent ? 'page' : null} title=${title}><bdi>${text}</bdi></a></li>`;
  };
  const workloads = index.workloads.map(({ name }) => link({ workload: name }, name, null));
  const regions = index.regions.map((region) =>
    link({ region }, region === ALL_REGIONS ? 'all' : region, regionLabel(region)),
  );
  const windows = index.windows.map(({ id }) => link({ window: id }, id, windowLabel(id)));
  return html`<div class="controls">
    ${workloads.length > 1 && group('Workload', workloads)}
    ${
      regions.length > 1 &&
      group('Region', [...regions, link({ region: SIDE_BY_SIDE }, 'side by side', 'All regions in one table')])
    }
    ${group('Window', windows)}
  </div>`;
}

function folderOf(index: BoardIndex, { workload, region, window }: Choice): string | null {
  if (region === SIDE_BY_SIDE) return sideBySideFolder(workload, window, index.workloads[0]?.name ?? '');
  const found = index.views.find(
    (each) => each.workload === workload && each.region === region && each.window === window,
  );
  return found?.page ?? null;
}

function group(label: string, links: readonly Html[]): Html {
  return html`<nav aria-label=${label}>
    <span class="label" aria-hidden="true">${label}</span>
    <ul>
      ${links}
    </ul>
  </nav>`;
}
