// All regions in one table: for each target its median TTFT from every place, and its rank there.
import type { Workload } from '../../domain/workload.ts';
import { countText, durationText, figureText } from '../format.ts';
import { regionLabel, SIMULATION_NOTE, targetSlug, windowLabel } from '../labels.ts';
import { SIDE_BY_SIDE, sideBySideFolder, targetFolder } from '../paths.ts';
import type { ViewDocument, ViewFigures, ViewRow } from '../schemas.ts';
import { dash, missing, rangeText, rankCell, timedOut } from './cells.ts';
import { compareAddress } from './compare/compare-address.ts';
import { controls } from './controls.ts';
import { filterBar } from './filter-bar.ts';
import { type Html, html } from './html.ts';
import { layout, type Site, toRootFrom } from './layout.ts';
import { type LogScale, logScale } from './log-scale.ts';
import { axis, SPREAD_WIDTH } from './spread.ts';
import { banners, updated } from './standing.ts';
import { pick } from './table.ts';
import { tags } from './tags.ts';

const QUESTION = 'Where is each LLM API fast?';

export interface SideBySideInput {
  readonly site: Site;
  readonly workload: Workload;
  /** The one of all regions pooled: it gives the order. */
  readonly pooled: ViewDocument;
  /** Of the same window, one a region. */
  readonly views: readonly ViewDocument[];
}

/** The page as HTML text, complete without JavaScript. */
export function sideBySidePage({ site, workload, pooled, views }: SideBySideInput): string {
  const { index } = site;
  const folder = sideBySideFolder(workload.name, pooled.window, index.workloads[0]?.name ?? '');
  const toRoot = toRootFrom(folder);
  const scope = `${views.length} regions side by side, ${windowLabel(pooled.window)}`;
  const current = { workload: workload.name, region: SIDE_BY_SIDE, window: pooled.window };
  return layout({
    site,
    title: `${QUESTION} ${workload.name}, ${scope} · ${index.name}`,
    description: `Median time to first token of ${pooled.rows.length} targets from ${views.length} regions, with ranks and n.`,
    folder,
    current: null,
    script: 'app.js',
    style: null,
    content: html`
      <section class="hero" aria-labelledby="question">
        <p class="scope">${workload.name} · ${scope}</p>
        <h1 id="question">${QUESTION}</h1>
        <p class="answer" data-live="answer">${pooled.simulation && 'Simulated. '}${answerOf(views)}</p>
        ${banners(pooled)}
        <ul class="facts" data-live="facts">
          <li>${updated(pooled)}</li>
          <li>a round every ${durationText(workload.everyMs)}</li>
        </ul>
      </section>
      ${controls(index, current, toRoot)} ${filterBar()} ${table(pooled, views, toRoot)}
      <p class="vh" id="status" aria-live="polite"></p>
    `,
  });
}

function answerOf(views: readonly ViewDocument[]): string {
  const parts = views.flatMap(({ region, rows }) => {
    const leaders = rows.filter(({ rank }) => rank?.best === 1);
    const [first] = leaders;
    if (first === undefined) return [];
    const tied = leaders.length === 1 ? '' : ` (tied with ${leaders.length - 1} more)`;
    return [`${regionLabel(region)}: ${targetSlug(first.target)} (${first.provider})${tied}`];
  });
  return parts.length === 0
    ? 'No target is ranked in this window from any region yet.'
    : `First from ${parts.join('; ')}.`;
}

