// The open chart: drawing, choices, the figures under the cursor in words. Pointer and keyboard do the same.
import type uPlot from 'uplot';
import { element } from '../compare/element.ts';
import { checkbox, group, type RegionMark, regionChoice, spanButtons } from './controls.ts';
import { nextAt } from './keys.ts';
import { createPlot, type Ground, type LineStyle, moveCursor, showRegion } from './plot.ts';
import { readoutAt } from './readout.ts';
import type { ChartData } from './series-data.ts';

const DAY_S = 86_400;
const SPANS = [
  [1, '24 hours'],
  [7, '7 days'],
  [30, '30 days'],
] as const;
const HINT =
  'Point at the chart, or focus it and use the arrow keys: left and right by the hour, page up and down by the day.';

export interface PanelInput {
  readonly data: ChartData;
  readonly marks: readonly RegionMark[];
  /** What is to be said of the data, or `null`. */
  readonly note: string | null;
}

/** Fills the panel. @returns what takes the keys */
export function createPanel(panel: HTMLElement, { data, marks, note }: PanelInput): HTMLElement {
  const choices = data.lines.map(({ region }) =>
    regionChoice(marks.find((one) => one.region === region) ?? { region, mark: 'k1 d1' }),
  );
  const scale = checkbox('Log scale');
  const spans = spanButtons(SPANS);
  const canvas = element('div', {
    class: 'canvas',
    tabindex: 0,
    role: 'group',
    'aria-label': `History of TTFT. ${HINT}`,
  });
  const readout = element('p', { class: 'readout' }, HINT);
  // Heard only after something the reader did by key or choice: a pointer that passes would never let it be quiet.
  const spoken = element('p', { class: 'vh', 'aria-live': 'polite' });
  panel.replaceChildren(
    group('Regions', ...choices.map(({ label }) => label)),
    group('Time and scale', ...spans.map(({ button }) => button), scale.label),
    ...(note === null ? [] : [element('p', { class: 'soft' }, note)]),
    canvas,
    readout,
    spoken,
  );

  const isShown = (region: string): boolean => choices.find((one) => one.region === region)?.box.checked ?? false;
  let cursorAt: number | null = null;
  const tell = (at: number | null): void => {
    cursorAt = at;
    const lines = at === null ? [HINT] : readoutAt(data, at, isShown);
    readout.replaceChildren(...lines.map((line) => element('bdi', {}, line)));
  };
  const draw = (): uPlot =>
    createPlot({
      ...{ place: canvas, data, isShown, onCursor: tell, ground: groundOf(canvas), isLog: scale.box.checked },
      styleOf: (region) => styleOf(choices.find((one) => one.region === region)?.sample),
    });
  let plot = draw();
  const redraw = (): void => {
    const { min, max } = plot.scales.x ?? {};
    plot.destroy();
    plot = draw();
    if (min != null && max != null) plot.setScale('x', { min, max });
  };

  choices.forEach(({ region, box }, place) => {
    box.addEventListener('change', () => {
      showRegion(plot, place, box.checked);
      tell(cursorAt);
      spoken.textContent = `${region} ${box.checked ? 'shown' : 'hidden'}`;
    });
  });
  scale.box.addEventListener('change', () => {
    redraw();
    spoken.textContent = scale.box.checked ? 'Log scale' : 'Linear scale from 0';
  });
  for (const { days, button } of spans) {
    button.addEventListener('click', () => {
      for (const one of spans) one.button.setAttribute('aria-pressed', String(one.button === button));
      showSpan(plot, data, days);
      spoken.textContent = `The last ${button.textContent}`;
    });
  }
  canvas.addEventListener('keydown', (event) => {
    const at = nextAt(event.key, cursorAt, data);
    if (at === null) return;
    event.preventDefault();
    keepInSight(plot, data, at);
    // a new stretch is taken up after this task
    queueMicrotask(() => moveCursor(plot, data.timesS[at] ?? 0));
    tell(at);
    spoken.textContent = readoutAt(data, at, isShown).join('. ');
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  new ResizeObserver(() => plot.setSize({ width: Math.max(canvas.clientWidth, 200), height: plot.height })).observe(
    canvas,
  );
  return canvas;
}

function styleOf(sample: SVGPathElement | undefined): LineStyle {
  if (sample === undefined) return { colour: 'currentcolor', dash: [] };
  const { stroke, strokeDasharray } = getComputedStyle(sample);
  return {
    colour: stroke,
    dash: strokeDasharray === 'none' ? [] : strokeDasharray.split(/[ ,]+/).map(Number.parseFloat),
  };
}

function groundOf(place: HTMLElement): Ground {
  const style = getComputedStyle(place);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return { ink: token('--ink-soft'), grid: token('--grid'), font: `12px ${style.fontFamily}` };
}

function showSpan(plot: uPlot, { timesS, bucketS }: ChartData, days: number): void {
  const last = timesS.at(-1) ?? 0;
  plot.setScale('x', { min: Math.max(last + bucketS - days * DAY_S, timesS[0] ?? 0), max: last });
}

// A cursor that the keys lead out of the drawn stretch takes the stretch along.
function keepInSight(plot: uPlot, { timesS }: ChartData, at: number): void {
  const { min, max } = plot.scales.x ?? {};
  const timeS = timesS[at] ?? 0;
  if (min == null || max == null || (timeS >= min && timeS <= max)) return;
  const by = timeS < min ? timeS - min : timeS - max;
  plot.setScale('x', { min: min + by, max: max + by });
}
