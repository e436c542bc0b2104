// What the page says of the target in one or two sentences, made from the data.
import { DEFAULT_WINDOW } from '../../../domain/window.ts';
import { countText, figureText, percentText, plural } from '../../format.ts';
import { regionLabel, windowLabel } from '../../labels.ts';
import type { ViewFigures, ViewRow } from '../../schemas.ts';
import type { WorkloadPart } from './workload-part.ts';

/** From the view that the board shows first: the default window, all regions where there are several. */
export function targetAnswer(part: WorkloadPart): string {
  const region = part.shown[0] ?? '';
  const row = part.rowIn(region, DEFAULT_WINDOW);
  const where = `${regionLabel(region)}, ${windowLabel(DEFAULT_WINDOW)}`;
  if (row === null || row.n === 0) return `${where}: no sample yet.`;
  const sentences = [`${rankText(row, part.rankedIn(region, DEFAULT_WINDOW))} by time to first token`, medianText(row)];
  return `${where}: ${sentences.join('; ')}; ${failedText(row)}.`;
}

function rankText({ rank, unrankedReason }: ViewRow, ranked: number): string {
  if (rank === null) return `not ranked (${unrankedReason ?? 'no reason told'})`;
  const range = rank.best === rank.worst ? String(rank.best) : `${rank.best}–${rank.worst}`;
  return `${rank.best === rank.worst ? 'rank' : 'ranks'} ${range} of ${ranked}`;
}

function medianText({ metrics: { ttftMs } }: ViewRow): string {
  const { n, timedOut, p50, p50Interval, beyond } = ttftMs;
  if (beyond.includes('p50')) return `${countText(timedOut)} of ${countText(n + timedOut)} probes timed out`;
  if (p50 === null) return `${plural(n, 'measurement')}, too few for a median`;
  return `median ${figureText(p50)} ms (${intervalText(p50Interval)}n ${countText(n)})`;
}

function intervalText(interval: ViewFigures['p50Interval']): string {
  return interval === null ? '' : `95 % interval ${figureText(interval.low)}–${figureText(interval.high)}, `;
}

function failedText({ providerFaultShare, n }: ViewRow): string {
  if (providerFaultShare === null) return `none of ${plural(n, 'attempt')} tells of the provider`;
  return `${percentText(providerFaultShare)} % failed (n ${countText(n)})`;
}
