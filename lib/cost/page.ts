// The public page: what the publisher writes, and what readers fetch.
import type { Config } from '../domain/config.ts';
import { WINDOWS } from '../domain/window.ts';
import { DETAILS_EVERY_MS } from '../names/timing.ts';
import type { Assumed } from './assumptions.ts';
import { MONTH_DAYS, MONTH_MS, PUBLICATIONS } from './scale.ts';
import type { Scene, Usage } from './usage.ts';

/** Data, table and page of each view. */
const FILES_A_VIEW = 3;
// the start page, the index, the incidents
const FURTHER_FILES = 3;
/** Page, history, rounds, and a badge in two forms. */
const FILES_A_TARGET = 5;
// comparison, incidents, method, data, share, card, sitemap, the feed once a day, and the samples of the running day; the others stay
const FURTHER_DETAILS = 9;
/** Of a day that is over: its samples once more, and as Parquet. */
const FILES_A_DAY = 2;
/** The list of what is in the bucket changes with new files only (lib/board/s3-sink.ts): of a day's, twice before and after. */
const LIST_WRITES_A_DAY = 4;

/** Files that change with each publication, because each says when it was made. */
export function filesOf({ workloads, regions }: Config): number {
  const isSeveral = regions.length > 1;
  const places = isSeveral ? regions.length + 1 : regions.length;
  const sideBySide = isSeveral ? workloads.length * WINDOWS.length : 0;
  return workloads.length * places * WINDOWS.length * FILES_A_VIEW + sideBySide + FURTHER_FILES;
}

/** Files of the pages behind the leaderboard, which change each time these are made. */
export function detailFilesOf({ targets }: Config): number {
  return targets.length * FILES_A_TARGET + FURTHER_DETAILS;
}

/** How often the pages behind the leaderboard are made in a month: at their cadence, and by each publisher that starts anew. */
export function detailPassesOf({ coldPublishersADay }: Assumed): number {
  return MONTH_MS / DETAILS_EVERY_MS + coldPublishersADay * MONTH_DAYS;
}

export function pageUsages({ config, hub, assumed }: Scene): Usage[] {
  const { pageViews, requestsPerView, kilobytesPerView, kilobytesPerFile } = assumed;
  const requests = pageViews * requestsPerView;
  const usage = (what: string, meter: Usage['meter'], quantity: number): Usage => ({
    ...{ group: 'Page', what, meter, region: hub, quantity },
  });
  const files = filesOf(config) + detailFilesOf(config);
  return [
    usage('files written', 'bucketWrites', PUBLICATIONS * filesOf(config)),
    usage(
      'files of targets, samples written',
      'bucketWrites',
      detailPassesOf(assumed) * detailFilesOf(config) + MONTH_DAYS * (FILES_A_DAY + LIST_WRITES_A_DAY),
    ),
    usage('files read', 'bucketReads', requests / 2 + PUBLICATIONS),
    usage('bucket', 'bucketGbMonths', (files * kilobytesPerFile) / 1e6 + samplesGb(config, assumed)),
    usage('CloudFront requests', 'cdnRequests', requests),
    usage('CloudFront function', 'cdnFunctionRuns', requests),
    usage('CloudFront traffic', 'cdnGb', (pageViews * kilobytesPerView) / 1e6),
  ];
}

// As CSV and as Parquet; they stay.
function samplesGb({ workloads, regions, targets }: Config, { boardYears, bytesPerPublishedSample }: Assumed): number {
  const samplesADay =
    workloads.reduce((sum, { everyMs }) => sum + 86_400_000 / everyMs, 0) * regions.length * targets.length;
  return (2 * 365 * boardYears * samplesADay * bytesPerPublishedSample) / 1e9;
}
