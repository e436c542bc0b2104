// The frame of a chart: grid, figures on the axes, unit. Its text is hidden from screen readers; the chart's label tells.
import { type Html, html } from '../html/html.ts';
import type { Axis } from './axis.ts';

export interface Room {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly leftPx: number;
  readonly rightPx: number;
  readonly topPx: number;
  readonly bottomPx: number;
}

/** The inner edges, from the left and from the top. */
export function edgesOf({ widthPx, heightPx, leftPx, rightPx, topPx, bottomPx }: Room) {
  return { left: leftPx, right: widthPx - rightPx, top: topPx, bottom: heightPx - bottomPx };
}

/** The svg itself. @param label the finding, in words */
export function drawing({ widthPx, heightPx }: Room, label: string, content: Html): Html {
  return html`<svg
    class="plot"
    viewBox=${`0 0 ${widthPx} ${heightPx}`}
    width=${widthPx}
    height=${heightPx}
    role="img"
    aria-label=${label}
  >
    ${content}
  </svg>`;
}

/** @param unit stands above the axis */
export function yGrid(room: Room, axis: Axis, textOf: (tick: number) => string, unit: string): Html {
  const { left, right, top } = edgesOf(room);
  return html`<path class="grid" d=${axis.ticks.map((tick) => `M${left} ${axis.at(tick)}H${right}`).join('')} />
    ${axis.ticks.map((tick) => html`<text class="y" x=${left - 5} y=${axis.at(tick) + 3.5}>${textOf(tick)}</text>`)}
    <text class="unit" x="0" y=${top - 12}>${unit}</text>`;
}

/** Ticks hang below the lower edge; the first and the last figure stay within the drawing. */
export function xAxis(room: Room, axis: Axis, textOf: (tick: number) => string): Html {
  const { left, right, bottom } = edgesOf(room);
  return html`<path
      class="base"
      d=${`M${left} ${bottom}H${right}${axis.ticks.map((tick) => `M${axis.at(tick)} ${bottom}v3`).join('')}`}
    />
    ${axis.ticks.map((tick) => {
      const x = axis.at(tick);
      const anchor = x - left < 12 ? 'start' : right - x < 16 ? 'end' : 'middle';
      return html`<text x=${x} y=${bottom + 14} text-anchor=${anchor}>${textOf(tick)}</text>`;
    })}`;
}
