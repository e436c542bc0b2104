// A series over 30 days: the median as a line within its interval, the daily p95 dashed, incidents shaded, changes of the model
// ticked. All regions of a workload share both axes, so that the drawings can be laid side by side.
import type { HistoryBand, SeriesDetail } from '../detail/series-detail.ts';
import { type Html, html } from '../html/html.ts';
import { type Axis, logAxis } from './axis.ts';
import { bandPath, linePath, lonePath } from './curve.ts';
import { drawing, edgesOf, type Room, xAxis, yGrid } from './frame.ts';
import { tickText } from './tick-text.ts';
import { type TimeAxis, timeAxis } from './time-axis.ts';

const ROOM: Room = { widthPx: 360, heightPx: 176, leftPx: 40, rightPx: 30, topPx: 26, bottomPx: 20 };
const EDGES = edgesOf(ROOM);
const DAY_MS = 86_400_000;
const LEAST_SHADE_PX = 2;

/** A stretch of time with the letter that names it in the list beside the chart. */
export interface Shade {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** An instant with the number that names it in the list beside the chart. */
export interface Tick {
  readonly name: string;
  readonly atMs: number;
}

export interface HistoryAxes {
  readonly x: TimeAxis;
  readonly y: Axis;
}

/** The axes that the series share; at least a day of time. */
export function historyAxes(details: readonly SeriesDetail[]): HistoryAxes {
  const endMs = Math.max(...details.map(({ history }) => endOf(history)));
  const startMs = Math.min(endMs - DAY_MS, ...details.map(({ history }) => history.startsAtMs));
  const values = details.flatMap(({ history, daily }) => [
    ...known(history.ttftP50Ms),
    ...known(history.ttftLowMs),
    ...known(history.ttftHighMs),
    ...known(daily.ttftP95Ms),
  ]);
  return {
    x: timeAxis(startMs, endMs, [EDGES.left, EDGES.right]),
    y: logAxis(values, [EDGES.bottom, EDGES.top], 17),
  };
}

function endOf({ startsAtMs, bucketMs, n }: HistoryBand): number {
  return startsAtMs + bucketMs * n.length;
}

function known(values: readonly (number | null)[]): readonly number[] {
  return values.filter((value) => value !== null);
}

export interface HistoryChart {
  readonly detail: SeriesDetail;
  readonly axes: HistoryAxes;
  readonly shades: readonly Shade[];
  readonly ticks: readonly Tick[];
  /** What it shows, in words. */
  readonly label: string;
}

export function historyChart({ detail: { history, daily }, axes, shades, ticks, label }: HistoryChart): Html {
  const { x, y } = axes;
  const xs = history.n.map((_, index) => x.at(history.startsAtMs + (index + 0.5) * history.bucketMs));
  const yAt = (value: number | null | undefined): number | null => (value == null ? null : y.at(value));
  const median = xs.map((at, index) => ({ x: at, y: yAt(history.ttftP50Ms[index]) }));
  const band = xs.map((at, index) => ({
    x: at,
    low: yAt(history.ttftLowMs[index]),
    high: yAt(history.ttftHighMs[index]),
  }));
  const p95 = daily.ttftP95Ms.map((value, index) => ({
    x: x.at(daily.startsAtMs + (index + 0.5) * daily.bucketMs),
    y: yAt(value),
  }));
  return drawing(
    ROOM,
    label,
    html`${shades.map((shade) => shaded(shade, x))} ${yGrid(ROOM, y, tickText, 'TTFT, ms')}
      ${xAxis(ROOM, x, x.labelOf)} ${ticks.map((tick) => ticked(tick, x))}
      <path class="interval" d=${bandPath(band)} />
      <path class="p95" d=${linePath(p95)} />
      <path class="p50" d=${linePath(median)} />
      ${[median, p95].map(lonePath).map((d, index) => d !== '' && html`<path class=${index === 0 ? 'dots' : 'dots soft'} d=${d} />`)}
      ${endLabels(lastOf(median), lastOf(p95))}`,
  );
}

function shaded({ name, fromMs, toMs }: Shade, x: TimeAxis): Html {
  if (toMs < x.startMs || fromMs > x.endMs) return null;
  const from = x.at(fromMs);
  const width = Math.max(x.at(toMs) - from, LEAST_SHADE_PX);
  const { top, bottom } = EDGES;
  return html`<g class="shade"
    ><rect x=${from} y=${top} width=${width.toFixed(1)} height=${bottom - top} /><path
      d=${`M${from} ${top}h${width.toFixed(1)}`}
    /><text x=${(from + width / 2).toFixed(1)} y=${top - 5} text-anchor="middle">${name}</text></g
  >`;
}

function ticked({ name, atMs }: Tick, x: TimeAxis): Html {
  if (atMs < x.startMs || atMs > x.endMs) return null;
  const at = x.at(atMs);
  return html`<g class="change"
    ><path d=${`M${at} ${EDGES.top}V${EDGES.bottom}`} /><text x=${at + 3} y=${EDGES.bottom - 4}>${name}</text></g
  >`;
}

function lastOf(points: readonly { readonly y: number | null }[]): number | null {
  return points.findLast(({ y }) => y !== null)?.y ?? null;
}

// The names stand at the lines' ends, and give way to each other.
function endLabels(p50: number | null, p95: number | null): Html {
  const x = EDGES.right + 4;
  const low = p50 === null ? null : p50 + 3.5;
  const wanted = p95 === null ? null : p95 + 3.5;
  const high = low === null || wanted === null ? wanted : Math.min(wanted, low - 11);
  return html`${low !== null && html`<text class="name p50" x=${x} y=${low.toFixed(1)}>p50</text>`}
    ${high !== null && html`<text class="name p95" x=${x} y=${high.toFixed(1)}>p95</text>`}`;
}
