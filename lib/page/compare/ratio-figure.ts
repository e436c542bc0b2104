// The chart of ratios with its legend, its finding in words, and its figures as a table.
import { roundsText, timesText } from '../../stats/head-to-head-words.ts';
import type { RatioOverTime } from '../../stats/ratio-over-time.ts';
import { element, nameElement } from '../element.ts';
import { lineSample, ratioChart, stretchText } from './ratio-chart.ts';

const HOUR_MS = 3_600_000;
const LEAST_WIDTH_PX = 260;
const MOST_WIDTH_PX = 1_100;

const LEAST_POINTS = 2;

/** @param names of all that are compared, the first first; @param lines of the first against each other */
export function ratioFigure(names: readonly string[], lines: readonly RatioOverTime[]): HTMLElement {
  const [first = '', ...others] = names;
  const hours = (lines[0]?.bucketMs ?? HOUR_MS) / HOUR_MS;
  const each = hours === 1 ? 'hour' : `${hours} hours`;
  const points = lines.flatMap(({ timesAsFast }) => timesAsFast.filter((ratio) => ratio !== null)).length;
  if (points < LEAST_POINTS)
    return element('p', { class: 'note' }, 'Too few rounds yet to draw how it went over time.');
  const place = element('div', { class: 'ratio-place' });
  const label = others.map((other, index) => findingOf(first, other, lines[index])).join(' ');
  drawIn(place, lines, label);
  return element(
    'figure',
    { class: 'ratio-figure' },
    element(
      'figcaption',
      {},
      'How many times as fast ',
      nameElement(first),
      ` was, every ${each} (UTC): the median over the paired rounds, on a log scale. Above 1× it was the faster one; within the band lies the tie margin of 3 %. The n of each point is in its figures below.`,
    ),
    element(
      'ul',
      { class: 'legend' },
      ...others.map((other, index) => element('li', {}, lineSample(index), ' as ', nameElement(other))),
    ),
    place,
    element('details', {}, element('summary', {}, 'The figures of the chart'), figuresTable(first, others, lines)),
  );
}

function findingOf(first: string, other: string, line: RatioOverTime | undefined): string {
  const known = (line?.timesAsFast ?? []).filter((ratio) => ratio !== null);
  if (known.length === 0) return `${first} against ${other}: too few common rounds in every stretch.`;
  const above = known.filter((ratio) => ratio > 1).length;
  const range = `${timesText(Math.min(...known))} to ${timesText(Math.max(...known))} times as fast`;
  return `${first} was ${range} as ${other}, and the faster one in ${above} of ${known.length} stretches.`;
}

// Drawn again for each width, because text that is scaled down cannot be read.
function drawIn(place: HTMLElement, lines: readonly RatioOverTime[], label: string): void {
  let drawnPx = 0;
  new ResizeObserver(() => {
    const widthPx = Math.max(LEAST_WIDTH_PX, Math.min(MOST_WIDTH_PX, Math.floor(place.clientWidth)));
    if (widthPx === drawnPx) return;
    drawnPx = widthPx;
    place.replaceChildren(ratioChart(lines, label, widthPx));
  }).observe(place);
}

function figuresTable(first: string, others: readonly string[], lines: readonly RatioOverTime[]): HTMLElement {
  const stretches = lines[0];
  const rows = (stretches?.n ?? []).map((_, index) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, stretches === undefined ? '' : stretchText(stretches, index)),
      ...lines.map((line) => ratioCell(line, index)),
    ),
  );
  const caption = element('caption', {}, nameElement(first), ': how many times as fast, with n, by stretch of time');
  const heads = others.map((other) => element('th', { scope: 'col' }, 'as ', nameElement(other)));
  return element(
    'div',
    { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': 'The figures of the chart' },
    element(
      'table',
      {},
      caption,
      element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'UTC'), ...heads)),
      element('tbody', {}, ...rows),
    ),
  );
}

function ratioCell({ timesAsFast, n }: RatioOverTime, index: number): HTMLElement {
  const ratio = timesAsFast[index] ?? null;
  const count = n[index] ?? 0;
  const figure =
    ratio === null
      ? element(
          'span',
          { class: 'na', title: `only ${roundsText(count)}` },
          '–',
          element('span', { class: 'vh' }, ' too few paired rounds'),
        )
      : `${timesText(ratio)}×`;
  return element('td', {}, figure, element('small', {}, `n ${count}`));
}
