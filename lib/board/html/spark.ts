// A row's trend: its median TTFT in equal parts of the window, on a scale of its own; a gap is no data.
import { figureText } from '../format.ts';
import { type Html, html } from './html.ts';

// 24 values are 3 apart.
const WIDTH = 75;
const HEIGHT = 26;
const PAD = 3;

/** @param values oldest first, `null` = no data; draws nothing where there is no value at all */
export function spark(values: readonly (number | null)[]): Html {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  const low = Math.min(...known);
  const high = Math.max(...known);
  const label = `trend of the median, from ${figureText(low)} to ${figureText(high)} ms`;
  return html`<svg
    class="spark"
    viewBox=${`0 0 ${WIDTH} ${HEIGHT}`}
    width=${WIDTH}
    height=${HEIGHT}
    role="img"
    aria-label=${label}
  >
    <path d=${sparkPath(values, low, high)} />
  </svg>`;
}

// In steps from point to point and in whole pixels: 50 of them are a good part of the page's weight.
function sparkPath(values: readonly (number | null)[], low: number, high: number): string {
  const step = values.length > 1 ? (WIDTH - 2 * PAD) / (values.length - 1) : 0;
  const span = high - low;
  const x = (index: number) => Math.round(PAD + index * step);
  const y = (value: number) =>
    Math.round(span === 0 ? HEIGHT / 2 : HEIGHT - PAD - ((value - low) / span) * (HEIGHT - 2 * PAD));
  let path = '';
  values.forEach((value, index) => {
    if (value === null) return;
    const before = values[index - 1] ?? null;
    if (before === null) {
      // A round line cap makes a dot of a value that stands alone.
      const isAlone = (values[index + 1] ?? null) === null;
      path += `M${x(index)} ${y(value)}${isAlone ? 'h0' : 'l'}`;
      return;
    }
    const isFirstStep = (values[index - 2] ?? null) === null;
    const dy = y(value) - y(before);
    path += `${isFirstStep ? '' : ' '}${x(index) - x(index - 1)}${dy < 0 ? dy : ` ${dy}`}`;
  });
  return path;
}
