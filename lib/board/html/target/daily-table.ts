// The history in figures, day by day.
import { dayText } from '../../charts/time-axis.ts';
import type { SeriesDetail } from '../../detail/series-detail.ts';
import { countText, figureText } from '../../format.ts';
import { dash } from '../cells.ts';
import { type Html, html } from '../html.ts';
import { regionHead } from './region-name.ts';
import { foldedTable, headRow } from './scroll-table.ts';
import type { WorkloadPart } from './workload-part.ts';

const DAY_MS = 86_400_000;

export function dailyTable(part: WorkloadPart): Html {
  const days = daysOf(part.series);
  const caption =
    'Day by day, UTC, the newest first. Median: the lowest and the highest median of 4 hours. The p95 needs 200 values.';
  const heads = part.series.flatMap(({ region }) => [
    [html`${regionHead(region)} median`, 'ms, lowest–highest'] as const,
    ['p95', 'ms'] as const,
    ['n', 'attempts'] as const,
  ]);
  return foldedTable(
    part,
    'daily',
    caption,
    html`${headRow([['Day', 'UTC'], ...heads])}
      <tbody>
        ${days.map(
          (dayMs) =>
            html`<tr>
              <th scope="row" class="start">${dayText(dayMs)}</th>
              ${part.series.map((detail) => dayCells(detail, dayMs))}
            </tr>`,
        )}
      </tbody>`,
  );
}

/** Every day that a series has, the newest first. */
function daysOf(series: readonly SeriesDetail[]): readonly number[] {
  const days = series.flatMap(({ daily }) => daily.n.map((_, index) => daily.startsAtMs + index * daily.bucketMs));
  return [...new Set(days)].sort((a, b) => b - a);
}

function dayCells({ history, daily }: SeriesDetail, dayMs: number): Html {
  const day = (dayMs - daily.startsAtMs) / daily.bucketMs;
  const n = daily.n[day] ?? 0;
  const medians = history.ttftP50Ms.filter((value, index) => {
    const startsAtMs = history.startsAtMs + index * history.bucketMs;
    return value !== null && startsAtMs >= dayMs && startsAtMs < dayMs + DAY_MS;
  }) as readonly number[];
  const p95 = daily.ttftP95Ms[day] ?? null;
  return html`<td>${medians.length === 0 ? dash(n === 0 ? 'no attempt' : 'no measurement') : rangeText(medians)}</td>
    <td>${p95 === null ? dash(`n = ${n} attempts do not carry a p95`) : figureText(p95)}</td>
    <td>${countText(n)}</td>`;
}

function rangeText(values: readonly number[]): string {
  const [low, high] = [figureText(Math.min(...values)), figureText(Math.max(...values))];
  return low === high ? low : `${low}–${high}`;
}
