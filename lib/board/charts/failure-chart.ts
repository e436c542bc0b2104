// Failures day by day: the share of a day's attempts, stacked by class.
import { type Html, html } from '../html/html.ts';
import { linearAxis } from './axis.ts';
import { fillDefinitions, fillOf } from './fills.ts';
import { drawing, edgesOf, type Room, xAxis, yGrid } from './frame.ts';
import { tickText } from './tick-text.ts';
import { timeAxis } from './time-axis.ts';

const ROOM: Room = { widthPx: 400, heightPx: 190, leftPx: 40, rightPx: 6, topPx: 26, bottomPx: 20 };
const EDGES = edgesOf(ROOM);
const DAY_MS = 86_400_000;
const GAP_PX = 1.5;

export interface FailureDay {
  readonly startsAtMs: number;
  /** Attempts; 0 is a day without data. */
  readonly n: number;
  /** In the order of the fills. */
  readonly counts: readonly number[];
}

export interface FailureChart {
  /** Ascending. */
  readonly days: readonly FailureDay[];
  /** How many fills are used. */
  readonly fills: number;
  readonly prefix: string;
  readonly label: string;
}

export function failureChart({ days, fills, prefix, label }: FailureChart): Html {
  const startMs = days[0]?.startsAtMs ?? 0;
  const endMs = (days.at(-1)?.startsAtMs ?? startMs) + DAY_MS;
  const x = timeAxis(startMs, endMs, [EDGES.left, EDGES.right]);
  const shares = days.map(({ n, counts }) => (n === 0 ? 0 : (100 * counts.reduce((a, b) => a + b, 0)) / n));
  const y = linearAxis(Math.max(...shares, 0), [EDGES.bottom, EDGES.top], 4);
  const stacks = days.map(stackOf);
  const bar = (index: number) => ({
    from: x.at(days[index]!.startsAtMs) + GAP_PX / 2,
    width: x.at(days[index]!.startsAtMs + DAY_MS) - x.at(days[index]!.startsAtMs) - GAP_PX,
  });
  // One path a fill, not a rectangle a day: less to render and to send.
  const layers = Array.from({ length: fills }, (_, fill) =>
    stacks.map((stack, index) => boxPath(bar(index), y.at(stack[fill] ?? 0), y.at(stack[fill + 1] ?? 0))).join(''),
  );
  const silent = days.map(({ n }, index) => (n > 0 ? '' : boxPath(bar(index), EDGES.bottom, EDGES.top))).join('');
  return drawing(
    ROOM,
    label,
    html`${fillDefinitions(prefix, fills)} ${silent !== '' && html`<path class="no-data" d=${silent} />`}
      ${yGrid(ROOM, y, tickText, '% of attempts')}
      ${layers.map((d, fill) => d !== '' && html`<path d=${d} fill=${fillOf(prefix, fill)} />`)}
      ${xAxis(ROOM, x, x.labelOf)}`,
  );
}

/** Where each class begins and the next one ends, in % of attempts. */
function stackOf({ n, counts }: FailureDay): readonly number[] {
  const edges = [0];
  for (const count of counts) edges.push((edges.at(-1) ?? 0) + (n === 0 ? 0 : (100 * count) / n));
  return edges;
}

function boxPath({ from, width }: { from: number; width: number }, bottom: number, top: number): string {
  if (bottom <= top) return '';
  return `M${from.toFixed(1)} ${bottom}h${width.toFixed(1)}V${top}h${(-width).toFixed(1)}z`;
}
