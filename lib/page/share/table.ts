// The table of a race in one region.
import { figureText, plural } from '../../domain/figure-text.ts';
import { printable } from '../../domain/text.ts';
import { element } from '../element.ts';
import { countCell, failedCell, latestCell, medianCell, quantileCell, rankCell, targetCell } from './cells.ts';
import type { Standing } from './standings.ts';
import { type StripScale, stripCell, stripScale } from './strip.ts';

interface Column {
  readonly name: string;
  readonly label: string;
  readonly detail: string;
  readonly cell: (standing: Standing) => HTMLElement;
}

/** @param id unlike that of any other table of the page */
export function raceTable(standings: readonly Standing[], id: string, region: string, rounds: number): HTMLElement {
  const columns = columnsFor(standings);
  const caption = element('caption', { id }, captionOf(region, rounds));
  const heads = columns.map(({ name, label, detail }) =>
    element('th', { scope: 'col', class: `c-${name}` }, element('span', { class: 'head' }, label), small(detail)),
  );
  const rows = standings.map((standing) =>
    element('tr', { class: standing.rank === null ? 'unranked' : null }, ...columns.map(({ cell }) => cell(standing))),
  );
  return element(
    'div',
    { class: 'scroll', role: 'region', 'aria-labelledby': id, tabindex: '0' },
    element('table', {}, caption, element('thead', {}, element('tr', {}, ...heads)), element('tbody', {}, ...rows)),
  );
}

function small(text: string): HTMLElement {
  return element('small', {}, text);
}

function columnsFor(standings: readonly Standing[]): readonly Column[] {
  const scale = stripScale(standings);
  const mixed = standings.some(({ simulated }) => simulated === true) && standings.some(({ simulated }) => !simulated);
  const someoneLacksMedian = standings.some(
    ({ figures: { metrics } }) => metrics.ttftMs.p50 === null && metrics.ttftMs.n > 0,
  );
  const latest: Column = { name: 'latest', label: 'Latest', detail: 'TTFT ms', cell: latestCell };
  return [
    { name: 'rank', label: 'Rank', detail: 'range', cell: rankCell },
    { name: 'target', label: 'Target', detail: 'id, provider', cell: (standing) => targetCell(standing, mixed) },
    { name: 'ttft', label: 'TTFT p50', detail: 'ms, 95 % interval', cell: medianCell },
    { name: 'strip', label: 'Each round', detail: stripDetail(scale), cell: (standing) => stripCell(standing, scale) },
    ...(someoneLacksMedian ? [latest] : []),
    quantile('p95', 'TTFT p95', 'ms', 'ttftMs'),
    quantile('p50', 'Output', 'tokens/s, p50', 'outputTokensPerSecond'),
    quantile('p50', 'End to end', 'tokens/s, p50', 'endToEndTokensPerSecond'),
    quantile('p50', 'Total', 'ms, p50', 'totalMs'),
    { name: 'failed', label: 'Failed', detail: '%, of any class', cell: failedCell },
    { name: 'n', label: 'n', detail: 'attempts', cell: countCell },
  ];
}

function quantile(
  name: 'p50' | 'p95',
  label: string,
  detail: string,
  metric: keyof Standing['figures']['metrics'],
): Column {
  return {
    ...{ name, label, detail },
    cell: (standing) => quantileCell(standing.figures.metrics[metric], name, standing),
  };
}

function stripDetail(scale: StripScale | null): string {
  if (scale === null) return 'TTFT ms';
  return `TTFT ${figureText(scale.leastMs)}–${figureText(scale.mostMs)} ms, log`;
}

function captionOf(region: string, rounds: number): string {
  const where = region === 'local' ? 'on one machine' : `from ${printable(region, 120)}`;
  return (
    `Self-reported, raced ${where}, ${plural(rounds, 'round')}. Times in ms from the request on the wire. ` +
    'A rank range is a tie; a dash says why there is no figure.'
  );
}