function table(pooled: ViewDocument, views: readonly ViewDocument[], toRoot: string): Html {
  const rowsOf = views.map((view) => new Map(view.rows.map((row) => [row.target, row])));
  const medians = rowsOf.flatMap((rows) => Array.from(rows.values(), (row) => row.metrics.ttftMs.p50 ?? 0));
  const scale = logScale(medians, SPREAD_WIDTH);
  const isMixed = pooled.simulation && pooled.rows.some((row) => !row.simulated);
  return html`<div class="scroll" role="region" aria-labelledby="caption" tabindex="0">
    <table id="board" data-compare=${compareAddress(toRoot, pooled)}>
      <caption id="caption" data-live="caption">
        ${pooled.simulation && html`<strong>${SIMULATION_NOTE}</strong> `}Median TTFT in ms from each region, with its rank there and n. A rank range is a tie; targets are in the order of all
        regions pooled. Marks on the right: one for each region, in the order of the columns, on one log scale.
      </caption>
      <thead>
        <tr>
          ${head('rank', 'Rank', 'all regions', 'rank')} ${head('target', 'Target', 'model, provider', 'target')}
          ${views.map(({ region }) => head('ttft', region, `${regionLabel(region)}, ms`, region))}
          <th scope="col" class="c-spread"><span class="head">Medians</span><small>ms, one log scale</small><span data-live="axis">${axis(scale)}</span></th>
        </tr>
      </thead>
      <tbody data-live="rows">
        ${pooled.rows.map((row, place) => {
          const here = rowsOf.map((rows) => rows.get(row.target) ?? null);
          return html`<tr class=${row.rank === null ? 'unranked' : null}>
            ${rankCell(row, place + 1, pick(row))} ${nameCell(row, isMixed, toRoot)} ${here.map(regionCell)}
            <td class="draw">${dots(here, scale)}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

function head(name: string, label: string, detail: string, sort: string): Html {
  return html`<th scope="col" class=${`c-${name}`} data-sort=${sort} data-better="lower">
    <span class="head">${label}</span><small>${detail}</small>
  </th>`;
}

function nameCell(row: ViewRow, isMixed: boolean, toRoot: string): Html {
  return html`<th scope="row" class="target" data-v=${row.target} title=${row.model}>
    <a class="model" href=${`${toRoot}${targetFolder(row.target)}`}><bdi>${targetSlug(row.target)}</bdi></a>
    <small><bdi class="provider">${row.provider}</bdi>${tags(row, isMixed)}</small>
  </th>`;
}

function regionCell(row: ViewRow | null): Html {
  if (row === null) return html`<td class="num">${dash('not raced from here')}</td>`;
  const { ttftMs } = row.metrics;
  const n = html`<small>${row.rank === null ? dash(row.unrankedReason ?? 'not ranked') : `#${rangeText(row.rank)}`} · n ${countText(ttftMs.n)}</small>`;
  if (ttftMs.p50 === null) return html`<td class="num">${reason(ttftMs, row)}${n}</td>`;
  return html`<td class="num">${figureText(ttftMs.p50)}${n}</td>`;
}

function reason(ttftMs: ViewFigures, row: ViewRow): Html {
  return ttftMs.beyond.includes('p50') ? timedOut(ttftMs) : dash(missing(ttftMs, 'p50', row.ok - row.cached));
}

const HEIGHT = 26;

// Each region's mark stands at a height of its own, so that colour need not tell them apart.
function dots(rows: readonly (ViewRow | null)[], scale: LogScale): Html {
  const step = (HEIGHT - 8) / Math.max(1, rows.length - 1);
  return html`<svg class="spread" viewBox=${`0 0 ${SPREAD_WIDTH} ${HEIGHT}`} width=${SPREAD_WIDTH} height=${HEIGHT} aria-hidden="true">
    ${scale.ticks.map((tick) => html`<path class="grid" d=${`M${scale.at(tick)} 0v${HEIGHT}`} />`)}
    ${rows.map((row, place) => {
      const p50 = row?.metrics.ttftMs.p50 ?? null;
      const y = rows.length === 1 ? HEIGHT / 2 : 4 + place * step;
      return (
        p50 !== null && html`<circle class=${`dot c${(place % 6) + 1}`} cx=${scale.at(p50)} cy=${y.toFixed(1)} r="3" />`
      );
    })}
  </svg>`;
}
