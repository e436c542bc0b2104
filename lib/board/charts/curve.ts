// Lines and bands as SVG path data. A point that is `null` is a gap.
import { area, line } from 'd3-shape';

export interface Point {
  readonly x: number;
  readonly y: number | null;
}

export interface Edge {
  readonly x: number;
  readonly low: number | null;
  readonly high: number | null;
}

const drawLine = line<Point>()
  .defined(({ y }) => y !== null)
  .x(({ x }) => x)
  .y(({ y }) => y ?? 0)
  .digits(1);

const drawBand = area<Edge>()
  .defined(({ low, high }) => low !== null && high !== null)
  .x(({ x }) => x)
  .y0(({ low }) => low ?? 0)
  .y1(({ high }) => high ?? 0)
  .digits(1);

/** Empty where there is no value at all. */
export function linePath(points: readonly Point[]): string {
  return drawLine(points) ?? '';
}

/** The values that stand alone between gaps, which a line hardly shows: to be drawn with a wide round cap. */
export function lonePath(points: readonly Point[]): string {
  return points
    .filter((point, index) => point.y !== null && isGap(points[index - 1]) && isGap(points[index + 1]))
    .map(({ x, y }) => `M${x},${(y ?? 0).toFixed(1)}h0`)
    .join('');
}

function isGap(point: Point | undefined): boolean {
  return point === undefined || point.y === null;
}

export function bandPath(edges: readonly Edge[]): string {
  return drawBand(edges) ?? '';
}
