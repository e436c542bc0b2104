// The leaderboard itself: complete and readable as it stands; the browser's code only makes its heads sort.
import { METRICS } from '../../domain/metric.ts';
import { SIMULATION_NOTE, targetSlug } from '../labels.ts';
import type { ViewDocument, ViewRow } from '../schemas.ts';
import { countCell, coverageCell, dash, failedCell, latestCell, medianCell, quantileCell, rankCell } from './cells.ts';
import { type Html, html } from './html.ts';
import { type LogScale, logScale } from './log-scale.ts';
import { spark } from './spark.ts';
import { SPREAD_WIDTH, spread, spreadAxis, spreadValues } from './spread.ts';

interface Column {
  readonly label: string;
  readonly detail: string;
  /** The name that stands in the address when the table is sorted by it; `null` where it cannot be. */
  readonly sort: string | null;
  readonly better: 'lower' | 'higher';
}

const COLUMNS = {
  rank: { label: 'Rank', detail: 'range', sort: 'rank', better: 'lower' },
  target: { label: 'Target', detail: 'model, provider', sort: 'target', better: 'lower' },
  ttft: { label: 'TTFT p50', detail: 'ms, 95 % interval', sort: 'ttft', better: 'lower' },
  spread: { label: 'TTFT p5–p95', detail: 'ms, one log scale', sort: null, better: 'lower' },
  latest: { label: 'Latest', detail: 'TTFT ms', sort: 'latest', better: 'lower' },
  p95: { label: 'TTFT p95', detail: 'ms', sort: 'p95', better: 'lower' },
  output: { label: 'Output', detail: 'tokens/s, p50', sort: 'output', better: 'higher' },
  endToEnd: { label: 'End to end', detail: 'tokens/s, p50', sort: 'e2e', better: 'higher' },
  total: { label: 'Total', detail: `${METRICS.totalMs.unit}, p50`, sort: 'total', better: 'lower' },
  failed: { label: 'Failed', detail: '%', sort: 'failed', better: 'lower' },
  n: { label: 'n', detail: 'attempts', sort: 'n', better: 'higher' },
  coverage: { label: 'Coverage', detail: '%', sort: 'coverage', better: 'higher' },
  trend: { label: 'Trend', detail: 'own scale', sort: null, better: 'lower' },
} as const satisfies Record<string, Column>;

/** @param caption one or two sentences: what is measured, where, when, in which units */
export function boardTable(view: ViewDocument, caption: string): Html {
  const scale = logScale(
    view.rows.flatMap((row) => spreadValues(row.metrics.ttftMs)),
    SPREAD_WIDTH,
  );
  const sameReason = sharedReason(view.rows);
  const mixed = view.simulation && view.rows.some((row) => !row.simulated);
  return html`<div class="scroll" role="region" aria-labelledby="caption" tabindex="0">
    <table id="board">
      <caption id="caption" data-live="caption">
        ${view.simulation && html`<strong>${SIMULATION_NOTE}</strong> `}${caption}
        ${sameReason !== null && ` No ranks: ${sameReason}.`}
      </caption>
      <thead>
        <tr>
          ${Object.entries(COLUMNS).map(([name, column]) => headCell(name, column, scale))}
        </tr>
      </thead>
      <tbody data-live="rows">
        ${view.rows.map((row, index) => boardRow(row, index + 1, scale, { mixed, sameReason }))}
      </tbody>
    </table>
  </div>`;
}

function headCell(name: string, column: Column, scale: LogScale): Html {
  const below = name === 'spread' ? html`<span data-live="axis">${spreadAxis(scale)}</span>` : null;
  return html`<th
    scope="col"
    class=${`c-${name}`}
    data-sort=${column.sort}
    data-better=${column.sort === null ? null : column.better}
  >
    <span class="head">${column.label}</span><small>${column.detail}</small>${below}
  </th>`;
}

function boardRow(
  row: ViewRow,
  place: number,
  scale: LogScale,
  { mixed, sameReason }: { mixed: boolean; sameReason: string | null },
): Html {
  const { ttftMs, outputTokensPerSecond, endToEndTokensPerSecond, totalMs } = row.metrics;
  const measured = row.ok - row.cached;
  const reason = row.rank === null && sameReason === null ? row.unrankedReason : null;
  return html`<tr class=${row.rank === null ? 'unranked' : null}>
    ${rankCell(row, place)}
    <th scope="row" class="target" data-v=${row.target} title=${row.model}>
      <bdi class="model">${targetSlug(row.target)}</bdi>
      <small><bdi>${row.provider}</bdi>${mixed && row.simulated && html` <span class="tag">simulation</span>`}</small>
      ${reason !== null && html`<small class="reason">unranked: ${reason}</small>`}
    </th>
    ${medianCell(ttftMs, measured)}
    <td class="draw">${spread(ttftMs, scale) ?? dash('nothing measured yet')}</td>
    ${latestCell(ttftMs)} ${quantileCell(ttftMs, 'p95', measured)} ${quantileCell(outputTokensPerSecond, 'p50', measured)}
    ${quantileCell(endToEndTokensPerSecond, 'p50', measured)} ${quantileCell(totalMs, 'p50', measured)} ${failedCell(row)}
    ${countCell(row)} ${coverageCell(row)}
    <td class="draw">${spark(row.trendTtftMs) ?? dash('nothing measured yet')}</td>
  </tr>`;
}

// Said once above the table instead of in every row.
function sharedReason(rows: readonly ViewRow[]): string | null {
  const reasons = new Set(rows.filter((row) => row.rank === null).map((row) => row.unrankedReason));
  const [only] = reasons;
  return reasons.size === 1 && typeof only === 'string' && rows.every((row) => row.rank === null) ? only : null;
}
