// The cells of a target's row: the same figures as in the terminal, each with its reason where there is none.
import { countText, figureText, percentText, plural } from '../../domain/figure-text.ts';
import type { MetricFigures } from '../../stats/figures.ts';
import { QUANTILES } from '../../stats/quantile.ts';
import { type Child, dash, element } from '../element.ts';
import { outsideName } from './outside-name.ts';
import type { Standing } from './standings.ts';

export function rankCell({ rank, unrankedReason }: Standing): HTMLElement {
  if (rank === null) return element('td', { class: 'rank' }, dash(unrankedReason ?? 'not ranked'));
  const { best, worst } = rank;
  const title = best === worst ? null : 'A range: the data cannot tell apart those whose ranges overlap';
  const text = best === worst ? String(best) : `${best}–${worst}`;
  return element('td', { class: best === 1 ? 'rank lead' : 'rank', title }, text);
}

/** @param mixed whether simulated and other targets stand side by side */
export function targetCell({ id, provider, simulated, unrankedReason }: Standing, mixed: boolean): HTMLElement {
  const name = outsideName(id);
  name.className = 'model';
  const tag = mixed && simulated === true ? element('span', { class: 'tag' }, 'simulation') : null;
  const below = provider === null && tag === null ? null : element('small', {});
  if (provider !== null) below?.append(outsideName(provider), ' ');
  if (tag !== null) below?.append(tag);
  const reason = unrankedReason === null ? null : element('small', { class: 'reason' }, `unranked: ${unrankedReason}`);
  return element('th', { scope: 'row', class: 'target' }, name, below, reason);
}

export function medianCell({ figures }: Standing): HTMLElement {
  const { ttftMs } = figures.metrics;
  const { p50Interval: interval } = ttftMs;
  const below =
    interval === null ? null : element('small', {}, `${figureText(interval.low)}–${figureText(interval.high)}`);
  return element('td', { class: 'num main' }, quantileText(ttftMs, 'p50', measured(figures)), below);
}

export function quantileCell(figures: MetricFigures, quantile: 'p50' | 'p95', { figures: own }: Standing): HTMLElement {
  return element('td', { class: 'num' }, quantileText(figures, quantile, measured(own)));
}

export function latestCell({ figures }: Standing): HTMLElement {
  const { latest } = figures.metrics.ttftMs;
  return element('td', { class: 'num soft' }, latest === null ? dash('never measured') : figureText(latest));
}

function quantileText(figures: MetricFigures, quantile: 'p50' | 'p95', measuredProbes: number): Child {
  const { n, timedOut } = figures;
  if (figures.beyond.includes(quantile)) {
    const title = `${countText(timedOut)} of ${countText(n + timedOut)} timed out`;
    return element('span', { class: 'failed', title }, 'timed out');
  }
  const value = figures[quantile];
  if (value !== null) return figureText(value);
  if (n === 0 && measuredProbes > 0) return dash('no figure: these streams come in too few pieces to tell a rate');
  return dash(`too few values: n = ${countText(n)}, ${quantile} needs ${QUANTILES[quantile].minValues}`);
}

function measured({ ok, cached }: Standing['figures']): number {
  return ok - cached;
}

/** All that failed, whosever fault it was: the classes stand below. */
export function failedCell({ figures: { failedShare, failures, attempts, ok } }: Standing): HTMLElement {
  if (failedShare === null) return element('td', { class: 'num' }, dash('no attempt that counts'));
  const classes = Object.entries(failures).map(([name, count]) => `${countText(count)} ${name}`);
  const told = classes.length === 0 && ok < attempts ? ['class not told'] : classes;
  const below = told.length === 0 ? null : element('small', {}, told.join(', '));
  return element('td', { class: failedShare > 0 ? 'num failed' : 'num' }, percentText(failedShare), below);
}

export function countCell({ figures: { attempts, cached, voided } }: Standing): HTMLElement {
  const notes = [
    ...(cached > 0 ? [`${countText(cached)} cached`] : []),
    ...(voided > 0 ? [`${countText(voided)} void`] : []),
  ];
  const title = `${plural(attempts, 'attempt')}; void samples are not counted, cached ones are in no figure of speed`;
  const below = notes.length === 0 ? null : element('small', {}, notes.join(', '));
  return element('td', { class: 'num', title }, countText(attempts), below);
}
