// How TTFT was distributed over the last 7 days, region by region on one axis.

import { interpolate, QUANTILES } from '../../../stats/quantile.ts';
import { distributionChart } from '../../charts/distribution-chart.ts';
import { regionMark } from '../../charts/region-mark.ts';
import type { Distribution } from '../../detail/series-detail.ts';
import { countText, figureText } from '../../format.ts';
import { dash } from '../cells.ts';
import { type Html, html } from '../html.ts';
import { regionHead } from './region-name.ts';
import { headRow, scrollTable } from './scroll-table.ts';
import { section, type WorkloadPart } from './workload-part.ts';

/** The quantiles that can be read off the drawing, with the fewest values that carry each. */
const READ = [
  ['p5', QUANTILES.p5.p, QUANTILES.p5.minValues],
  ['p25', 0.25, QUANTILES.p50.minValues],
  ['p50', QUANTILES.p50.p, QUANTILES.p50.minValues],
  ['p75', 0.75, QUANTILES.p50.minValues],
  ['p95', QUANTILES.p95.p, QUANTILES.p95.minValues],
] as const;

export function distributionSection(part: WorkloadPart): Html {
  const regions = part.series.map(({ region, distribution }) => ({
    region,
    place: part.placeOf(region),
    distribution,
  }));
  if (!regions.some(({ distribution }) => distribution.ttftMs.length > 1)) {
    return section(part, 'distribution', 'Distribution', html`<p>Fewer than 10 values in the last 7 days.</p>`);
  }
  const caption = 'Quantiles of TTFT in ms, last 7 days. Probes that timed out count as above all values.';
  const table = scrollTable(
    part,
    'quantiles',
    caption,
    html`${headRow([
      ['Region', ''],
      ...READ.map(([name]) => [name, 'ms'] as const),
      ['Timed out', 'probes'],
      ['n', 'probes'],
    ])}
      <tbody>
        ${regions.map(
          ({ region, place, distribution }) =>
            html`<tr>
              <th scope="row" class="start">${lineSample(place)} ${regionHead(region)}</th>
              ${READ.map(([name, p, minValues]) => html`<td>${quantileText(distribution, name, p, minValues)}</td>`)}
              <td class=${distribution.timedOut > 0 ? 'failed' : null}>${countText(distribution.timedOut)}</td>
              <td>${countText(distribution.n)}</td>
            </tr>`,
        )}
      </tbody>`,
  );
  const label = `Share of answers whose first token came within a time, last 7 days. ${regions.map(finding).join('; ')}`;
  const content = html`<div class="beside">
    <figure class="chart">
      <figcaption>
        <strong>Share of answers within a time</strong>
        <small>Last 7 days. A line that stays below 100 % levels off where probes timed out.</small>
      </figcaption>
      ${distributionChart(regions, label)}
    </figure>
    ${table}
  </div>`;
  return section(part, 'distribution', 'Distribution', content);
}

function lineSample(place: number): Html {
  return html`<svg class="line-sample" width="30" height="10" viewBox="0 0 30 10" aria-hidden="true" focusable="false">
    <path class=${`curve ${regionMark(place)}`} d="M1 5h28" />
  </svg>`;
}

function quantileText({ n, ttftMs }: Distribution, name: string, p: number, minValues: number): Html {
  if (n < minValues || ttftMs.length < 2) return dash(`too few values: n = ${n}, ${name} needs ${minValues}`);
  const value = valueAt(ttftMs, p);
  if (value === null) return html`<span class="failed">timed out</span>`;
  return figureText(value);
}

/** Between two steps it is on the line that the drawing draws. */
function valueAt(ttftMs: readonly (number | null)[], p: number): number | null {
  const value = interpolate(ttftMs.length, p, (index) => ttftMs[index] ?? Number.NaN);
  return Number.isNaN(value) ? null : value;
}

function finding({ region, distribution }: { region: string; distribution: Distribution }): string {
  const median = distribution.ttftMs.length < 2 ? null : valueAt(distribution.ttftMs, 0.5);
  const half = median === null ? 'no median' : `half within ${figureText(median)} ms`;
  const late = distribution.timedOut === 0 ? '' : `, ${countText(distribution.timedOut)} timed out`;
  return `${region}: ${half}${late}, n ${countText(distribution.n)}`;
}
