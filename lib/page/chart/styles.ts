// Colours and dashes for the canvas, taken from the style sheet as it stands for the scheme that is on.
import type { Ground, LineStyle } from './plot.ts';

/** How a piece of line looks that the style sheet draws. */
export function lineStyleOf(sample: SVGPathElement | undefined): LineStyle {
  if (sample === undefined) return { colour: 'currentcolor', dash: [] };
  const { stroke, strokeDasharray } = getComputedStyle(sample);
  const dash = strokeDasharray === 'none' ? [] : strokeDasharray.split(/[ ,]+/).map(Number.parseFloat);
  return { colour: stroke, dash };
}

export function groundOf(place: HTMLElement): Ground {
  const style = getComputedStyle(place);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return { ink: token('--ink-soft'), grid: token('--grid'), font: `12px ${style.fontFamily}` };
}
