// The spread of a row: 5 % to 95 % as a line, the interval of the median as a band, the median as a tick.
import { figureText } from '../format.ts';
import type { ViewFigures } from '../schemas.ts';
import { type Html, html } from './html.ts';
import type { LogScale } from './log-scale.ts';

export const SPREAD_WIDTH = 140;
const HEIGHT = 26;
const MIDDLE = HEIGHT / 2;
const MIN_BAND_WIDTH = 3;

/** Everything a row's spread draws, for the range of the shared scale. */
export function spreadValues({ p5, p95, p50, p50Interval, latest }: ViewFigures): readonly number[] {
  const drawn = [p5, p95, p50, p50Interval?.low, p50Interval?.high, p50 === null ? latest : null];
  return drawn.filter((value) => typeof value === 'number');
}

/** One row's drawing; `null` where there is nothing to draw. */
export function spread(figures: ViewFigures, scale: LogScale): Html {
  if (spreadValues(figures).length === 0) return null;
  const { p5, p95, p50, p50Interval, latest } = figures;
  return html`<svg
    class="spread"
    viewBox=${`0 0 ${SPREAD_WIDTH} ${HEIGHT}`}
    width=${SPREAD_WIDTH}
    height=${HEIGHT}
    role="img"
    aria-label=${spreadLabel(figures)}
  >
    ${scale.ticks.map((tick) => html`<path class="grid" d=${`M${scale.at(tick)} 0v${HEIGHT}`} />`)}
    ${p5 !== null && p95 !== null && html`<path class="range" d=${`M${scale.at(p5)} ${MIDDLE}H${scale.at(p95)}`} />`}
    ${p50Interval !== null && band(scale.at(p50Interval.low), scale.at(p50Interval.high))}
    ${p50 !== null && html`<path class="median" d=${`M${scale.at(p50)} 4v${HEIGHT - 8}`} />`}
    ${p50 === null && latest !== null && html`<circle class="latest" cx=${scale.at(latest)} cy=${MIDDLE} r="3.5" />`}
  </svg>`;
}

function band(from: number, to: number): Html {
  const width = Math.max(to - from, MIN_BAND_WIDTH);
  const x = (from + to - width) / 2;
  return html`<rect class="band" x=${x.toFixed(1)} y=${MIDDLE - 5} width=${width.toFixed(1)} height="10" rx="2" />`;
}

function spreadLabel({ p5, p95, p50, latest }: ViewFigures): string {
  if (p5 !== null && p95 !== null) return `5 % to 95 %: ${figureText(p5)} to ${figureText(p95)} ms`;
  if (p50 !== null) return `median ${figureText(p50)} ms; too few values for 5 % and 95 %`;
  return latest === null ? '' : `only the latest value: ${figureText(latest)} ms`;
}

/** The scale's round values, for the column's head. */
export function axis(scale: LogScale): Html {
  return html`<svg
    class="axis"
    viewBox=${`0 0 ${SPREAD_WIDTH} 12`}
    width=${SPREAD_WIDTH}
    height="12"
    aria-hidden="true"
    focusable="false"
  >
    ${scale.ticks.map((tick) => {
      const x = scale.at(tick);
      const anchor = x < 14 ? 'start' : x > SPREAD_WIDTH - 14 ? 'end' : 'middle';
      return html`<text x=${x} y="10" text-anchor=${anchor}>${tick >= 1000 ? `${tick / 1000}k` : tick}</text>`;
    })}
  </svg>`;
}
