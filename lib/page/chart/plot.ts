// The drawing itself, by uPlot: for each region the median within its interval.
import uPlot from 'uplot';
import { countText, figureText } from '../../domain/figure-text.ts';
import { roundTicks } from './round-ticks.ts';
import type { ChartData } from './series-data.ts';

const HEIGHT_PX = 320;
const SERIES_A_REGION = 3;
const MARGIN = 1.06;

/** How a region is drawn, as the style sheet says. */
export interface LineStyle {
  readonly colour: string;
  readonly dash: readonly number[];
}

/** The colours of everything else, for the scheme that is on. */
export interface Ground {
  readonly ink: string;
  readonly grid: string;
  readonly font: string;
}

export interface PlotOptions {
  readonly place: HTMLElement;
  readonly data: ChartData;
  readonly styleOf: (region: string) => LineStyle;
  readonly isShown: (region: string) => boolean;
  readonly isLog: boolean;
  readonly ground: Ground;
  /** The row of times under the cursor; `null` = none. */
  readonly onCursor: (at: number | null) => void;
}

export function createPlot(options: PlotOptions): uPlot {
  const { place, data, isLog, ground, onCursor } = options;
  const columns = data.lines.flatMap(({ lowMs, highMs, p50Ms }) => [lowMs, highMs, p50Ms]);
  const axis = { stroke: ground.ink, font: ground.font, grid: { stroke: ground.grid, width: 1 } };
  return new uPlot(
    {
      width: Math.max(place.clientWidth, 200),
      height: HEIGHT_PX,
      legend: { show: false },
      cursor: { y: false, points: { show: true, size: 6 }, drag: { x: true, y: false, setScale: true } },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), 'Etc/UTC'),
      scales: {
        x: { time: true },
        y: { distr: isLog ? 3 : 1, log: 10, range: (_, low, high) => yRange(low, high, isLog) },
      },
      axes: [
        {
          ...axis,
          ticks: { stroke: ground.grid, width: 1 },
          space: 64,
          values: (_, splits) => splits.map(timeText),
        },
        {
          ...axis,
          size: 62,
          label: 'TTFT p50, ms',
          labelFont: ground.font,
          labelSize: 20,
          ticks: { show: false },
          splits: (_, __, low, high) => [...roundTicks(low, high, isLog)],
          filter: (_, splits) => splits,
          values: (_, splits) =>
            splits.map((value) => (value === 0 || value >= 1 ? countText(value) : figureText(value))),
        },
      ],
      series: [{}, ...data.lines.flatMap(({ region }) => lineSeries(region, options))],
      bands: data.lines.map(({ region }, index) => ({
        series: [index * SERIES_A_REGION + 2, index * SERIES_A_REGION + 1],
        fill: faded(options.styleOf(region).colour),
      })),
      hooks: { setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)] },
    },
    [data.timesS, ...columns] as uPlot.AlignedData,
    place,
  );
}

function lineSeries(region: string, { styleOf, isShown }: PlotOptions): uPlot.Series[] {
  const { colour, dash } = styleOf(region);
  const show = isShown(region);
  const edge: uPlot.Series = { show, width: 0, points: { show: false } };
  return [edge, { ...edge }, { show, label: region, stroke: colour, width: 2, dash: [...dash], points: { size: 4 } }];
}

/** Shows or hides a region with its interval. */
export function showRegion(plot: uPlot, place: number, show: boolean): void {
  plot.batch(() => {
    for (let offset = 1; offset <= SERIES_A_REGION; offset++) {
      plot.setSeries(place * SERIES_A_REGION + offset, { show });
    }
  });
}

/** Puts the cursor on a row of times, as a pointer would. */
export function moveCursor(plot: uPlot, timeS: number): void {
  plot.setCursor({ left: plot.valToPos(timeS, 'x'), top: 0 });
}

const DAY_S = 86_400;
const DAY = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** `Nov 16` at midnight UTC, else `06:00`. */
function timeText(seconds: number): string {
  const at = new Date(seconds * 1_000);
  return seconds % DAY_S === 0 ? DAY.format(at) : at.toISOString().slice(11, 16);
}

// Without a value uPlot gives null for both.
function yRange(low: number | null, high: number | null, isLog: boolean): uPlot.Range.MinMax {
  if (low === null || high === null) return [100, 1_000];
  return isLog ? [low / MARGIN, high * MARGIN] : [0, high * MARGIN];
}

/** `rgb(47, 111, 126)` as a wash of it. */
function faded(colour: string): string {
  return colour.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.18)');
}
