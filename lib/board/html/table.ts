// The leaderboard itself: complete and readable as it stands; the browser's code makes its heads sort and its rows be chosen.
import { METRICS } from '../../domain/metric.ts';
import { SIMULATION_NOTE, targetSlug } from '../labels.ts';
import { targetFolder } from '../paths.ts';
import type { ViewDocument, ViewRow } from '../schemas.ts';
import {
  countCell,
  coverageCell,
  dash,
  failedCell,
  latestCell,
  medianCell,
  quantileCell,
  rankCell,
  speedCell,
} from './cells.ts';
import { compareAddress } from './compare/compare-address.ts';
import { type Html, html } from './html.ts';
import { type LogScale, logScale } from './log-scale.ts';
import { spark } from './spark.ts';
import { axis, SPREAD_WIDTH, spread, spreadValues } from './spread.ts';
import { tags } from './tags.ts';

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
  latest: { label: 'Latest', detail: 'TTFT ms', sort: 'latest', better: 'lower' },
  p95: { label: 'TTFT p95', detail: 'ms', sort: 'p95', better: 'lower' },
  output: { label: 'Output', detail: 'tokens/s p50, rank', sort: 'output', better: 'higher' },
  endToEnd: { label: 'End to end', detail: 'tokens/s p50, rank', sort: 'e2e', better: 'higher' },
  total: { label: 'Total', detail: `${METRICS.totalMs.unit}, p50`, sort: 'total', better: 'lower' },
  failed: { label: 'Failed', detail: '%', sort: 'failed', better: 'lower' },
  n: { label: 'n', detail: 'attempts', sort: 'n', better: 'higher' },
  coverage: { label: 'Coverage', detail: '%', sort: 'coverage', better: 'higher' },
  spread: { label: 'TTFT p5–p95', detail: 'ms, one log scale', sort: null, better: 'lower' },
  trend: { label: 'Trend', detail: 'TTFT, own scale', sort: null, better: 'lower' },
} as const satisfies Record<string, Column>;

export interface TableInput {
  readonly view: ViewDocument;
  /** One or two sentences: what is measured, where, when, in which units. */
  readonly caption: string;
  readonly toRoot: string;
}

export function boardTable({ view, caption, toRoot }: TableInput): Html {
  const scale = logScale(
    view.rows.flatMap((row) => spreadValues(row.metrics.ttftMs)),
    SPREAD_WIDTH,
  );
  const sameReason = sharedReason(view.rows);
  const context: RowContext = {
    ...{ scale, toRoot, sameReason },
    isMixed: view.simulation && view.rows.some((row) => !row.simulated),
    // the newest single value is of use where nothing is ranked yet
    isLive: view.rows.every((row) => row.rank === null),
  };
  const columns = Object.entries(COLUMNS).filter(([name]) => name !== 'latest' || context.isLive);
  return html`<div class="scroll" role="region" aria-labelledby="caption" tabindex="0">
    <table id="board" data-compare=${compareAddress(toRoot, view)}>
      <caption id="caption" data-live="caption">
        ${view.simulation && html`<strong>${SIMULATION_NOTE}</strong> `}${caption}
        ${sameReason !== null && ` No ranks: ${sameReason}.`}
      </caption>
      <thead>
        <tr>
          ${columns.map(([name, column]) => headCell(name, column, scale))}
        </tr>
      </thead>
      <tbody data-live="rows">
        ${view.rows.map((row, index) => boardRow(row, index + 1, context))}
      </tbody>
    </table>
  </div>`;
}

function headCell(name: string, column: Column, scale: LogScale): Html {
  return html`<th
    scope="col"
    class=${`c-${name}`}
    data-sort=${column.sort}
    data-better=${column.sort === null ? null : column.better}
  >
    <span class="head">${column.label}</span><small>${column.detail}</small>${name === 'spread' && html`<span data-live="axis">${axis(scale)}</span>`}
  </th>`;
}

interface RowContext {
  readonly scale: LogScale;
  readonly toRoot: string;
  readonly isMixed: boolean;
  readonly isLive: boolean;
  readonly sameReason: string | null;
}

function boardRow(row: ViewRow, place: number, context: RowContext): Html {
  const { ttftMs, outputTokensPerSecond, endToEndTokensPerSecond, totalMs } = row.metrics;
  const measured = row.ok - row.cached;
  return html`<tr class=${row.rank === null ? 'unranked' : null}>
    ${rankCell(row, place, pick(row))} ${targetCell(row, context)} ${medianCell(ttftMs, measured)}
    ${context.isLive && latestCell(ttftMs)} ${quantileCell(ttftMs, 'p95', measured)}
    ${speedCell(outputTokensPerSecond, row.speedRanks.outputTokensPerSecond, measured)}
    ${speedCell(endToEndTokensPerSecond, row.speedRanks.endToEndTokensPerSecond, measured)}
    ${quantileCell(totalMs, 'p50', measured)} ${failedCell(row)} ${countCell(row)} ${coverageCell(row)}
    <td class="draw">${spread(ttftMs, context.scale) ?? dash('nothing measured yet')}</td>
    <td class="draw">${spark(row.trendTtftMs) ?? dash('nothing measured yet')}</td>
  </tr>`;
}

// Choosing rows to compare is the browser's; it shows the box once it can be used.
export function pick({ target }: ViewRow): Html {
  return html`<input type="checkbox" name="cmp" value=${target} aria-label=${`Compare ${target}`} hidden />`;
}

function targetCell(row: ViewRow, { toRoot, isMixed, sameReason }: RowContext): Html {
  const reason = row.rank === null && sameReason === null ? row.unrankedReason : null;
  return html`<th scope="row" class="target" data-v=${row.target} title=${row.model}>
    <a class="model" href=${`${toRoot}${targetFolder(row.target)}`}><bdi>${targetSlug(row.target)}</bdi></a>
    <small><bdi class="provider">${row.provider}</bdi>${tags(row, isMixed)}</small>
    ${reason !== null && html`<small class="reason">unranked: ${reason}</small>`}
  </th>`;
}

// Said once above the table instead of in every row.
function sharedReason(rows: readonly ViewRow[]): string | null {
  const reasons = new Set(rows.filter((row) => row.rank === null).map((row) => row.unrankedReason));
  const [only] = reasons;
  return reasons.size === 1 && typeof only === 'string' && rows.every((row) => row.rank === null) ? only : null;
}
