// Failures: day by day as a drawing over all regions, and by class and region with whose fault they are.
import { FAILURE_CLASSES, type FailureClass, isProviderFault } from '../../../domain/failure.ts';
import { type FailureDay, failureChart } from '../../charts/failure-chart.ts';
import { FILLS, swatch } from '../../charts/fills.ts';
import type { SeriesDetail } from '../../detail/series-detail.ts';
import { countText, percentText, plural } from '../../format.ts';
import type { ViewRow } from '../../schemas.ts';
import { dash } from '../cells.ts';
import { type Html, html } from '../html.ts';
import { regionHead } from './region-name.ts';
import { headRow, scrollTable } from './scroll-table.ts';
import { section, type WorkloadPart } from './workload-part.ts';

const WINDOW = '7d';

export function failuresSection(part: WorkloadPart): Html {
  const days = failureDays(part.series);
  const attempts = days.reduce((sum, { n }) => sum + n, 0);
  const total = new Map(FAILURE_CLASSES.map((name) => [name, days.reduce((sum, day) => sum + day.of(name), 0)]));
  const failed = [...total.values()].reduce((a, b) => a + b, 0);
  const fills = fillsOf(total);
  const prefix = `${part.prefix}f`;
  const rows = part.shown.map((region) => ({ region, row: part.rowIn(region, WINDOW) }));
  const drawn: FailureDay[] = days.map(({ startsAtMs, n, of }) => ({ startsAtMs, n, counts: countsOf(fills, of) }));
  const finding =
    failed === 0
      ? `No failure in ${plural(attempts, 'attempt')} of the last 30 days`
      : `${countText(failed)} of ${plural(attempts, 'attempt')} of the last 30 days failed (${percentText(failed / attempts)} %)`;
  if (attempts === 0) return section(part, 'failures', 'Failures', html`<p>No attempt in the last 30 days.</p>`);
  const content = html`<div class=${failed > 0 ? 'beside' : null}>
    ${
      failed > 0 &&
      html`<figure class="chart">
        <figcaption>
          <strong>Day by day, all regions</strong>
          <small>${finding}. Hatches are named in the table; a grey day has no data.</small>
        </figcaption>
        ${failureChart({ days: drawn, fills: Math.min(fills.length, FILLS), prefix, label: labelOf(finding, fills, total) })}
      </figure>`
    }
    <div>${failed === 0 && html`<p>${finding}.</p>`} ${classTable(part, rows, fills, prefix)}</div>
  </div>`;
  return section(part, 'failures', 'Failures', content);
}

interface Day {
  readonly startsAtMs: number;
  readonly n: number;
  readonly of: (name: FailureClass) => number;
}

/** The days of all series together, ascending. */
function failureDays(series: readonly SeriesDetail[]): readonly Day[] {
  const parts = series.flatMap(({ daily }) =>
    daily.n.map((n, index) => ({ startsAtMs: daily.startsAtMs + index * daily.bucketMs, n, index, daily })),
  );
  const days = [...new Set(parts.map(({ startsAtMs }) => startsAtMs))].sort((a, b) => a - b);
  return days.map((startsAtMs) => {
    const same = parts.filter((one) => one.startsAtMs === startsAtMs);
    return {
      startsAtMs,
      n: same.reduce((sum, { n }) => sum + n, 0),
      of: (name) => same.reduce((sum, { daily, index }) => sum + (daily.failures[name]?.[index] ?? 0), 0),
    };
  });
}

// The most frequent classes have a fill each, and the last fill is for all others.
function fillsOf(total: ReadonlyMap<FailureClass, number>): readonly (readonly FailureClass[])[] {
  const seen = [...total].filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
  const names = seen.map(([name]) => name);
  return names.length <= FILLS
    ? names.map((name) => [name])
    : [...names.slice(0, FILLS - 1).map((name) => [name]), names.slice(FILLS - 1)];
}

function countsOf(fills: readonly (readonly FailureClass[])[], of: Day['of']): readonly number[] {
  return fills.map((names) => names.reduce((sum, name) => sum + of(name), 0));
}

function labelOf(
  finding: string,
  fills: readonly (readonly FailureClass[])[],
  total: ReadonlyMap<FailureClass, number>,
): string {
  const parts = fills.map(
    (names) => `${names.join(', ')} ${names.reduce((sum, name) => sum + (total.get(name) ?? 0), 0)}`,
  );
  return `${finding}: ${parts.join('; ')}`;
}

interface RegionRow {
  readonly region: string;
  readonly row: ViewRow | null;
}

function classTable(
  part: WorkloadPart,
  rows: readonly RegionRow[],
  fills: readonly (readonly FailureClass[])[],
  prefix: string,
): Html {
  const classes = FAILURE_CLASSES.filter(
    (name) => fills.some((names) => names.includes(name)) || rows.some(({ row }) => (row?.failures[name] ?? 0) > 0),
  );
  const caption =
    'Attempts by class of failure, last 7 days. Availability counts the provider’s faults only; ours are shown apart.';
  const heads = rows.map(({ region }) => [regionHead(region), 'attempts'] as const);
  return scrollTable(
    part,
    'classes',
    caption,
    html`${headRow([['Class', ''], ['Whose fault', '', 'start'], ...heads])}
      <tbody>
        ${classes.map((name) => classRow(name, rows, fills, prefix))}
        ${sumRow('Failed by the provider', rows, ({ providerFaultShare }) =>
          providerFaultShare === null
            ? dash('no attempt that tells of the provider')
            : `${percentText(providerFaultShare)} %`,
        )}
        ${sumRow('n, attempts', rows, ({ n }) => countText(n))}
      </tbody>`,
  );
}

function classRow(
  name: FailureClass,
  rows: readonly RegionRow[],
  fills: readonly (readonly FailureClass[])[],
  prefix: string,
): Html {
  const fill = fills.findIndex((names) => names.includes(name));
  return html`<tr>
    <th scope="row" class="start">${fill === -1 ? null : swatch(prefix, fill)} ${name}</th>
    <td class="start">${isProviderFault(name) ? 'the provider’s' : 'ours'}</td>
    ${rows.map(({ row }) => html`<td>${row === null ? dash('not raced in this view') : countText(row.failures[name] ?? 0)}</td>`)}
  </tr>`;
}

function sumRow(label: string, rows: readonly RegionRow[], cell: (row: ViewRow) => Html): Html {
  return html`<tr class="sum">
    <th scope="row" class="start" colspan="2">${label}</th>
    ${rows.map(({ row }) => html`<td>${row === null ? dash('not raced in this view') : cell(row)}</td>`)}
  </tr>`;
}
