// The cells of a row. A figure stands first in its cell, because rows are sorted by what is shown; what is sorted by something
// else bears it in `data-v`.
import { type FailureClass, isProviderFault } from '../../domain/failure.ts';
import { QUANTILES } from '../../stats/quantile.ts';
import { countText, figureText, percentText, plural } from '../format.ts';
import type { ViewFigures, ViewRow } from '../schemas.ts';
import { type Html, html } from './html.ts';

type SpeedRank = ViewRow['speedRanks']['outputTokensPerSecond'];

/** A dash with its reason, which a pointer finds in the title and a screen reader hears. */
export function dash(reason: string): Html {
  return html`<span class="na" title=${reason}>–<span class="vh"> ${reason}</span></span>`;
}

/** @param pick what the row is chosen by */
export function rankCell(row: ViewRow, place: number, pick: Html = null): Html {
  if (row.rank === null) return html`<td class="rank">${pick}${dash(row.unrankedReason ?? 'not ranked')}</td>`;
  const { best, worst } = row.rank;
  const title = best === worst ? null : 'A range: the data cannot tell apart those whose ranges overlap';
  return html`<td class=${best === 1 ? 'rank lead' : 'rank'} data-v=${place} title=${title}>
    ${pick}${rangeText(row.rank)}
  </td>`;
}

export function medianCell(figures: ViewFigures, measured: number): Html {
  if (figures.beyond.includes('p50')) return html`<td class="num main">${timedOut(figures)}</td>`;
  if (figures.p50 === null) return html`<td class="num main">${dash(missing(figures, 'p50', measured))}</td>`;
  const interval = figures.p50Interval;
  return html`<td class="num main">${figureText(figures.p50)}${
    interval === null
      ? html`<small>${dash('no interval yet: too few independent blocks of time')}</small>`
      : html`<small>${figureText(interval.low)}–${figureText(interval.high)}</small>`
  }
  </td>`;
}

/** A quantile, or a dash with the reason why n does not carry it. */
export function quantileCell(figures: ViewFigures, quantile: 'p50' | 'p95', measured: number): Html {
  const value = figures[quantile];
  if (figures.beyond.includes(quantile)) return html`<td class="num">${timedOut(figures)}</td>`;
  if (value === null) return html`<td class="num">${dash(missing(figures, quantile, measured))}</td>`;
  return html`<td class="num">${figureText(value)}</td>`;
}

/** A speed with its own rank: who answers first need not stream fastest. */
export function speedCell(figures: ViewFigures, rank: SpeedRank, measured: number): Html {
  if (figures.p50 === null || rank === null) return quantileCell(figures, 'p50', measured);
  return html`<td class="num">${figureText(figures.p50)}<small>#${rangeText(rank)}</small>
  </td>`;
}

/** `2`, or `1–3` where the data cannot tell. */
export function rangeText({ best, worst }: { readonly best: number; readonly worst: number }): string {
  return best === worst ? String(best) : `${best}–${worst}`;
}

export function latestCell(figures: ViewFigures): Html {
  if (figures.latest === null) return html`<td class="num">${dash('no measurement in this window')}</td>`;
  return html`<td class="num soft">${figureText(figures.latest)}</td>`;
}

/** In the place of a quantile that lies among the probes that timed out. */
export function timedOut({ n, timedOut: late }: ViewFigures): Html {
  return html`<span class="failed" title=${`${countText(late)} of ${countText(n + late)} timed out`}>timed out</span>`;
}

/** Why there is no such quantile. */
export function missing({ n }: ViewFigures, quantile: 'p50' | 'p95', measured: number): string {
  if (n === 0 && measured > 0) return 'no figure: these streams come in too few pieces to tell a rate';
  return `too few values: n = ${n}, ${quantile} needs ${QUANTILES[quantile].minValues}`;
}

/** The provider's failures; ours stand beside them and are not counted against it. */
export function failedCell(row: ViewRow): Html {
  const failures = Object.entries(row.failures).filter(([, count]) => count > 0);
  const ours = failures.filter(([name]) => !isProviderFault(name as FailureClass));
  const oursCount = ours.reduce((sum, [, count]) => sum + count, 0);
  const extra = oursCount > 0 && html`<small>ours: ${countText(oursCount)}</small>`;
  const share = row.providerFaultShare;
  if (share === null) {
    const reason = row.n === 0 ? 'no attempt in this window' : 'no attempt that tells of the provider';
    return html`<td class="num" title=${failuresTitle(row)}>${dash(reason)}${extra}</td>`;
  }
  return html`<td class=${share > 0 ? 'num failed' : 'num'} title=${failuresTitle(row)}>${percentText(share)}${extra}
  </td>`;
}

function failuresTitle(row: ViewRow): string {
  const parts = Object.entries(row.failures).map(([name, count]) => {
    const whose = isProviderFault(name as FailureClass) ? '' : ' (ours)';
    return `${name}${whose} ${countText(count)}`;
  });
  return parts.length === 0
    ? `no failure in ${plural(row.n, 'attempt')}`
    : `${plural(row.n, 'attempt')}: ${parts.join(', ')}`;
}

export function countCell(row: ViewRow): Html {
  const cached = row.cached === 0 ? '' : `, ${countText(row.cached)} of them out of a cache and in no figure of speed`;
  const voided =
    row.voided === 0 ? '' : `; ${countText(row.voided)} void, not counted (our own instrument was not fit)`;
  return html`<td class="num" title=${`${countText(row.ok)} ok${cached}${voided}`}>${countText(row.n)}${
    row.cached > 0 && html`<small>cached: ${countText(row.cached)}</small>`
  }</td>`;
}

export function coverageCell(row: ViewRow): Html {
  if (row.due === 0) return html`<td class="num">${dash('no round was due yet')}</td>`;
  const share = Math.min(row.seen / row.due, 1);
  return html`<td class="num" title=${`${countText(row.seen)} of ${countText(row.due)} rounds`}>
    ${share === 1 ? '100' : (Math.floor(share * 1000) / 10).toFixed(1)}
  </td>`;
}
