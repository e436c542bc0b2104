// How the first target stood to each other one over time, drawn as wide as there is room.
import { timesText } from '../../stats/head-to-head-words.ts';
import type { RatioOverTime } from '../../stats/ratio-over-time.ts';
import { type Child, svgElement } from '../element.ts';
import { clockText, dayText, type RatioScale, ratioScale, timeTicks } from './ratio-scale.ts';

const HEIGHT_PX = 240;
const MARGIN_PX = { top: 10, right: 12, bottom: 24, left: 52 };
const NARROW_PX = 560;
const TIE_MARGIN = 1.03;
/** The half width of a mark. */
const MARK_PX = 3.5;

/** The drawing; what it says in words is in `label`. @param widthPx of the place it gets */
export function ratioChart(lines: readonly RatioOverTime[], label: string, widthPx: number): SVGSVGElement {
  const room = {
    width: widthPx - MARGIN_PX.left - MARGIN_PX.right,
    height: HEIGHT_PX - MARGIN_PX.top - MARGIN_PX.bottom,
  };
  const scale = ratioScale(
    lines.flatMap(({ timesAsFast }) => timesAsFast.filter((ratio) => ratio !== null)),
    room.height,
  );
  return svgElement(
    'svg',
    {
      class: 'ratio-chart',
      role: 'img',
      'aria-label': label,
      width: widthPx,
      height: HEIGHT_PX,
      viewBox: `0 0 ${widthPx} ${HEIGHT_PX}`,
    },
    svgElement(
      'g',
      { transform: `translate(${MARGIN_PX.left} ${MARGIN_PX.top})` },
      ...ground(scale, room.width),
      ...timeAxis(lines[0], room, widthPx < NARROW_PX),
      ...lines.flatMap((line, place) => lineOf(line, place, scale, room.width)),
    ),
  );
}

function ground(scale: RatioScale, width: number): Child[] {
  const top = scale.at(TIE_MARGIN);
  const margin = { class: 'tie-margin', x: 0, width, y: round(top), height: round(scale.at(1 / TIE_MARGIN) - top) };
  return [
    svgElement('rect', margin),
    ...scale.ticks.flatMap((tick) => {
      const y = round(scale.at(tick));
      return [
        svgElement('path', { class: 'grid', d: `M0 ${y}h${width}` }),
        svgElement('text', { x: -8, y: y + 4, 'text-anchor': 'end' }, `${timesText(tick)}×`),
      ];
    }),
    svgElement('path', { class: 'equal', d: `M0 ${round(scale.at(1))}h${width}` }),
  ];
}

function timeAxis(
  line: RatioOverTime | undefined,
  room: { readonly width: number; readonly height: number },
  isNarrow: boolean,
): Child[] {
  if (line === undefined) return [];
  const [from, to] = [line.startsAtMs, endOf(line)];
  return timeTicks(from, to, isNarrow).flatMap(({ atMs, label }) => {
    const x = round(((atMs - from) / (to - from)) * room.width);
    const isInside = x > 20 && x < room.width - 20;
    return [
      svgElement('path', { class: 'grid', d: `M${x} 0v${room.height}` }),
      isInside ? svgElement('text', { x, y: room.height + 18, 'text-anchor': 'middle' }, label) : null,
    ];
  });
}

// A gap in the data is a gap in the line; the marks differ in shape and the lines in their dashes.
function lineOf(line: RatioOverTime, place: number, scale: RatioScale, width: number): Child[] {
  const step = width / line.timesAsFast.length;
  const points = line.timesAsFast.map((ratio, index) => {
    return ratio === null ? null : { x: round((index + 0.5) * step), y: round(scale.at(ratio)), ratio, index };
  });
  let path = '';
  points.forEach((point, index) => {
    if (point !== null) path += `${points[index - 1] == null ? 'M' : 'L'}${point.x} ${point.y}`;
  });
  const marks = points.flatMap((point) => {
    if (point === null) return [];
    const title = `${stretchText(line, point.index)}: ${timesText(point.ratio)}×, n ${line.n[point.index]}`;
    return [
      svgElement('path', { class: 'ratio-mark', d: mark(place, point.x, point.y) }, svgElement('title', {}, title)),
    ];
  });
  return [
    svgElement(
      'g',
      { class: `ratio-line-${place + 1}` },
      svgElement('path', { class: 'ratio-line', d: path }),
      ...marks,
    ),
  ];
}

function mark(place: number, x: number, y: number): string {
  const r = MARK_PX;
  if (place === 0) return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  if (place === 1) return `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`;
  return `M${x} ${y - 1.4 * r}l${1.3 * r} ${2.4 * r}h${-2.6 * r}z`;
}

/** A sample of a line for the legend. */
export function lineSample(place: number): SVGSVGElement {
  return svgElement(
    'svg',
    { class: 'line-sample', width: 36, height: 14, viewBox: '0 0 36 14', 'aria-hidden': 'true' },
    svgElement(
      'g',
      { class: `ratio-line-${place + 1}` },
      svgElement('path', { class: 'ratio-line', d: 'M0 7h36' }),
      svgElement('path', { class: 'ratio-mark', d: mark(place, 18, 7) }),
    ),
  );
}

/** `Nov 22 06:00 to 12:00`, UTC. */
export function stretchText({ startsAtMs, bucketMs }: RatioOverTime, index: number): string {
  const from = startsAtMs + index * bucketMs;
  return `${dayText(from)} ${clockText(from)} to ${clockText(from + bucketMs)}`;
}

function endOf({ startsAtMs, bucketMs, n }: RatioOverTime): number {
  return startsAtMs + bucketMs * n.length;
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
