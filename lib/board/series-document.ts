// The history of one target, in every region and workload it races in.
import type { Target } from '../domain/target.ts';
import { isoSeconds } from '../domain/time.ts';
import { significant } from './format.ts';
import type { SeriesHistory } from './input.ts';
import type { SeriesDocument } from './schemas.ts';
import { type DocumentHeader, shownText } from './view-document.ts';

/** @param histories those of this target */
export function seriesDocument(
  target: Target,
  histories: readonly SeriesHistory[],
  header: DocumentHeader,
): SeriesDocument {
  return {
    schema: 'photofinish/series@1',
    ...header,
    simulation: target.simulated,
    target: shownText(target.id),
    provider: shownText(target.providerLabel),
    simulated: target.simulated,
    histories: histories.map((history) => ({
      workload: history.workload,
      region: history.region,
      startsAt: isoSeconds(history.startsAtMs),
      bucketS: history.bucketMs / 1000,
      ttftP50Ms: history.ttftP50Ms.map(significant),
      n: [...history.n],
      failed: [...history.failed],
    })),
  };
}
