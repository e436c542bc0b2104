// The target's rows of the leaderboard, region by region and window by window.
import { WINDOWS } from '../../../domain/window.ts';
import { regionLabel, windowLabel } from '../../labels.ts';
import type { ViewRow } from '../../schemas.ts';
import { countCell, coverageCell, dash, failedCell, medianCell, quantileCell, rankCell, speedCell } from '../cells.ts';
import { type Html, html } from '../html.ts';
import { regionHead } from './region-name.ts';
import { scrollTable } from './scroll-table.ts';
import { section, type WorkloadPart } from './workload-part.ts';

const HEADS = [
  ['Window', ''],
  ['Rank', 'range'],
  ['TTFT p50', 'ms, 95 % interval'],
  ['TTFT p95', 'ms'],
  ['Output', 'tokens/s p50, rank'],
  ['End to end', 'tokens/s p50, rank'],
  ['Total', 'ms, p50'],
  ['Failed', '%'],
  ['n', 'attempts'],
  ['Coverage', '%'],
] as const;

export function figuresSection(part: WorkloadPart): Html {
  const caption = html`Workload <bdi>${part.workload.name}</bdi>, times in ms from the request on the wire. A rank range is a tie;
    a dash says why there is no figure.`;
  const content = html`<thead>
      <tr>
        <th scope="col" class="place-head"><span class="head">Region</span></th>
        ${HEADS.map(
          ([label, unit]) =>
            html`<th scope="col" class=${label === 'Window' ? 'window' : label === 'Rank' ? 'start' : null}>
              <span class="head">${label}</span>${unit !== '' && html`<small>${unit}</small>`}
            </th>`,
        )}
      </tr>
    </thead>
    ${part.shown.map((region) => regionRows(part, region))}`;
  return section(part, 'figures', 'Figures by region and window', scrollTable(part, 'figures', caption, content));
}

function regionRows(part: WorkloadPart, region: string): Html {
  return html`<tbody>
    ${WINDOWS.map(
      ({ id }, index) =>
        html`<tr>
          ${
            index === 0 &&
            html`<th scope="rowgroup" rowspan=${WINDOWS.length} class="place-head">
              ${regionHead(region)}${regionLabel(region) !== region && html`<small>${regionLabel(region)}</small>`}
            </th>`
          }
          <th scope="row" class="window" title=${windowLabel(id)}>${id}</th>
          ${rowCells(part.rowIn(region, id))}
        </tr>`,
    )}
  </tbody>`;
}

function rowCells(row: ViewRow | null): Html {
  if (row === null) return html`<td class="start" colspan=${HEADS.length - 1}>${dash('not raced in this view')}</td>`;
  const { ttftMs, outputTokensPerSecond, endToEndTokensPerSecond, totalMs } = row.metrics;
  const measured = row.ok - row.cached;
  return html`${rankCell(row, row.rank?.best ?? 0)} ${medianCell(ttftMs, measured)} ${quantileCell(ttftMs, 'p95', measured)}
    ${speedCell(outputTokensPerSecond, row.speedRanks.outputTokensPerSecond, measured)}
    ${speedCell(endToEndTokensPerSecond, row.speedRanks.endToEndTokensPerSecond, measured)}
    ${quantileCell(totalMs, 'p50', measured)} ${failedCell(row)} ${countCell(row)} ${coverageCell(row)}`;
}
