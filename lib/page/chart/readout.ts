// What the chart says in words: the figures under the cursor, and of which publication they are.
import { countText, figureText, utcText } from '../../domain/figure-text.ts';
import type { ChartData, RegionLine } from './series-data.ts';

/** A line a region, with its n. @param isShown tells which regions are chosen */
export function readoutAt(data: ChartData, at: number, isShown: (region: string) => boolean): readonly string[] {
  const startMs = (data.timesS[at] ?? 0) * 1_000;
  const hour = utcText(new Date(startMs).toISOString()).replace(/:\d\d UTC$/, ' UTC');
  return [`From ${hour}`, ...data.lines.filter(({ region }) => isShown(region)).map((line) => regionText(line, at))];
}

function regionText({ region, n, failed, p50Ms, lowMs, highMs }: RegionLine, at: number): string {
  const attempts = n[at] ?? 0;
  if (attempts === 0) return `${region}: no attempt`;
  const counts = `n ${countText(attempts)}${(failed[at] ?? 0) > 0 ? `, ${countText(failed[at] ?? 0)} failed` : ''}`;
  const median = p50Ms[at] ?? null;
  if (median === null) return `${region}: no median (${counts})`;
  const [low, high] = [lowMs[at] ?? null, highMs[at] ?? null];
  const interval = low === null || high === null ? '' : `95 % interval ${figureText(low)}–${figureText(high)}, `;
  return `${region}: median ${figureText(median)} ms (${interval}${counts})`;
}

/** Where the data is of another publication than the page: which one; else `null`. */
export function publicationNote(data: ChartData, page: { readonly runId: string; readonly generatedAt: string }) {
  if (data.runId === page.runId) return null;
  const which = data.generatedAt >= page.generatedAt ? 'a newer' : 'an older';
  return `Drawn from ${which} publication than this page: that of ${utcText(data.generatedAt)}.`;
}
