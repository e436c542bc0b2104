// How much of what was due is there, region by region: a lost round is a gap, never a made-up figure.
import type { Workload } from '../../../domain/workload.ts';
import type { DetailInput } from '../../detail/detail-input.ts';
import { countText, percentText } from '../../format.ts';
import { ALL_REGIONS } from '../../input.ts';
import { regionLabel } from '../../labels.ts';
import type { ViewDocument, ViewRow } from '../../schemas.ts';
import { dash } from '../cells.ts';
import { type Html, html } from '../html.ts';

/** From the views of the last 24 hours. */
export function coverageSection({ board, views }: DetailInput): Html {
  const tables = board.workloads.flatMap((workload, index) => {
    const shown = views.filter((view) => isShown(view, workload, board.regions));
    return shown.length === 0 ? [] : [coverageTable(shown, workload.name, `coverage-${index + 1}`)];
  });
  return html`<section aria-labelledby="coverage">
    <h2 id="coverage">Coverage</h2>
    <p>
      The share of due rounds that left a sample, void or not. The table of each region tells it for every target; this is
      the sum of them.
    </p>
    ${tables}
  </section>`;
}

function isShown(view: ViewDocument, workload: Workload, regions: readonly string[]): boolean {
  return (
    view.workload === workload.name &&
    view.window === '24h' &&
    (view.region !== ALL_REGIONS || regions.includes(ALL_REGIONS))
  );
}

function coverageTable(views: readonly ViewDocument[], workload: string, id: string): Html {
  return html`<div class="scroll" role="region" aria-labelledby=${id} tabindex="0">
    <table>
      <caption id=${id}>Workload <bdi>${workload}</bdi>, last 24 hours, all targets of a region together.</caption>
      <thead>
        <tr>
          <th scope="col">Region</th>
          <th scope="col">Targets<small>n</small></th>
          <th scope="col">Samples due<small>n</small></th>
          <th scope="col">Samples there<small>n</small></th>
          <th scope="col">Coverage<small>%</small></th>
          <th scope="col">Lowest of a target<small>%</small></th>
          <th scope="col">Void<small>% of samples</small></th>
        </tr>
      </thead>
      <tbody>
        ${views.map(coverageRow)}
      </tbody>
    </table>
  </div>`;
}

function coverageRow({ region, rows }: ViewDocument): Html {
  const [due, seen, voided] = [sumOf(rows, 'due'), sumOf(rows, 'seen'), sumOf(rows, 'voided')];
  const label = regionLabel(region);
  return html`<tr>
    <th scope="row"><bdi>${region}</bdi>${label !== region && html`<small>${label}</small>`}</th>
    <td>${countText(rows.length)}</td>
    <td>${countText(due)}</td>
    <td>${countText(seen)}</td>
    <td>${due === 0 ? dash('no round was due yet') : coverageText(seen, due)}</td>
    ${lowestCell(rows)}
    <td>${seen === 0 ? dash('no sample') : html`${percentText(voided / seen)}<small>${countText(voided)} of ${countText(seen)}</small>`}</td>
  </tr>`;
}

function sumOf(rows: readonly ViewRow[], field: 'due' | 'seen' | 'voided'): number {
  return rows.reduce((sum, row) => sum + row[field], 0);
}

function lowestCell(rows: readonly ViewRow[]): Html {
  const [lowest] = rows.filter(({ due }) => due > 0).toSorted((a, b) => a.seen / a.due - b.seen / b.due);
  if (lowest === undefined) return html`<td>${dash('no round was due yet')}</td>`;
  return html`<td>
    ${coverageText(lowest.seen, lowest.due)}<small>${countText(lowest.seen)} of ${countText(lowest.due)}, <bdi>${lowest.target}</bdi></small>
  </td>`;
}

// Cut, not rounded: 100 stands only where nothing is missing.
function coverageText(seen: number, due: number): string {
  return seen >= due ? '100' : (Math.floor((seen / due) * 1_000) / 10).toFixed(1);
}
