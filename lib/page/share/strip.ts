// Every round of a target as a stroke, all rows on one log scale: with a dozen values they can simply all be shown.
import { figureText, plural } from '../../domain/figure-text.ts';
import { dash, element, svgElement } from '../element.ts';
import type { Standing } from './standings.ts';

const WIDTH_PX = 180;
const HEIGHT_PX = 22;
const PAD_PX = 4;
/** More strokes than this would be one bar. */
const MOST_STROKES = 400;

export interface StripScale {
  readonly leastMs: number;
  readonly mostMs: number;
}

/** `null` where nobody has a value. */
export function stripScale(standings: readonly Standing[]): StripScale | null {
  const [leastMs, mostMs] = extremes(standings.flatMap(({ ttftMs }) => ttftMs));
  return Number.isFinite(leastMs) ? { leastMs: Math.max(leastMs, 0.1), mostMs: Math.max(mostMs, 0.1) } : null;
}

export function stripCell({ ttftMs, figures }: Standing, scale: StripScale | null): HTMLElement {
  if (scale === null || ttftMs.length === 0) return element('td', { class: 'draw' }, dash('never measured'));
  const [least, most] = extremes(ttftMs);
  const label = `TTFT from ${figureText(least)} to ${figureText(most)} ms in ${plural(ttftMs.length, 'round')}`;
  const strokes = thinned(ttftMs).map((value) => stroke('stroke', placeOf(value, scale), 5));
  const { p50 } = figures.metrics.ttftMs;
  const median = p50 === null ? [] : [stroke('median', placeOf(p50, scale), 1)];
  const box = { width: String(WIDTH_PX), height: String(HEIGHT_PX), viewBox: `0 0 ${WIDTH_PX} ${HEIGHT_PX}` };
  return element(
    'td',
    { class: 'draw' },
    svgElement('svg', { class: 'strip', role: 'img', 'aria-label': label, ...box }, ...strokes, ...median),
  );
}

function stroke(name: string, x: number, insetPx: number): SVGLineElement {
  const at = x.toFixed(1);
  return svgElement('line', { class: name, x1: at, x2: at, y1: String(insetPx), y2: String(HEIGHT_PX - insetPx) });
}

function placeOf(valueMs: number, { leastMs, mostMs }: StripScale): number {
  const share = mostMs <= leastMs ? 0.5 : Math.log(Math.max(valueMs, leastMs) / leastMs) / Math.log(mostMs / leastMs);
  return PAD_PX + Math.min(share, 1) * (WIDTH_PX - 2 * PAD_PX);
}

function thinned(values: readonly number[]): readonly number[] {
  const step = Math.ceil(values.length / MOST_STROKES);
  return values.toSorted((a, b) => a - b).filter((_, index) => index % step === 0 || index === values.length - 1);
}

// Not by Math.min(...values), which fails on a hundred thousand of them.
function extremes(values: readonly number[]): readonly [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}
