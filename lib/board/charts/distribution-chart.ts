// The distribution function of TTFT, region by region on one axis: how large a share came within how many ms. Where probes
// timed out a line ends below 1 and goes on as a plateau: these never came.
import type { Distribution } from '../detail/series-detail.ts';
import { type Html, html } from '../html/html.ts';
import { type LogAxis, logAxis } from './axis.ts';
import { linePath, type Point } from './curve.ts';
import { drawing, edgesOf, type Room, xAxis, yGrid } from './frame.ts';
import { regionMark } from './region-mark.ts';
import { tickText } from './tick-text.ts';

const ROOM: Room = { widthPx: 440, heightPx: 260, leftPx: 40, rightPx: 10, topPx: 26, bottomPx: 34 };
const EDGES = edgesOf(ROOM);
// The slowest of hundreds would press all others together; lines go on beyond the edges.
const DRAWN = { from: 0.01, to: 0.99 };
const MOST_NAMED = 4;
const NAME_LENGTH = 20;
const LETTER_PX = 7;

export interface RegionDistribution {
  readonly region: string;
  /** Its place in the config, which gives colour and dash. */
  readonly place: number;
  readonly distribution: Distribution;
}

/** @param regions those with values */
export function distributionChart(regions: readonly RegionDistribution[], label: string): Html {
  const drawn = regions.filter(({ distribution }) => distribution.ttftMs.length > 1);
  const x = logAxis(drawn.flatMap(middleOf), [EDGES.left, EDGES.right], 42);
  const y = { at: yAt, ticks: [0, 0.25, 0.5, 0.75, 1] };
  const middle = (EDGES.left + EDGES.right) / 2;
  return drawing(
    ROOM,
    label,
    html`${yGrid(ROOM, y, (share) => `${share * 100}`, '% of answers within')} ${xAxis(ROOM, x, tickText)}
      <text x=${middle} y=${ROOM.heightPx - 4} text-anchor="middle">TTFT, ms, log scale</text>
      ${drawn.map(
        ({ place, distribution }) => html`<path class=${`curve ${regionMark(place)}`} d=${curve(distribution, x)} />`,
      )}
      ${drawn.length <= MOST_NAMED && names(drawn, x)}`,
  );
}

function yAt(share: number): number {
  return EDGES.bottom - share * (EDGES.bottom - EDGES.top);
}

function middleOf({ distribution: { ttftMs } }: RegionDistribution): readonly number[] {
  const steps = ttftMs.length - 1;
  return ttftMs.filter(
    (ms, index) => ms !== null && index / steps >= DRAWN.from && index / steps <= DRAWN.to,
  ) as number[];
}

interface Step {
  readonly ms: number;
  readonly share: number;
}

function curve({ n, timedOut, ttftMs }: Distribution, x: LogAxis): string {
  const steps = ttftMs.length - 1;
  const reached = ttftMs.flatMap((ms, index) => (ms === null ? [] : [{ ms, share: index / steps }]));
  const points = cut(reached, x).map(({ ms, share }): Point => ({ x: x.at(ms), y: yAt(share) }));
  const last = reached.at(-1);
  const isCut = reached.length < ttftMs.length && last !== undefined && last.ms < x.high;
  if (!isCut) return linePath(points);
  // Steps of probability are coarser than the share that came: the plateau lies where that is.
  const level = yAt(1 - timedOut / n);
  return linePath([...points, { x: x.at(last.ms), y: level }, { x: EDGES.right, y: level }]);
}

/** The part between the ends of the axis, cut where the line crosses them. */
function cut(steps: readonly Step[], { low, high }: LogAxis): readonly Step[] {
  return steps.flatMap((step, index) => {
    const before = steps[index - 1];
    if (before === undefined) return step.ms >= low && step.ms <= high ? [step] : [];
    const entry = before.ms < low && step.ms >= low ? [crossing(before, step, low)] : [];
    const exit = before.ms <= high && step.ms > high ? [crossing(before, step, high)] : [];
    return [...entry, ...(step.ms >= low && step.ms <= high ? [step] : []), ...exit];
  });
}

// Straight on the drawing, which is logarithmic.
function crossing(a: Step, b: Step, ms: number): Step {
  const part = Math.log(ms / a.ms) / Math.log(b.ms / a.ms);
  return { ms, share: a.share + part * (b.share - a.share) };
}

// Above the first line and below the last one there is room: the fastest is named to the left, the slowest to the right.
function names(regions: readonly RegionDistribution[], x: LogAxis): Html {
  const ordered = regions
    .map((one) => ({ ...one, medianMs: valueAt(one.distribution, 0.5) }))
    .sort((a, b) => a.medianMs - b.medianMs);
  const last = ordered.length - 1;
  return ordered.map((one, index) => {
    const isFirst = index === 0 && last > 0;
    const share = isFirst ? 0.82 : last === 0 ? 0.5 : 0.6 - (0.44 * index) / last;
    return name(one, share, isFirst ? 'left' : 'right', x);
  });
}

function name(
  { region, place, distribution }: RegionDistribution,
  share: number,
  side: 'left' | 'right',
  { at: xAt }: LogAxis,
): Html {
  const at = xAt(valueAt(distribution, share));
  const text = region.length > NAME_LENGTH ? `${region.slice(0, NAME_LENGTH - 1)}…` : region;
  const widthPx = text.length * LETTER_PX + 10;
  const isLeft = side === 'left' ? at - widthPx > EDGES.left : at + widthPx > EDGES.right;
  return html`<text
    class=${`halo ${regionMark(place)}`}
    x=${(isLeft ? at - 8 : at + 8).toFixed(1)}
    y=${(yAt(share) + 4).toFixed(1)}
    text-anchor=${isLeft ? 'end' : 'start'}
  >
    ${text}
  </text>`;
}

/** The value at a share, or the last one before the time-outs. */
function valueAt({ ttftMs }: Distribution, share: number): number {
  return ttftMs[Math.round(share * (ttftMs.length - 1))] ?? ttftMs.findLast((ms) => ms !== null) ?? 0;
}
