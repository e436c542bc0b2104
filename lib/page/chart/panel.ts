// The open chart: drawing, choices, the figures under the cursor in words. Pointer and keyboard do the same.
import type uPlot from 'uplot';
import { element } from '../element.ts';
import { checkbox, group, type RegionChoice, type RegionMark, regionChoice, spanButtons } from './controls.ts';
import { nextAt } from './keys.ts';
import { createPlot, moveCursor, showRegion } from './plot.ts';
import { readoutAt } from './readout.ts';
import type { ChartData } from './series-data.ts';
import { groundOf, lineStyleOf } from './styles.ts';

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
  const stage = stageOf(data, marks);
  panel.replaceChildren(
    group('Regions', ...stage.choices.map(({ label }) => label)),
    group('Time and scale', ...stage.spans.map(({ button }) => button), stage.scale.label),
    ...(note === null ? [] : [element('p', { class: 'soft' }, note)]),
    stage.canvas,
    stage.readout,
    stage.spoken,
  );
  const chart = chartOn(stage, data);
  listenToChoices(stage, chart);
  listenToSpans(stage, chart, data);
  listenToKeys(stage, chart, data);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', chart.redraw);
  new ResizeObserver(chart.fit).observe(stage.canvas);
  return stage.canvas;
}

type Stage = ReturnType<typeof stageOf>;

function stageOf(data: ChartData, marks: readonly RegionMark[]) {
  const markOf = (region: string): RegionMark =>
    marks.find((one) => one.region === region) ?? { region, mark: 'k1 d1' };
  return {
    choices: data.lines.map(({ region }) => regionChoice(markOf(region))),
    spans: spanButtons(SPANS),
    scale: checkbox('Log scale'),
    canvas: element('div', { class: 'canvas', tabindex: 0, role: 'group', 'aria-label': `History of TTFT. ${HINT}` }),
    readout: element('p', { class: 'readout' }, HINT),
    // Heard only after something the reader did by key or choice: a pointer that passes would never let it be quiet.
    spoken: element('p', { class: 'vh', 'aria-live': 'polite' }),
  };
}

type LiveChart = ReturnType<typeof chartOn>;

function chartOn({ choices, scale, canvas, readout }: Stage, data: ChartData) {
  const choiceOf = (region: string): RegionChoice | undefined => choices.find((one) => one.region === region);
  const isShown = (region: string): boolean => choiceOf(region)?.box.checked ?? false;
  let cursorAt: number | null = null;
  const lines = (): readonly string[] => (cursorAt === null ? [HINT] : readoutAt(data, cursorAt, isShown));
  const tell = (at: number | null): void => {
    cursorAt = at;
    readout.replaceChildren(...lines().map((line) => element('bdi', {}, line)));
  };
  const styleOf = (region: string) => lineStyleOf(choiceOf(region)?.sample);
  const draw = (): uPlot => {
    const isLog = scale.box.checked;
    return createPlot({ place: canvas, data, isShown, isLog, styleOf, ground: groundOf(canvas), onCursor: tell });
  };
  let plot = draw();
  return {
    tell,
    lines,
    plot: () => plot,
    cursorAt: () => cursorAt,
    /** In the colours and on the scale that are chosen now, of the same stretch of time. */
    redraw: (): void => {
      const { min, max } = plot.scales.x ?? {};
      plot.destroy();
      plot = draw();
      if (min != null && max != null) plot.setScale('x', { min, max });
    },
    fit: (): void => plot.setSize({ width: Math.max(canvas.clientWidth, 200), height: plot.height }),
  };
}

function listenToChoices({ choices, scale, spoken }: Stage, chart: LiveChart): void {
  choices.forEach(({ region, box }, place) => {
    box.addEventListener('change', () => {
      showRegion(chart.plot(), place, box.checked);
      chart.tell(chart.cursorAt());
      spoken.textContent = `${region} ${box.checked ? 'shown' : 'hidden'}`;
    });
  });
  scale.box.addEventListener('change', () => {
    chart.redraw();
    spoken.textContent = scale.box.checked ? 'Log scale' : 'Linear scale from 0';
  });
}

function listenToSpans({ spans, spoken }: Stage, chart: LiveChart, { timesS }: ChartData): void {
  const last = timesS.at(-1) ?? 0;
  for (const { days, button } of spans) {
    button.addEventListener('click', () => {
      for (const one of spans) one.button.setAttribute('aria-pressed', String(one.button === button));
      chart.plot().setScale('x', { min: Math.max(last - days * DAY_S, timesS[0] ?? 0), max: last });
      spoken.textContent = `The last ${button.textContent}`;
    });
  }
}

function listenToKeys({ canvas, spoken }: Stage, chart: LiveChart, data: ChartData): void {
  canvas.addEventListener('keydown', (event) => {
    const at = nextAt(event.key, chart.cursorAt(), data);
    if (at === null) return;
    event.preventDefault();
    const timeS = data.timesS[at] ?? 0;
    const plot = chart.plot();
    keepInSight(plot, timeS);
    // a new stretch is taken up after this task
    queueMicrotask(() => moveCursor(plot, timeS));
    chart.tell(at);
    spoken.textContent = chart.lines().join('. ');
  });
}

// A cursor that the keys lead out of the drawn stretch takes the stretch along.
function keepInSight(plot: uPlot, timeS: number): void {
  const { min, max } = plot.scales.x ?? {};
  if (min == null || max == null || (timeS >= min && timeS <= max)) return;
  const by = timeS < min ? timeS - min : timeS - max;
  plot.setScale('x', { min: min + by, max: max + by });
}
