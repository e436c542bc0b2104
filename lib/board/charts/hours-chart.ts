// TTFT by the hour of the day, UTC: a box from p25 to p75 with the median as a tick. Regions share the axis.
import type { HourOfDay } from '../detail/series-detail.ts';
import { type Html, html } from '../html/html.ts';
import { type Axis, logAxis } from './axis.ts';
import { drawing, edgesOf, type Room, xAxis, yGrid } from './frame.ts';
import { tickText } from './tick-text.ts';

const ROOM: Room = { widthPx: 360, heightPx: 160, leftPx: 40, rightPx: 8, topPx: 26, bottomPx: 20 };
const EDGES = edgesOf(ROOM);
const HOURS = 24;
const HOUR_PX = (EDGES.right - EDGES.left) / HOURS;
const BOX_PX = HOUR_PX * 0.62;
const TICK_PX = HOUR_PX * 0.86;
const LEAST_BOX_PX = 1.5;

/** The axis that all regions share. */
export function hoursAxis(regions: readonly (readonly HourOfDay[])[]): Axis {
  const values = regions.flat().flatMap(({ p25Ms, p50Ms, p75Ms }) => [p25Ms, p50Ms, p75Ms]);
  return logAxis(
    values.filter((value) => value !== null),
    [EDGES.bottom, EDGES.top],
    17,
  );
}

/** @param hours from 00:00 UTC on */
export function hoursChart(hours: readonly HourOfDay[], y: Axis, label: string): Html {
  const x = { at: (hour: number) => Math.round((EDGES.left + hour * HOUR_PX) * 10) / 10, ticks: [0, 6, 12, 18, 24] };
  return drawing(
    ROOM,
    label,
    html`${yGrid(ROOM, y, tickText, 'TTFT, ms')}
      ${xAxis(ROOM, x, (hour) => `${String(hour % HOURS).padStart(2, '0')}:00`)}
      <path class="box" d=${hours.map((hour, index) => boxPath(hour, index, y)).join('')} />
      <path class="mid" d=${hours.map((hour, index) => midPath(hour, index, y)).join('')} />`,
  );
}

function boxPath({ p25Ms, p75Ms }: HourOfDay, index: number, y: Axis): string {
  if (p25Ms === null || p75Ms === null) return '';
  const x = EDGES.left + (index + 0.5) * HOUR_PX - BOX_PX / 2;
  const height = Math.max(y.at(p25Ms) - y.at(p75Ms), LEAST_BOX_PX);
  return `M${x.toFixed(1)} ${y.at(p75Ms)}h${BOX_PX.toFixed(1)}v${height.toFixed(1)}h${(-BOX_PX).toFixed(1)}z`;
}

function midPath({ p50Ms }: HourOfDay, index: number, y: Axis): string {
  if (p50Ms === null) return '';
  const x = EDGES.left + (index + 0.5) * HOUR_PX - TICK_PX / 2;
  return `M${x.toFixed(1)} ${y.at(p50Ms)}h${TICK_PX.toFixed(1)}`;
}
