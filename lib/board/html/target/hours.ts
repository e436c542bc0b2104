// TTFT by the hour of the day: whether it is slower when somebody's working day is.
import { hoursAxis, hoursChart } from '../../charts/hours-chart.ts';
import type { HourOfDay, SeriesDetail } from '../../detail/series-detail.ts';
import { countText, figureText, plural } from '../../format.ts';
import { dash } from '../cells.ts';
import { type Html, html } from '../html.ts';
import { regionHead, regionName } from './region-name.ts';
import { foldedTable, headRow } from './scroll-table.ts';
import { section, type WorkloadPart } from './workload-part.ts';

export function hoursSection(part: WorkloadPart): Html {
  if (!part.series.some(({ hoursOfDay }) => hoursOfDay.some(({ p50Ms }) => p50Ms !== null))) {
    return section(part, 'hours', 'Hour of the day', html`<p>No hour of the day has 10 values yet.</p>`);
  }
  const axis = hoursAxis(part.series.map(({ hoursOfDay }) => hoursOfDay));
  const content = html`<p class="intro">
      TTFT by hour, UTC, over the last 30 days: from the p25 to the p75, the median as a tick. All regions share one scale.
    </p>
    <div class="multiples">
      ${part.series.map(
        ({ region, hoursOfDay }) =>
          html`<figure class="chart hour-chart">
            <figcaption>${regionName(region)} <small>${countsText(hoursOfDay)}</small></figcaption>
            ${hoursChart(hoursOfDay, axis, labelOf(region, hoursOfDay))}
          </figure>`,
      )}
    </div>
    ${hoursTable(part)}`;
  return section(part, 'hours', 'Hour of the day', content);
}

function countsText(hours: readonly HourOfDay[]): string {
  const n = hours.reduce((sum, hour) => sum + hour.n, 0);
  const [least, most] = [Math.min(...hours.map((hour) => hour.n)), Math.max(...hours.map((hour) => hour.n))];
  return `n ${plural(n, 'probe')}, ${countText(least)} to ${countText(most)} an hour`;
}

function labelOf(region: string, hours: readonly HourOfDay[]): string {
  const known = hours.flatMap(({ p50Ms }, hour) => (p50Ms === null ? [] : [{ p50Ms, hour }]));
  const ascending = known.toSorted((a, b) => a.p50Ms - b.p50Ms);
  const [best, worst] = [ascending[0], ascending.at(-1)];
  if (best === undefined || worst === undefined) return `TTFT by hour from ${region}: no hour has 10 values`;
  const text = ({ p50Ms, hour }: { p50Ms: number; hour: number }): string =>
    `${figureText(p50Ms)} ms at ${String(hour).padStart(2, '0')}:00 UTC`;
  return `TTFT by hour from ${region}: the lowest median is ${text(best)}, the highest ${text(worst)}`;
}

function hoursTable(part: WorkloadPart): Html {
  const heads = part.series.flatMap(({ region }) => [
    [html`${regionHead(region)} p50`, 'ms, p25–p75'] as const,
    ['n', 'probes'] as const,
  ]);
  return foldedTable(
    part,
    'by-hour',
    'TTFT by the hour of the day, UTC, last 30 days.',
    html`${headRow([['Hour', 'UTC'], ...heads])}
      <tbody>
        ${Array.from(
          { length: 24 },
          (_, hour) => html`<tr>
          <th scope="row" class="start">${String(hour).padStart(2, '0')}:00</th>
          ${part.series.map((detail) => hourCells(detail, hour))}
        </tr>`,
        )}
      </tbody>`,
  );
}

function hourCells({ hoursOfDay }: SeriesDetail, hour: number): Html {
  const { n = 0, p25Ms = null, p50Ms = null, p75Ms = null } = hoursOfDay[hour] ?? {};
  return html`<td>${p50Ms === null ? dash(`too few values: n = ${n}, p50 needs 10`) : figureText(p50Ms)}${
    p25Ms !== null && p75Ms !== null && html`<small>${figureText(p25Ms)}–${figureText(p75Ms)}</small>`
  }</td>
    <td>${countText(n)}</td>`;
}
